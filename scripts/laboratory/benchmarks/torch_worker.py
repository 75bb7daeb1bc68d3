"""PyTorch's half: a process with one workload, with the protocol of attune.bench.BenchWorker.

usage: python3 -m laboratory.benchmarks.torch_worker step-320 | step-1024 | ctc | gemm-1 | gemm-2 | gemm-bf16-2
"""

import sys
import time

import torch
from torch.nn.functional import ctc_loss

BATCH, OUTPUTS, GEMM_SIZE = 16, 29, 4096  # as in steps.py and kernels.py


class Recogniser(torch.nn.Module):
    """Three recurrent layers and a projection; time-major, the layout that PyTorch's kernel computes in."""

    def __init__(self, units, bidirectional):
        super().__init__()
        self.recurrent = torch.nn.LSTM(80, units, 3, bidirectional=bidirectional)
        self.output = torch.nn.Linear(units * (2 if bidirectional else 1), OUTPUTS)

    def forward(self, features):
        return self.output(self.recurrent(features)[0]).log_softmax(2)


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


def training_step(units, bidirectional, frames, label_count):
    network = Recogniser(units, bidirectional)
    features = torch.randn(frames, BATCH, 80)
    targets, target_lengths = labels(label_count)
    lengths = torch.full((BATCH,), frames)

    def gradients():
        ctc_loss(network(features), targets, lengths, target_lengths).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5)

    gradients()
    optimizer = fastest_optimizer(network)

    def step():
        optimizer.zero_grad()
        gradients()
        optimizer.step()
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


WORKLOADS = {
    "step-320": lambda: training_step(320, True, 300, 60),
    "step-1024": lambda: training_step(1024, False, 150, 30),
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
    torch.manual_seed(1)
    torch.set_num_threads(2)
    work = WORKLOADS[sys.argv[1]]()
    print("ready", flush=True)
    for order in sys.stdin:
        print(*(time_of(work) for _ in range(int(order))), flush=True)


if __name__ == "__main__":
    main()
