"""Ways to disturb a process at a moment of its work, and what it was doing then."""

import os
import random
import resource
import signal
import stat
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

POLL_SECONDS = 0.001
ENDS_SECONDS = 120  # how long a process may take to end after it was told to, or found the disk full
# Root may write anywhere; without these it is bound by permissions, as users are.
AS_A_USER = ("setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner", "--inh-caps=-all") if not os.geteuid() else ()
WAYS = ("SIGKILL", "SIGTERM", "full disk", "read-only folder")


@dataclass(frozen=True)
class Hit:
    """What a disturbance met: `phase` of the work, empty where the process had ended before."""

    phase: str
    code: int
    message: str


def phase(folder: Path, epochs: int) -> str:
    """What a run in the folder is about, from the files that are there."""
    names = [path.name for path in walk(folder)]
    writing = sorted({name.split(".part")[0].lstrip(".") for name in names if ".part" in name})
    if writing:
        return f"writing {kind(writing[0])}"
    if not names:
        return "before anything is written"
    if "plan.json" not in names:
        return "reading"
    done = epochs_done(folder)
    if not done:
        return "before the first epoch has ended"
    return "in an epoch" if done < epochs else "after the last epoch"


def kind(name: str) -> str:
    """Of a file: a checkpoint, the trunk's output, a bundle."""
    for part, words in (("checkpoint", "a checkpoint"), ("attune", "the bundle"), ("json", "a record"), (".lm", "the model")):
        if part in name:
            return words
    return "the trunk's output" if name.startswith(("train", "dev")) else name


def epochs_done(folder: Path) -> int:
    return sum(path.read_bytes().count(b"\n") for path in walk(folder) if path.name == "log.jsonl")


def walk(folder: Path) -> Iterator[Path]:
    """Files that are there, or were a moment ago."""
    try:
        for entry in os.scandir(folder):
            if entry.is_dir():
                yield from walk(Path(entry.path))
            else:
                yield Path(entry.path)
    except FileNotFoundError:
        return


def moment(draw: random.Random, folder: Path, epochs: int, seconds: float) -> Callable[[float], bool]:
    """When to disturb: mostly in the middle of an epoch or of writing a file, at times at any moment."""
    which = draw.random()
    if which < 0.45 and epochs:
        after = epochs_done(folder) + draw.randrange(0, max(1, epochs // 3))
        wait = draw.random() * seconds / epochs
        reached: list[float] = []

        def in_an_epoch(now: float) -> bool:
            if not reached and epochs_done(folder) >= after and any(folder.glob("**/plan.json")):
                reached.append(now)
            return bool(reached) and now - reached[0] >= wait

        return in_an_epoch
    if which < 0.8:
        before = draw.randrange(0, 4)
        seen: set[str] = set()

        def writing(now: float) -> bool:
            parts = {path.name for path in walk(folder) if ".part" in path.name}
            seen.update(parts)
            return bool(parts) and len(seen) > before
        return writing
    at = draw.random() * seconds
    return lambda now: now >= at


def disturbed(command: list[str], way: str, when: Callable[[float], bool], folder: Path, epochs: int) -> Hit:
    """Runs a command, disturbs it at the moment, and waits for its end."""
    started = time.monotonic()
    process = subprocess.Popen([*AS_A_USER, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        while process.poll() is None and not when(time.monotonic() - started):
            time.sleep(POLL_SECONDS)
        met = phase(folder, epochs) if process.poll() is None else ""
        if met:
            strike(process, way, folder)
        _, message = process.communicate(timeout=ENDS_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        return Hit(met, -1, f"did not end within {ENDS_SECONDS} s after {way}")
    finally:
        writable(folder, True)
    return Hit(met, process.returncode, message)


def strike(process: subprocess.Popen, way: str, folder: Path) -> None:
    if way == "full disk":  # no file of the process may grow any more
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    elif way == "read-only folder":
        writable(folder, False)
    else:
        process.send_signal(getattr(signal, way))


def writable(folder: Path, allowed: bool) -> None:
    """Whether files may be made, renamed and removed in the folder and those below it."""
    for place, _, _ in os.walk(folder):
        mode = os.stat(place).st_mode
        os.chmod(place, mode | stat.S_IWUSR if allowed else mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
