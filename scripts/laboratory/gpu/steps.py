"""A training step beside PyTorch's on packed batches of the same device, and how busy it keeps the card."""

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from laboratory.benchmarks.workers import TARGET, Worker, bench_worker, in_turn, packed_torch_worker
from laboratory.gpu.checks import Check
from laboratory.programs import run

BAR = 1.1
# Packed LSTMs take PyTorch, and so us, time quadratic in the frames on the CPU.
SHAPES = {"step-320": "3×BiLSTM(320), B 16, T 300", "step-1024": "3×LSTM(1024), B 16, T 150"}
REHEARSED = {"step-short": "2×BiLSTM(64), B 16, T 40"}
SAMPLE_MILLISECONDS = 200


def on_card(device: str) -> bool:
    return device.startswith("cuda")


def card_number(device: str) -> str:
    return device.partition(":")[2] or "0"


def in_precisions(device: str) -> dict[str, str]:
    """A device's name in each precision that it has."""
    kind, colon, number = device.partition(":")
    return {precision: f"{kind}{'' if precision == 'float' else '-' + precision}{colon}{number}"
            for precision in (("float", "tf32", "bf16") if on_card(device) else ("float", "bf16"))}


def require_pytorch(python: str, device: str) -> None:
    """Ends the program if an interpreter has no PyTorch for the device."""
    question = f"import torch; torch.zeros(1, device='{in_pytorch(device)}')"
    if subprocess.run([python, "-c", question], capture_output=True).returncode:
        sys.exit(f"lab: {python} has no PyTorch for {device}; name an interpreter that has by --python")


def in_pytorch(device: str) -> str:
    return device if on_card(device) else "cpu"


@cache
def tests_class_path(profile: str) -> Path:
    """Compiles the tests, and keeps their class path in a file."""
    class_path = TARGET / "gpu-classpath.txt"
    run("mvn", "-B", "-q", profile, "test-compile", "dependency:build-classpath", f"-Dmdep.outputFile={class_path}",
        "-Dmdep.includeScope=test")
    return class_path


def our_worker(class_path: Path, shape: str, device: str) -> Worker:
    """Steps of a real run, on a device."""
    return bench_worker(shape, options=(f"-Dattune.device={device}",), class_path=class_path)


def shapes(device: str) -> dict[str, str]:
    return SHAPES if on_card(device) else REHEARSED


def beginning(device: str) -> tuple[str, str]:
    """The first of the shapes, and what it is in words."""
    return next(iter(shapes(device).items()))


def beside_pytorch(class_path: Path, device: str, python: str) -> list[Check]:
    """A step of each shape in each precision."""
    checks = []
    for shape, words in shapes(device).items():
        for precision, name in in_precisions(device).items():
            with (packed_torch_worker(python, shape, in_pytorch(device), precision) as theirs,
                  our_worker(class_path, shape, name) as ours):
                in_turn(1, (theirs, 5), (ours, 10))
                checks.append(step(f"step on {name}, {words}", *in_turn(5, (theirs, 5), (ours, 5)), on_card(device)))
    return checks


def step(name: str, theirs: float, ours: float, barred: bool) -> Check:
    """Seconds of a step, theirs and ours. The bar is for cards: on a CPU the versions of libtorch differ."""
    ratio = ours / theirs
    return Check(name, f"≤ {BAR} × PyTorch's packed one" if barred else "–",
                 f"{1000 * ours:.1f} ms, PyTorch {1000 * theirs:.1f} ms: {ratio:.2f} ×", ratio <= BAR or not barred)


@contextmanager
def utilisation(device: str) -> Iterator[list[float]]:
    """Samples how busy a card is, in percent, for as long as the context lasts; nothing elsewhere."""
    samples: list[float] = []
    if not on_card(device):
        yield samples
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "samples"
        with file.open("w") as into:
            process = subprocess.Popen(["nvidia-smi", "--id", card_number(device), "--query-gpu=utilization.gpu",
                                        "--format=csv,noheader,nounits", f"--loop-ms={SAMPLE_MILLISECONDS}"], stdout=into)
        try:
            yield samples
        finally:
            process.terminate()
            process.wait()
            samples += map(float, file.read_text().split())


def used(name: str, samples: list[float]) -> list[Check]:
    """How busy the card was, if it was looked at."""
    if not samples:
        return []
    shares = f"{statistics.mean(samples):.0f} % of the time, {max(samples):.0f} % at most"
    return [Check(f"{name}: card in use", "–", shares, True)]
