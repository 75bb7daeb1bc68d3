"""PyTorch's half: a process with one workload, with the protocol of attune.bench.BenchWorker.

usage: python3 -m laboratory.benchmarks.torch_worker step-320 | step-1024 | ctc | gemm-1 | gemm-2 | gemm-bf16-2
       python3 -m laboratory.benchmarks.torch_worker step-320 | step-1024 | step-short DEVICE float | tf32 | bf16
The second form packs its batches, as one does on a GPU.
"""

import sys
import time
from functools import partial

import torch
from torch.nn.functional import ctc_loss
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

BATCH, OUTPUTS, GEMM_SIZE = 16, 29, 4096  # as in steps.py and kernels.py


class Recogniser(torch.nn.Module):
    """Recurrent layers and a projection; time-major, the layout that PyTorch's kernel computes in."""

    def __init__(self, units, bidirectional, layers):
        super().__init__()
        self.recurrent = torch.nn.LSTM(80, units, layers, bidirectional=bidirectional)
        self.output = torch.nn.Linear(units * (2 if bidirectional else 1), OUTPUTS)

    def forward(self, features, lengths=None):
        """Packs the utterances if lengths are given."""
        if lengths is None:
            return self.output(self.recurrent(features)[0]).log_softmax(2)
        frames, _ = pad_packed_sequence(self.recurrent(pack_padded_sequence(features, lengths))[0])
        return self.output(frames).float().log_softmax(2)


def labels(length):
    return torch.randint(1, OUTPUTS, (BATCH, length)), torch.full((BATCH,), length)


def fastest_optimizer(network):
    """AdamW in the implementation that is fastest here. Takes steps; the network must have gradients."""
    def seconds(options):
        optimizer = torch.optim.AdamW(network.parameters(), 1e-4, weight_decay=1e-4, **options)
        optimizer.step()
        return min(time_of(optimizer.step) for _ in range(5))
    best = min(({"fused": True}, {"foreach": True}, {"foreach": False}), key=seconds)
    return torch.optim.AdamW(network.parameters(), 1e-4, weight_decay=1e-4, **best)


def training_step(units, bidirectional, frames, label_count, layers=3, device="cpu", precision=None):
    """A step on padded batches or, if a precision is given, on packed ones."""
    network = Recogniser(units, bidirectional, layers).to(device)
    features = torch.randn(frames, BATCH, 80, device=device)
    targets, target_lengths = labels(label_count)
    targets = targets.to(device)
    lengths = torch.full((BATCH,), frames)
    torch.backends.cudnn.allow_tf32 = torch.backends.cuda.matmul.allow_tf32 = precision == "tf32"

    def gradients():
        with torch.autocast(features.device.type, torch.bfloat16, enabled=precision == "bf16"):
            log_probabilities = network(features, lengths if precision else None)
        ctc_loss(log_probabilities, targets, lengths, target_lengths).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5)

    gradients()
    optimizer = fastest_optimizer(network)

    def step():
        optimizer.zero_grad()
        gradients()
        optimizer.step()
        if features.is_cuda:
            torch.cuda.synchronize()
    return step


def ctc_batch():
    frames = 400
    logits = torch.randn(frames, BATCH, OUTPUTS, requires_grad=True)
    targets, target_lengths = labels(60)
    lengths = torch.full((BATCH,), frames)

    def loss_and_gradient():
        logits.grad = None
        ctc_loss(logits.log_softmax(2), targets, lengths, target_lengths, reduction="sum").backward()
    return loss_and_gradient


def gemm(threads, data_type):
    torch.set_num_threads(threads)
    left, right = (torch.randn(GEMM_SIZE, GEMM_SIZE).to(data_type) for _ in range(2))
    result = torch.empty(GEMM_SIZE, GEMM_SIZE, dtype=data_type)
    return lambda: torch.mm(left, right, out=result)


STEPS = {
    "step-320": partial(training_step, 320, True, 300, 60),
    "step-1024": partial(training_step, 1024, False, 150, 30),
    "step-short": partial(training_step, 64, True, 40, 8, layers=2),
}
WORKLOADS = {
    **STEPS,
    "ctc": ctc_batch,
    "gemm-1": lambda: gemm(1, torch.float32),
    "gemm-2": lambda: gemm(2, torch.float32),
    "gemm-bf16-2": lambda: gemm(2, torch.bfloat16),
}


def time_of(work):
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main():
    name, *packed = sys.argv[1:]
    torch.manual_seed(1)
    torch.set_num_threads(1 if packed else 2)  # many small operations, as ours under OMP_NUM_THREADS=1
    work = STEPS[name](device=packed[0], precision=packed[1]) if packed else WORKLOADS[name]()
    print("ready", flush=True)
    for order in sys.stdin:
        print(*(time_of(work) for _ in range(int(order))), flush=True)


if __name__ == "__main__":
    main()
