#!/usr/bin/env python3
"""The other side of src/test/java/attune/layers/LossesBenchmark.java: the same batch through PyTorch's CTC.

log_softmax and ctc_loss, forward and backward, float32, 16 clips of 400 frames, 29 outputs and 60 labels, on two
threads. Needs torch; run it with the interpreter that has it:

    /usr/bin/python3 scripts/bench.d/ctc_torch.py [rounds]

Prints the median time of a batch in milliseconds.
"""

import statistics
import sys
import time

import torch

BATCH, FRAMES, OUTPUTS, LABELS = 16, 400, 29, 60
WARM_UP_ROUNDS = 10


def step(logits, labels, frames, lengths):
    logits.grad = None
    log_probs = torch.nn.functional.log_softmax(logits, dim=2)
    torch.nn.functional.ctc_loss(log_probs, labels, frames, lengths, blank=0, reduction="sum").backward()


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    torch.set_num_threads(2)
    torch.manual_seed(2006)
    logits = torch.randn(FRAMES, BATCH, OUTPUTS, requires_grad=True)
    labels = torch.randint(1, OUTPUTS, (BATCH, LABELS))
    frames = torch.full((BATCH,), FRAMES)
    lengths = torch.full((BATCH,), LABELS)
    times = []
    for round_number in range(WARM_UP_ROUNDS + rounds):
        start = time.perf_counter()
        step(logits, labels, frames, lengths)
        if round_number >= WARM_UP_ROUNDS:
            times.append(time.perf_counter() - start)
    print(f"{1000 * statistics.median(times):.2f}")


if __name__ == "__main__":
    main()
