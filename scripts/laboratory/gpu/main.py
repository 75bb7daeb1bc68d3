"""Checks Attune on an NVIDIA card against the same machine's CPU: the environment; the tests of package torch, also on long clips
and wide layers; a training step beside PyTorch's in each precision, and memory over many of them; an adaptation with one seed on
both, again for the same bits, in each precision, moved from one to the other, and stopped in the middle of steps; pictures; and
ten hours of speech. Ends with 1 if a check fails. On a card it also writes docs/benchmarks-gpu.md.

Build first: mvn -B -q -Pcuda package -DskipTests. `--device torch-cpu` rehearses everything without a card, on a build with
-Ptorch-cpu; keep it to a few short clips then: --clips 40 --epochs 2. `--messages`, on a build with -Pcuda, provokes what
Attune says where a card cannot be used.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from laboratory.benchmarks.machine import describe
from laboratory.gpu.checks import Check, attempted
from laboratory.gpu.hours import ten_hours
from laboratory.gpu.memory import flat
from laboratory.gpu.messages import messages
from laboratory.gpu.pictures import pictures
from laboratory.gpu.runs import ended_while_listening, in_each_precision, moved, shortest, stopped_in_steps
from laboratory.gpu.steps import beside_pytorch, card_number, on_card, require_pytorch, tests_class_path
from laboratory.pages import table, write
from laboratory.programs import PROJECT, SOURCE_MODEL, WORK, absolute, attune, run, say
from laboratory.prompts import DEV, TRAIN

PAGE = PROJECT / "docs" / "benchmarks-gpu.md"
TESTS = "Torch*Test,DifferenceQuotientTest,FullMemoryTest,MirrorTest,MovedRunTest,DropoutMaskTest,DivisionTest"


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


def measured(given: argparse.Namespace, work: Path) -> list[Check]:
    checks = [found(given.device)]
    if not checks[0].kept:
        return checks
    if not given.no_tests:
        require_pytorch(given.python, given.device)
        checks += attempted("tests", lambda: [tested(given.device)])
        build = profile(given.device)
        checks += attempted("step", lambda: beside_pytorch(tests_class_path(build), given.device, given.python))
        checks += attempted("memory", lambda: flat(tests_class_path(build), given.device))
    clips = shortest(given.train, given.clips, work)
    for part in (in_each_precision, moved, stopped_in_steps, ten_hours):
        checks += attempted(part.__name__.replace("_", " "), lambda part=part: part(given, clips, work))
    checks += attempted("ended while listening", lambda: ended_while_listening(given))
    return checks + attempted("pictures", lambda: pictures(given, work))


def rows(checks: list[Check]) -> str:
    return table(("check", "bar", "measured", "kept"), (check.row() for check in checks))


def page(checks: list[Check], where: str) -> list[str]:
    kept = sum(check.kept for check in checks)
    return ["# Benchmarks on an NVIDIA card",
            f"By `scripts/lab gpu` on {where}. Kept: {kept} of {len(checks)}; “–” has no bar. What it checks: [GPU](gpu.md).",
            rows(checks)]


def machine(device: str) -> str:
    host = describe(os.cpu_count())
    if not on_card(device):
        return f"{host}, **which is a rehearsal without a card**"
    name, driver, memory = run("nvidia-smi", "--id", card_number(device), "--query-gpu=name,driver_version,memory.total",
                               "--format=csv,noheader").strip().split(", ")
    return f"{name} with {memory}, driver {driver}; {host}"


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
    parser.add_argument("--page", type=absolute, help="default: docs/benchmarks-gpu.md after a run on a card, else none")
    parser.add_argument("--messages", action="store_true",
                        help="only provoke what is said where a card cannot be used, on a machine without one")
    return parser.parse_args(list(arguments))


def main(arguments):
    given = parsed(arguments)
    WORK.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=WORK) as work:
        checks = messages() if given.messages else measured(given, Path(work))
    print(rows(checks))
    file = given.page or (PAGE if on_card(given.device) and shutil.which("nvidia-smi") else None)
    if file and not given.messages:
        write(file, page(checks, machine(given.device)))
        say(f"wrote {file}")
    sys.exit(0 if all(check.kept for check in checks) else 1)
