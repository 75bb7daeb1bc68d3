"""Tries the findings of the first attack again, measures what blending gives back, and writes docs/trust.md.

The rows of damaged files and of disturbed processes are those of scripts/lab fuzz and scripts/lab soak --results
docs/results/trust.json. The blend needs the quick start's run (scripts/quickstart) and the voice that
scripts/models/source-en.sh --speech makes.
"""

import argparse
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from laboratory.programs import ADAPTED_MODEL, PROJECT, SOURCE_MODEL, WORK, attune_json, say
from laboratory.prompts import DEV
from laboratory.rows import Rows
from laboratory.tasks import Task, add_options, left, work_off
from laboratory.trust import page
from laboratory.trust.findings import ALL

RESULTS = PROJECT / "docs" / "results" / "trust.json"
OTHER_VOICE = WORK / "source-en" / "heldout-awb.jsonl"


@dataclass(frozen=True)
class Tried:
    """The key of a row: a finding that was tried again."""

    number: int
    what: str
    kind: str = "finding"


@dataclass(frozen=True)
class Blended:
    """The key of a row: a mixture."""

    weight: float
    kind: str = "blend"


def tasks():
    for finding in ALL:
        yield Task(f"finding {finding.number}: {finding.what}", (Tried(finding.number, finding.what),),
                   lambda rows, finding=finding: again(finding, rows))
    yield Task("blend", (Blended(1.0),), blend, (ADAPTED_MODEL, OTHER_VOICE))


def again(finding, rows):
    WORK.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=WORK, prefix="finding-") as made:
        now = re.sub(r"\S*finding-\w+/", "", finding.again(Path(made)))
    say(now)
    rows.put(Tried(finding.number, finding.what), before=finding.before, now=now, test=finding.test)


def blend(rows):
    result = attune_json("blend", SOURCE_MODEL, ADAPTED_MODEL, "--dev", DEV, "--source-dev", OTHER_VOICE)
    for point in result["points"]:
        rows.put(Blended(point["weight"]), wer=point["target"]["wer"], cer=point["target"]["cer"],
                 sourceWer=point["source"]["wer"], chosen=point["weight"] == result["chosen"])


def options(arguments):
    parser = argparse.ArgumentParser(prog="scripts/lab trust", description=__doc__)
    add_options(parser, "finding, blend")
    return parser.parse_args(arguments)


def main(arguments):
    given = options(arguments)
    results = given.results or RESULTS
    rows = Rows(results)
    if work_off(given, lambda: left(tasks(), given.only, rows, "kind"), rows):
        page.write(rows, results.parent.parent)
