"""Adaptations on the CPU and on the device with one seed: in each precision, in two processes, moved, and stopped."""

import argparse
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path

from laboratory.gpu.checks import Check
from laboratory.gpu.steps import in_precisions, on_card, used, utilisation
from laboratory.programs import ATTUNE, PROJECT, attune_shown, epochs, run
from laboratory.speechdata.manifest import absolute_lines, write_lines

# Both sides round differently, and training magnifies that with every step.
LOSS_BARS = {"float": 0.01, "tf32": 0.02, "bf16": 0.05}
# On few clips one word more or less is a point.
WER_BAR = 0.05
POLL_SECONDS = 0.05
# Where in its steps a run is stopped: so many steps after an epoch.
STOPS = (0.3, 1.5, 2.7)
STOPPED, ENDED = 130, 0
# Of a program that SIGTERM ends: as a shell says it, and as Python does. What crashes instead ends with SIGABRT or SIGSEGV.
TERMINATED = {128 + signal.SIGTERM, -signal.SIGTERM}


def adapt(folder: Path, device: str, clips: Path, given: argparse.Namespace, *options: object) -> list[object]:
    return [ATTUNE, "adapt", "-m", given.model, "--train", clips, "--dev", given.dev, "-o", folder, "--no-lm", "--no-blend",
            "--epochs", given.epochs, "--patience", 0, "--device", device, *options]


def adapted(folder: Path, device: str, clips: Path, given: argparse.Namespace) -> None:
    attune_shown(*adapt(folder, device, clips, given)[1:])


def weights(folder: Path) -> bytes:
    with zipfile.ZipFile(folder / "adapted.attune") as bundle:
        return bundle.read("weights.safetensors")


def shortest(manifest: Path, count: int, folder: Path) -> Path:
    """The shortest clips of a manifest, all for 0."""
    if not count:
        return manifest
    clips = sorted(absolute_lines(manifest), key=lambda clip: clip["duration"])
    write_lines(folder / "train.jsonl", clips[:count])
    return folder / "train.jsonl"


def apart(one: Iterable[float], other: Iterable[float]) -> float:
    """The greatest relative difference."""
    return max(abs(a - b) / abs(a) for a, b in zip(one, other, strict=True))


def dev_score(folder: Path) -> float:
    return min(entry["score"]["value"] for entry in epochs(folder))


def losses_apart(name: str, folder: Path, reference: Path, bar: float) -> Check:
    """Losses of all epochs against those of another run."""
    losses = apart(*([entry["loss"] for entry in epochs(each)] for each in (reference, folder)))
    return Check(f"{name}: losses", f"≤ {bar:.0%} apart", f"{losses:.2e}", losses <= bar)


def compared(name: str, folder: Path, reference: Path, loss_bar: float = LOSS_BARS["float"]) -> list[Check]:
    """Losses of all epochs and the best dev score, against those of another run."""
    score = abs(dev_score(folder) - dev_score(reference))
    return [losses_apart(name, folder, reference, loss_bar),
            Check(f"{name}: dev WER", f"≤ {100 * WER_BAR:.0f} points apart", f"{100 * score:.1f}", score <= WER_BAR)]


def step_seconds(folder: Path) -> float:
    """The median time of a step, over the epochs."""
    times = sorted(entry["trainingSeconds"] / entry["steps"] for entry in epochs(folder))
    return times[len(times) // 2]


def in_each_precision(given: argparse.Namespace, clips: Path, work: Path) -> list[Check]:
    """Runs on the CPU, on the device in each precision, and once more in float for the same bits."""
    adapted(work / "cpu", "cpu", clips, given)
    checks = []
    for precision, device in in_precisions(given.device).items():
        with utilisation(device) as samples:
            adapted(work / device, device, clips, given)
        checks += compared(f"adaptation on {device}", work / device, work / "cpu", LOSS_BARS[precision])
        checks += used(f"adaptation on {device}", samples)
    adapted(work / "again", given.device, clips, given)
    checks.append(same_bits("another process", work / "again", work / given.device))
    cpu, device = step_seconds(work / "cpu"), step_seconds(work / given.device)
    card = on_card(given.device)
    return checks + [Check("a training step", "sooner than the CPU" if card else "–",
                           f"{1000 * device:.0f} ms, CPU {1000 * cpu:.0f} ms", device < cpu or not card)]


def same_bits(name: str, folder: Path, reference: Path, note: str = "") -> Check:
    same = weights(folder) == weights(reference)
    return Check(name, "the same bits", ("yes" if same else "other bits") + note, same)


def moved(given: argparse.Namespace, clips: Path, work: Path) -> list[Check]:
    """Runs that are stopped after their first epoch and go on elsewhere."""
    checks = []
    for name, first, second in (("moved to the CPU", given.device, "cpu"), ("moved to the device", "cpu", given.device)):
        folder = work / name.replace(" ", "-")
        code = stopped(adapt(folder, first, clips, given), lambda: bool(epochs(folder)))
        if code not in (STOPPED, ENDED):
            sys.exit(f"lab: the run ended with {code} instead of stopping")
        run(*adapt(folder, second, clips, given, "--resume"))
        checks += compared(name, folder, work / "cpu")
    return checks


def stopped(command: list[object], is_time, later_seconds: float = 0) -> int:
    """Sends a command SIGTERM, as a user's Ctrl-C or a batch system does, some time after it is time to. Returns its code."""
    process = subprocess.Popen(list(map(str, command)), cwd=PROJECT, stdout=subprocess.DEVNULL)
    while process.poll() is None and not is_time():
        time.sleep(POLL_SECONDS)
    time.sleep(later_seconds)
    process.send_signal(signal.SIGTERM)
    return process.wait()


def stopped_in_steps(given: argparse.Namespace, clips: Path, work: Path) -> list[Check]:
    """A run that is stopped in the middle of steps and resumed, beside the one on the device that nobody disturbed."""
    undisturbed, folder = work / given.device, work / "stopped"
    codes = []
    for number in range(1, given.epochs):
        codes.append(stopped(adapt(folder, given.device, clips, given, *(["--resume"] if codes else [])),
                             lambda number=number: len(epochs(folder)) >= number,
                             STOPS[number % len(STOPS)] * step_seconds(undisturbed)))
    text = ", ".join(map(str, codes))
    if not set(codes) <= {STOPPED, ENDED}:
        return [Check("SIGTERM in a step", "ends with 130", f"ended with {text}", False)]
    run(*adapt(folder, given.device, clips, given, "--resume"))
    return [same_bits("SIGTERM in a step, then --resume", folder, undisturbed, f"; ended with {text}")]


def ended_while_listening(given: argparse.Namespace) -> list[Check]:
    """SIGTERM while the network computes outputs, which nothing catches: the process must not crash in native code."""
    command = [ATTUNE, "evaluate", "-m", given.model, "--test", given.dev, "--greedy", "--device", given.device]
    started = time.monotonic()
    run(*command)
    whole = time.monotonic() - started
    codes = [stopped(command, lambda: True, share * whole) for share in (0.5, 0.7, 0.9)]
    kept = all(code in TERMINATED or code == ENDED for code in codes)
    return [Check("SIGTERM while listening", "ends with 143", ", ".join(map(str, codes)), kept)]
