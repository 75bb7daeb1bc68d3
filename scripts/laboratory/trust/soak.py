"""Disturbs real processes N times at random moments, mostly in the middle of epochs and of writing, and takes them up again.

Each is killed (SIGKILL), told to stop (SIGTERM), or finds the disk full or its folder read-only. After a few disturbances it
may end; the models must then be those of an undisturbed run, bit for bit. Networks are tiny, so that a run takes seconds.
"""

import argparse
import os
import random
import shutil
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from laboratory.programs import ATTUNE, WORK, absolute, needed, say
from laboratory.rows import Rows
from laboratory.trust import disturbance, jobs
from laboratory.trust.disturbance import WAYS, Hit

KILLS_IN_A_ROW = 6
OUTSIDE = ("", "before anything is written", "reading")
# What a disturbed process may end with: done, refused, stopped; dead of the signal, where the JVM was not ready to be told.
CODES = {"SIGKILL": (0, -9), "SIGTERM": (0, 130, 143, -15), "full disk": (0, 2), "read-only folder": (0, 2)}


@dataclass(frozen=True)
class Soaked:
    """The key of a row: a job, disturbed in one way."""

    job: str
    way: str
    kind: str = "soak"


def options(arguments):
    parser = argparse.ArgumentParser(prog="scripts/lab soak", description=__doc__)
    parser.add_argument("count", metavar="N", type=int, help="disturbances in all")
    parser.add_argument("--only", metavar="JOB", action="append", help="only this job; may be repeated")
    parser.add_argument("--seed", metavar="N", type=int, default=1, help="of the moments; default: 1")
    parser.add_argument("--add", action="store_true", help="add to the rows in the file, which are of other seeds")
    parser.add_argument("--results", metavar="FILE", type=absolute, help="a file of rows, such as docs/results/trust.json")
    return parser.parse_args(arguments)


class Count:
    """What came of the disturbances of one job in one way."""

    def __init__(self):
        self.phases = Counter()
        self.faults = []

    @classmethod
    def of(cls, row):
        """What came of earlier ones, to be added to."""
        count = cls()
        count.phases.update({**row["phases"], "reading": row["disturbances"] - row["inWork"]})
        count.faults += row["faults"]
        return count

    def row(self):
        inside = {name: number for name, number in self.phases.items() if name not in OUTSIDE}
        return {"disturbances": self.phases.total() - self.phases[""], "inWork": sum(inside.values()),
                "phases": dict(sorted(inside.items())), "faults": self.faults, "measured": date.today().isoformat()}


def main(arguments):
    given = options(arguments)
    needed(ATTUNE.parent.parent / "target" / "attune.jar", remedy="build it: mvn -B -q package -DskipTests")
    os.nice(10)
    WORK.mkdir(exist_ok=True)
    rows = Rows(given.results)
    counts = {Soaked(row["job"], row["way"]): Count.of(row) for row in rows.of(kind=("soak",))} if given.add else {}
    with tempfile.TemporaryDirectory(dir=WORK, prefix="soak-") as made:
        folder = Path(made)
        os.environ["ATTUNE_CACHE"] = "off"
        os.environ.setdefault("ATTUNE_JAVA_OPTS", "-XX:TieredStopAtLevel=1")  # half of a short run is compiling
        soaked = [job for job in jobs.all_of(folder) if not given.only or job.name in given.only]
        references = {job.name: reference(job, folder / "reference") for job in soaked}
        draw = random.Random(given.seed)
        number = 0
        while number < given.count:
            for job in soaked:
                number += chain(job, references[job.name], draw, folder / "chain", counts)
                write(rows, counts)
            say(f"{number} disturbances")
    for key, count in counts.items():
        print(f"{key.job}, {key.way}: {count.row()}")
    raise SystemExit(int(any(count.faults for count in counts.values())))


def write(rows, counts):
    for key, count in counts.items():
        rows.put(key, **count.row())


@dataclass(frozen=True)
class Reference:
    """An undisturbed run: what it made, how long it took, how many lines its logs have."""

    result: dict
    seconds: float
    epochs: int


def reference(job, folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    started = time.monotonic()
    hit = disturbance.disturbed([str(ATTUNE), *job.begin(folder)], "SIGKILL", lambda now: False, folder, 0)
    if hit.code:
        raise SystemExit(f"lab: {job.name}: {hit.message}")
    seconds = time.monotonic() - started
    say(f"{job.name}: {seconds:.1f} s undisturbed")
    return Reference(jobs.result(job, folder), seconds, disturbance.epochs_done(folder))


def chain(job, undisturbed, draw, folder, counts):
    """Disturbs a run a few times, lets it end, and compares. Returns how many disturbances met it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    met = 0
    last = None
    for _ in range(draw.randrange(2, KILLS_IN_A_ROW + 1)):
        way = draw.choice(WAYS)
        last = counts.setdefault(Soaked(job.name, way), Count())
        when = disturbance.moment(draw, folder, undisturbed.epochs, undisturbed.seconds)
        hit = disturbance.disturbed([str(ATTUNE), *job.again(folder)], way, when, folder, undisturbed.epochs)
        last.phases[hit.phase] += 1
        met += bool(hit.phase)
        last.faults += faults(hit, way)
        if hit.code == 0:
            break
    if hit.code:
        end = disturbance.disturbed([str(ATTUNE), *job.again(folder)], "", lambda now: False, folder, 0)
        if end.code:
            last.faults.append(f"could not go on: {end.message.strip()[-300:]}")
            return met
    if (made := jobs.result(job, folder)) != undisturbed.result:
        different = [name for name in made.keys() | undisturbed.result.keys()
                     if made.get(name) != undisturbed.result.get(name)]
        last.faults.append(f"not the undisturbed result: {', '.join(sorted(different))}")
        shutil.copytree(folder, WORK / "soak-found" / f"{job.name}-{time.time():.0f}", dirs_exist_ok=True)
    return met


def faults(hit: Hit, way: str) -> list[str]:
    """What was wrong with the way in which a process ended."""
    wrong = []
    if hit.code not in CODES[way]:
        wrong.append(f"exit code {hit.code} {hit.phase}: {hit.message.strip()[-300:]}")
    if "bug in Attune" in hit.message or "\tat " in hit.message:
        wrong.append(f"a bug {hit.phase}: {hit.message.strip()[-300:]}")
    return wrong
