"""Alters valid files of every format that Attune reads, N times each, and gives them to their readers.

Checksums are repaired, so that the damage gets past them. A mutant must be read, or refused with a message of one line;
anything else is a finding, kept with its stack trace in .work/fuzz. Java has 512 MB, and a mutant 10 seconds. The same
numbers give the same mutants.
"""

import argparse
import json
import os
import shutil
import subprocess
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date

from laboratory.benchmarks.main import build
from laboratory.benchmarks.workers import JAVA_ENVIRONMENT, java
from laboratory.programs import PROJECT, WORK, absolute, environment, say
from laboratory.rows import Rows

OPTIONS = ("-Xmx512m", "-Dorg.bytedeco.javacpp.maxbytes=512m", "-Djava.awt.headless=true")
HANGS = 3
RESULTS = PROJECT / "docs" / "results" / "trust.json"


@dataclass(frozen=True)
class Fuzzed:
    """The key of a row: one reader."""

    reader: str
    kind: str = "fuzz"


def options(arguments):
    parser = argparse.ArgumentParser(prog="scripts/lab fuzz", description=__doc__)
    parser.add_argument("count", metavar="N", type=int, help="mutants for each reader")
    parser.add_argument("readers", metavar="READER", nargs="*", help="only these; default: all")
    parser.add_argument("--from", dest="first", metavar="NUMBER", type=int, default=0, help="number of the first mutant")
    parser.add_argument("--results", metavar="FILE", type=absolute, help="a file of rows, such as docs/results/trust.json")
    return parser.parse_args(arguments)


def main(arguments):
    given = options(arguments)
    build()
    os.nice(10)
    known = fuzz("list").stdout.split()
    if unknown := set(given.readers) - set(known):
        raise SystemExit(f"lab: no reader is called {min(unknown)}; there are {', '.join(known)}")
    rows = Rows(given.results)
    found = False
    for reader in given.readers or known:
        started = time.monotonic()
        row = tried(reader, given.first, given.first + given.count)
        say(f"{reader}: {time.monotonic() - started:.0f} s")
        print(f"{reader}: {row}", flush=True)
        rows.put(Fuzzed(reader), **row, measured=date.today().isoformat())
        found |= bool(row["failures"])
    raise SystemExit(int(found))


def fuzz(*arguments):
    command = java("attune.fuzz.FuzzMain", *map(str, arguments), options=OPTIONS)
    return subprocess.run(command, cwd=PROJECT, env=environment(JAVA_ENVIRONMENT), capture_output=True, text=True)


def tried(reader, first, end):
    """What came of the mutants; after one that hangs a new process goes on with the next."""
    total = Counter(inputs=0, accepted=0, refused=0)
    failures, slowest = [], 0
    work = WORK / "fuzz"
    while first < end:
        done = fuzz(reader, first, end, work / "mutants" / reader, work / "found")
        shutil.rmtree(work / "mutants" / reader, ignore_errors=True)
        if done.returncode not in (0, HANGS):
            failures.append(f"the process ended with {done.returncode}")
            say(done.stderr[-2000:])
            break
        row = json.loads(done.stdout.splitlines()[-1])
        if "hang" in row:
            failures.append("hang")
            total["inputs"] += row["hang"] + 1 - first
            first = row["hang"] + 1
            continue
        total.update({name: row[name] for name in total})
        failures += row.get("failures", [])
        slowest = max(slowest, round(row["slowestSeconds"], 2))
        first = end
    return {**total, "failures": sorted(set(failures)), "slowest": slowest}
