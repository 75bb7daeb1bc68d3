"""Runs programs: Attune, as users do, and others. Words of a command may be paths and numbers. A program that fails ends this
one with the end of its standard error.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn

PROJECT = Path(__file__).resolve().parents[2]
SCRIPTS = PROJECT / "scripts"
ATTUNE = SCRIPTS / "attune"
JAR = PROJECT / "target" / "attune.jar"
SOURCE_MODEL = PROJECT / "models" / "source-en" / "source-en.attune"
ADAPTED_MODEL = PROJECT / "runs" / "quickstart" / "adapted.attune"  # made by scripts/quickstart
WORK = Path(os.environ.get("ATTUNE_WORK", PROJECT / ".work")).resolve()
LAST_WORDS = 2000


@dataclass(frozen=True)
class Taken:
    """The cost of a whole command."""

    seconds: float
    processor_seconds: float
    peak_bytes: int  # the largest resident set


def say(text: object) -> None:
    print(f"lab: {text}", file=sys.stderr, flush=True)


def environment(changes: Mapping[str, str | None]) -> dict[str, str]:
    """This program's environment with some variables changed, or removed where None."""
    return {name: value for name, value in {**os.environ, **changes}.items() if value is not None}


def run(*command: object, changes: Mapping[str, str | None] = MappingProxyType({}), folder: Path = PROJECT) -> str:
    """Standard output of a command, in the folder and with the changes to the environment."""
    words = list(map(str, command))
    done = subprocess.run(words, cwd=folder, env=environment(changes), capture_output=True, text=True)
    if done.returncode:
        _failed(words, done.returncode, done.stderr)
    return done.stdout


def timed(*command: object, cores: set[int] | None = None) -> Taken:
    """Runs a command to its end, on `cores` only if given."""
    words = list(map(str, command))
    with tempfile.TemporaryFile("w+") as errors:
        started = time.monotonic()
        process = subprocess.Popen(words, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=errors,
                                   preexec_fn=(lambda: os.sched_setaffinity(0, cores)) if cores else None)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            _failed(words, process.returncode, errors.read())
    return Taken(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def memory_of(pid: int) -> dict[str, int]:
    """VmRSS and VmHWM of a process, the memory it has and the most it had, in bytes. scripts/attune becomes the Java process,
    so the process started is the one that counts.
    """
    fields = (line.split(":") for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return {name: int(value.split()[0]) * 1024 for name, value in fields if name in ("VmHWM", "VmRSS")}


def _failed(words: list[str], code: int, errors: str) -> NoReturn:
    sys.exit(f"lab: this ended with {code}: {' '.join(words)}\n{errors[-LAST_WORDS:]}")


def attune(*arguments: object) -> str:
    return run(ATTUNE, *arguments)


def attune_shown(*arguments: object) -> None:
    """Runs Attune with its output and its progress on the terminal."""
    if code := subprocess.run([ATTUNE, *map(str, arguments)], cwd=PROJECT).returncode:
        sys.exit(code)


def attune_json(*arguments: object) -> Any:
    return json.loads(attune(*arguments, "--format", "json"))


def texts_of(model: Path, clips: list[Path]) -> list[str]:
    """What `attune transcribe` makes of clips, in their order."""
    return [line.rpartition("\t")[2] for line in attune("transcribe", "-m", model, *clips).splitlines()]


def evaluated(model: Path, test: Path, *options: object) -> dict[str, Any]:
    """The result of `attune evaluate` for one model."""
    row, = attune_json("evaluate", "-m", model, "--test", test, *options)
    return row


def epochs(run_folder: Path) -> list[dict[str, Any]]:
    """The entry of each epoch in the log of a run; epoch 0, the source model, is left out."""
    log = Path(run_folder, "log.jsonl")
    entries = map(json.loads, log.read_text().splitlines()) if log.exists() else ()
    return [entry for entry in entries if entry["epoch"] > 0]


def outcome(run_folder: Path) -> dict[str, Any]:
    """The outcome of a run: what training took."""
    return json.loads(Path(run_folder, "outcome.json").read_text())


def absolute(path: str) -> Path:
    """A path given by the user, made absolute, since programs start in the project's folder."""
    return Path(path).resolve()


def needed(*files: Path, remedy: str) -> None:
    """Ends the program if a file is missing."""
    for file in files:
        if not file.exists():
            sys.exit(f"lab: {file}: no such file; {remedy}")
