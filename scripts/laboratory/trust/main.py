"""Tries the findings of the first attack again, trains the quick start's run again, measures what adapting forgets and what
keeps it, and writes docs/trust.md.

The rows of damaged files and of disturbed processes are those of scripts/lab fuzz and scripts/lab soak --results
docs/results/trust.json. What is forgotten is measured on the quick start's run (scripts/quickstart) and on a run for each way to
forget less, with the speech that scripts/models/source-en.sh --speech makes.
"""

import argparse
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from laboratory.programs import ADAPTED_MODEL, PROJECT, SOURCE_MODEL, WORK, attune, attune_json, evaluated, say
from laboratory.prompts import DEV, TEST, TRAIN, utterances
from laboratory.rows import Rows
from laboratory.speechdata.manifest import write_lines
from laboratory.tasks import Task, add_options, left, work_off
from laboratory.trust import page
from laboratory.trust.findings import ALL

RESULTS = PROJECT / "docs" / "results" / "trust.json"
OTHER_VOICE = WORK / "source-en" / "heldout-awb.jsonl"
SOURCE_SPEECH = WORK / "source-en" / "train.jsonl"
EVERY = 40  # of the clips of the source's training are enough to replay: more than an hour
SHIPPED = {"the source": SOURCE_MODEL, "adapted": ADAPTED_MODEL}
AS_TRAINED = "--no-blend"
FORGETTING_LESS = ("--replay-share 20", "--keep-close 10")
WAYS = (AS_TRAINED, *(f"{AS_TRAINED} {way}" for way in FORGETTING_LESS), *FORGETTING_LESS)


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


@dataclass(frozen=True)
class Reproduced:
    """The key of a row: a finished run, trained again."""

    run: str
    kind: str = "reproduced"


@dataclass(frozen=True)
class Forgot:
    """The key of a row: a way to adapt, or a model that is there."""

    way: str
    kind: str = "forgetting"


def tasks():
    for finding in ALL:
        yield Task(f"finding {finding.number}: {finding.what}", (Tried(finding.number, finding.what),),
                   lambda rows, finding=finding: again(finding, rows))
    yield Task("reproduce", (Reproduced("the quick start"),), reproduce, (ADAPTED_MODEL,))
    yield Task("blend", (Blended(1.0),), blend, (OTHER_VOICE,))
    for name, model in SHIPPED.items():
        yield Task(name, (Forgot(name),), lambda rows, name=name, model=model: forgot(name, model, rows), (model, OTHER_VOICE))
    for way in WAYS:
        needs = (OTHER_VOICE, SOURCE_SPEECH) if "replay" in way else (OTHER_VOICE,)
        yield Task(way, (Forgot(way),), lambda rows, way=way: forgot(way, adapted(way), rows), needs)


def again(finding, rows):
    WORK.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=WORK, prefix="finding-") as made:
        now = re.sub(r"\S*finding-\w+/", "", finding.again(Path(made)))
    say(now)
    rows.put(Tried(finding.number, finding.what), before=finding.before, now=now, test=finding.test)


def reproduce(rows):
    """Trains the quick start's run again, from the source model that is shipped."""
    out = WORK / "reproduced"
    said = attune("reproduce", ADAPTED_MODEL.parent, "-m", SOURCE_MODEL, "-o", out, "-q", *resumed(out))
    rows.put(Reproduced("the quick start"), now=said.strip().rpartition("/")[2])


def blend(rows):
    result = attune_json("blend", SOURCE_MODEL, adapted(AS_TRAINED), "--dev", DEV, "--source-dev", OTHER_VOICE)
    for point in result["points"]:
        rows.put(Blended(point["weight"]), wer=point["target"]["wer"], cer=point["target"]["cer"],
                 sourceWer=point["source"]["wer"], chosen=point["weight"] == result["chosen"])


def adapted(way):
    """A run on the prompts; one that was stopped goes on."""
    out = WORK / "forgetting" / way.strip("-").replace(" ", "-")
    replayed = ("--replay", replay()) if "replay" in way else ()
    attune("adapt", "-m", SOURCE_MODEL, "--train", TRAIN, "--dev", DEV, "-q", *way.split(), *replayed, "-o", out,
           *resumed(out))
    return out / "adapted.attune"


def resumed(out):
    return ("--resume",) if (out / "plan.json").exists() else ()


def replay():
    manifest = WORK / "forgetting" / "replay.jsonl"
    write_lines(manifest, list(utterances(SOURCE_SPEECH))[::EVERY])
    return manifest


def rates(row):
    return {name: row[name] for name in ("wer", "werLow", "werHigh", "cer")}


def forgot(way, model, rows):
    """Greedily decoded error rates on the prompts and on the voice that only the source can know."""
    rows.put(Forgot(way), **{name: rates(evaluated(model, test, "--greedy"))
                             for name, test in (("new", TEST), ("old", OTHER_VOICE))})


def options(arguments):
    parser = argparse.ArgumentParser(prog="scripts/lab trust", description=__doc__)
    add_options(parser, "finding, reproduced, blend, forgetting")
    return parser.parse_args(arguments)


def main(arguments):
    given = options(arguments)
    results = given.results or RESULTS
    rows = Rows(results)
    if work_off(given, lambda: left(tasks(), given.only, rows, "kind"), rows):
        page.write(rows, results.parent.parent)
