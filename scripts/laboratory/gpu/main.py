"""Checks Attune on an NVIDIA card against the same machine's CPU: the environment, the tests of package torch, a training step
beside PyTorch's in each precision, an adaptation with one seed on both, again for the same bits, and in each precision, and a
run that is stopped and moved from one to the other. Ends with 1 if a check fails. On a card it also writes
docs/benchmarks-gpu.md.

Build first: mvn -B -q -Pcuda package -DskipTests. `--device torch-cpu` rehearses everything without a card, on a build with
-Ptorch-cpu; keep it to a few short clips then: --clips 40 --epochs 2. `--messages`, on a build with -Pcuda, provokes what
Attune says where a card cannot be used.
"""

import argparse
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path

from laboratory.gpu.checks import Check
from laboratory.gpu.messages import messages
from laboratory.gpu.steps import beside_pytorch, in_precisions, on_card, require_pytorch, used, utilisation
from laboratory.pages import table, write
from laboratory.programs import ATTUNE, PROJECT, SOURCE_MODEL, WORK, absolute, attune, attune_shown, epochs, run, say
from laboratory.prompts import DEV, TRAIN
from laboratory.speechdata.manifest import absolute_lines, write_lines

PAGE = PROJECT / "docs" / "benchmarks-gpu.md"
TESTS = "Torch*Test,FullMemoryTest,MirrorTest,MovedRunTest,DropoutMaskTest,DivisionTest"
# Both sides round differently, and training magnifies that with every step.
LOSS_BARS = {"float": 0.01, "tf32": 0.02, "bf16": 0.05}
# On few clips one word more or less is a point.
WER_BAR = 0.05
POLL_SECONDS = 0.2


def found(device: str) -> Check:
    """What `attune devices` says of the card."""
    lines = [line for line in attune("devices").splitlines() if line.startswith(("libtorch", "cuda"))]
    wanted = any(line.startswith("cuda") for line in lines) if on_card(device) else bool(lines)
    return Check("device found", "listed", "; ".join(lines), wanted)


def profile(device: str) -> str:
    return "-Pcuda" if on_card(device) else "-Ptorch-cpu"


def tested(device: str) -> Check:
    """The tests of package torch, on the device."""
    name = ("cuda:0" if device == "cuda" else device) if on_card(device) else "cpu"
    command = ["mvn", "-B", profile(device), f"-Dattune.testDevice={name}", f"-Dtest={TESTS}", "test"]
    code = subprocess.run(command, cwd=PROJECT, stdout=sys.stderr).returncode
    return Check("tests of package torch", "pass", f"exit code {code}", code == 0)


def adapt(folder: Path, device: str, clips: Path, given: argparse.Namespace, *options: object) -> list[object]:
    return [ATTUNE, "adapt", "-m", given.model, "--train", clips, "--dev", given.dev, "-o", folder, "--no-lm",
            "--epochs", given.epochs, "--patience", 0, "--device", device, *options]


def adapted(folder: Path, device: str, clips: Path, given: argparse.Namespace) -> None:
    attune_shown(*adapt(folder, device, clips, given)[1:])


def weights(folder: Path) -> bytes:
    with zipfile.ZipFile(folder / "adapted.attune") as bundle:
        return bundle.read("weights.safetensors")


def stop_and_resume(folder: Path, begun: list[object], resumed: list[object]) -> None:
    """Stops a run after its first epoch, as a user with Ctrl-C, and goes on with it."""
    process = subprocess.Popen(list(map(str, begun)), cwd=PROJECT, stdout=subprocess.DEVNULL)
    while process.poll() is None and not epochs(folder):
        time.sleep(POLL_SECONDS)
    process.send_signal(signal.SIGTERM)
    if (code := process.wait()) not in (0, 130):
        sys.exit(f"lab: the run ended with {code} instead of stopping")
    run(*resumed)


def apart(one: Iterable[float], other: Iterable[float]) -> float:
    """The greatest relative difference."""
    return max(abs(a - b) / abs(a) for a, b in zip(one, other, strict=True))


def dev_score(folder: Path) -> float:
    return min(entry["score"]["value"] for entry in epochs(folder))


def compared(name: str, folder: Path, reference: Path, loss_bar: float = LOSS_BARS["float"]) -> list[Check]:
    """Losses of all epochs and the best dev score, against those of another run."""
    losses = apart(*([entry["loss"] for entry in epochs(each)] for each in (reference, folder)))
    score = abs(dev_score(folder) - dev_score(reference))
    return [Check(f"{name}: losses", f"≤ {loss_bar:.0%} apart", f"{losses:.2e}", losses <= loss_bar),
            Check(f"{name}: dev WER", f"≤ {100 * WER_BAR:.0f} points apart", f"{100 * score:.1f}", score <= WER_BAR)]


def step_seconds(folder: Path) -> float:
    """The median time of a step, over the epochs."""
    times = sorted(entry["trainingSeconds"] / entry["steps"] for entry in epochs(folder))
    return times[len(times) // 2]


def shortest(manifest: Path, count: int, folder: Path) -> Path:
    """The shortest clips of a manifest, all for 0."""
    if not count:
        return manifest
    clips = sorted(absolute_lines(manifest), key=lambda clip: clip["duration"])
    write_lines(folder / "train.jsonl", clips[:count])
    return folder / "train.jsonl"


def measured(given: argparse.Namespace, work: Path) -> list[Check]:
    checks = [found(given.device)]
    if not checks[0].kept:
        return checks
    if not given.no_tests:
        require_pytorch(given.python, given.device)
        checks.append(tested(given.device))
        checks += beside_pytorch(profile(given.device), given.device, given.python)
    return checks + adaptations(given, work)


def adaptations(given: argparse.Namespace, work: Path) -> list[Check]:
    """Runs with one seed: on the CPU, on the device in each precision and twice in float, and moved in mid-run."""
    checks = []
    clips = shortest(given.train, given.clips, work)
    adapted(work / "cpu", "cpu", clips, given)
    for precision, device in in_precisions(given.device).items():
        with utilisation(device) as samples:
            adapted(work / device, device, clips, given)
        checks += compared(f"adaptation on {device}", work / device, work / "cpu", LOSS_BARS[precision])
        checks += used(f"adaptation on {device}", samples)
    adapted(work / "again", given.device, clips, given)
    same = weights(work / "again") == weights(work / given.device)
    checks.append(Check("another process", "the same bits", "yes" if same else "other bits", same))
    for name, first, second in (("moved to the CPU", given.device, "cpu"), ("moved to the device", "cpu", given.device)):
        folder = work / name.replace(" ", "-")
        stop_and_resume(folder, adapt(folder, first, clips, given), adapt(folder, second, clips, given, "--resume"))
        checks += compared(name, folder, work / "cpu")
    cpu, device = step_seconds(work / "cpu"), step_seconds(work / given.device)
    card = on_card(given.device)
    checks.append(Check("a training step", "sooner than the CPU" if card else "–",
                        f"{1000 * device:.0f} ms, CPU {1000 * cpu:.0f} ms", device < cpu or not card))
    return checks


def device_name(text: str) -> str:
    if re.fullmatch(r"cuda(:\d+)?|torch-cpu", text):
        return text
    raise argparse.ArgumentTypeError(f"'{text}' is not cuda, cuda:N or torch-cpu; every precision is measured anyway")


def parsed(arguments: Iterable[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/lab gpu", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--device", type=device_name, default="cuda", help="cuda, cuda:N or torch-cpu; default: cuda")
    parser.add_argument("--model", type=absolute, default=SOURCE_MODEL, help="default: models/source-en")
    parser.add_argument("--train", type=absolute, default=TRAIN, help="default: the telephone prompts")
    parser.add_argument("--dev", type=absolute, default=DEV)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--clips", type=int, default=0, help="only the N shortest clips; default: all")
    parser.add_argument("--no-tests", action="store_true",
                        help="leave out the tests and the step beside PyTorch's, which need Maven")
    parser.add_argument("--python", default=sys.executable,
                        help="an interpreter whose PyTorch knows the card; default: %(default)s, for torch-cpu")
    parser.add_argument("--messages", action="store_true",
                        help="only provoke what is said where a card cannot be used, on a machine without one")
    return parser.parse_args(list(arguments))


def main(arguments):
    given = parsed(arguments)
    WORK.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=WORK) as work:
        checks = messages() if given.messages else measured(given, Path(work))
    lines = table(("check", "bar", "measured", "kept"), (check.row() for check in checks))
    print(lines)
    if on_card(given.device) and shutil.which("nvidia-smi") and not given.messages:
        card = run("nvidia-smi", "--query-gpu=name,driver_version,memory.total", "--format=csv,noheader").strip()
        write(PAGE, ["# Benchmarks on an NVIDIA card", f"By `scripts/lab gpu`, on {card}.", lines])
        say(f"wrote {PAGE}")
    sys.exit(0 if all(check.kept for check in checks) else 1)
