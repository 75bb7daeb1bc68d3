"""Measures what each leg of training taught the source model, on people whom it has not heard, and writes docs/source.md.

Needs the speech and the legs that scripts/models/source-en.sh leaves in its work folder, and a built Attune. Rows of
docs/results/source.json that exist are skipped, so after an interruption just start it again.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

from laboratory import charts
from laboratory.pages import error_rate, percent, table, write
from laboratory.programs import PROJECT, WORK, attune, say
from laboratory.prompts import CORPUS
from laboratory.rows import Rows
from laboratory.speechdata.manifest import read_lines

SPEECH = WORK / "source-en"
MODELS = PROJECT / "models"
RESULTS, PAGE = PROJECT / "docs" / "results" / "source.json", PROJECT / "docs" / "source.md"
LEARNT, HEARD = (PROJECT / "docs" / "results" / f"source-{name}.svg" for name in ("legs", "heard"))

LEGS = {"first leg": SPEECH / "leg1" / "model.attune", "second": SPEECH / "leg2" / "adapted.attune",
        "third": SPEECH / "leg3" / "adapted.attune"}
PLAIN, STREAMING = "source-en-plain", "source-en-streaming"
SIBLINGS = {name: MODELS / name / f"{name}.attune" for name in (PLAIN, STREAMING)}
SETS = {"telephone prompts": (CORPUS / "train.jsonl", CORPUS / "dev.jsonl"),
        "actors of Drascula": (SPEECH / "heldout-drascula.jsonl",),
        "actors of the Queen": (SPEECH / "heldout-queen.jsonl",),
        "a synthetic voice": (SPEECH / "heldout-awb.jsonl",)}
VOICES = {"queen": "Amazon Queen", "queen-cutaway": "Amazon Queen", "steelsky": "Beneath a Steel Sky",
          "drascula": "Drascula"}
FOREIGN = "other languages"


@dataclass(frozen=True)
class Key:
    model: str
    people: str


def measured(bundle: Path, manifests: tuple[Path, ...]) -> dict:
    tests = [word for manifest in manifests for word in ("--test", manifest)]
    report, = json.loads(attune("evaluate", "-m", bundle, *tests, "--greedy", "--format", "json", "--quiet"))
    return {name: report[name] for name in ("clips", "wer", "werLow", "werHigh", "cer")}


def heard(manifest: Path) -> list[tuple[str, float]]:
    """Hours of each source of speech, most first."""
    hours: dict[str, float] = {}
    for clip in read_lines(manifest):
        name = VOICES.get(clip["kind"], FOREIGN) if clip["voice"] == "human" else clip["voice"].partition("+")[0]
        name = "eSpeak NG" if name.startswith("en-") else name
        hours[name] = hours.get(name, 0) + clip["duration"] / 3600
    return sorted(hours.items(), key=lambda pair: -pair[1])


def draw_legs(rows: Rows) -> None:
    names = [PLAIN, *LEGS]
    drawn = [charts.Curve(people, range(len(names)), [rows.get(Key(name, people))["cer"] for name in names])
             for people in SETS]
    with charts.figure(LEARNT, 7, 4) as (axes,):
        charts.percent_axis(axes, "letters wrong", 0.6)
        axes.set_xticks(range(len(names)), ["without stem", *LEGS])
        charts.curves(axes, drawn)


def draw_heard(hours: list[tuple[str, float]]) -> None:
    with charts.figure(HEARD, 7, 4) as (axes,):
        axes.barh([name for name, _ in reversed(hours)], [amount for _, amount in reversed(hours)], color=charts.COLOURS[0])
        axes.grid(axis="x")
        axes.set_xlabel("hours in a pass")


def page(rows: Rows, hours: list[tuple[str, float]]) -> list[str]:
    models = [PLAIN, *LEGS, STREAMING]
    rates = [[model, *(percent(rows.get(Key(model, people))["cer"]) for people in SETS)] for model in models]
    words = [[people, rows.get(Key("third", people))["clips"], error_rate(rows.get(Key("third", people)))] for people in SETS]
    return [
        "# How the source model came about",
        "Written by `scripts/lab source` from `docs/results/source.json`. Whom the source models have heard, and what each"
        " leg of their training was worth, on people whom they have not. Recipe: `scripts/models/source-en.sh`; origin and"
        " licences: [models/source-en](../models/source-en/README.md).",
        "## Who was heard",
        f"![Hours of speech in a pass, by voice](results/{HEARD.name})",
        f"{sum(amount for _, amount in hours):.1f} hours in a pass of the first and third legs; each line of an actor counts"
        " three times. Synthetic voices are those of flite, Festival and eSpeak NG. Below the recurrent layers is a stem that"
        " Google trained on speech of many people, which is why its first leg already beats the model without it.",
        "## What each leg was worth",
        f"![Letters wrong on people unheard, after each leg](results/{LEARNT.name})",
        "Letters wrong, greedily decoded:",
        table(("model", *SETS), rates),
        "In the first leg the stem stays as it is, in the second it learns at a tenth of the rate from other synthetic"
        " sentences, in the third again at a lower rate. The synthetic voice is the exception: the model without a stem heard"
        " more synthetic speech, 48.1 hours a pass, and hears up to 8 kHz.",
        "Words wrong after the third leg, before any adaptation and without a language model:",
        table(("people", "clips", "WER (95 % interval)"), words),
    ]


def main(arguments: list[str]) -> None:
    argparse.ArgumentParser(prog="scripts/lab source", description=__doc__).parse_args(arguments)
    rows = Rows(RESULTS)
    for name, bundle in {**LEGS, **SIBLINGS}.items():
        for people, manifests in SETS.items():
            key = Key(name, people)
            if not rows.has(key):
                say(f"{name}: {people}")
                rows.put(key, **measured(bundle, manifests))
    hours = heard(SPEECH / "train.jsonl")
    draw_legs(rows)
    draw_heard(hours)
    write(PAGE, page(rows, hours))
