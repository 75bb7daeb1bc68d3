"""Measures what transfer pays, one row of docs/results/proof.json after the other, and writes docs/proof.md of them.

Rows that are there are skipped, so after a stop just start it again. Needs what scripts/models/source-en.sh --speech leaves
in its work folder, and a built Attune; all rows take about a day on two cores.
"""

import argparse

from laboratory.programs import PROJECT, SOURCE_MODEL, WORK, absolute, say
from laboratory.proofs import page
from laboratory.proofs.acted import ActedDialogue
from laboratory.proofs.asterisk import Asterisk
from laboratory.proofs.context import Context
from laboratory.proofs.curve import LearningCurve
from laboratory.proofs.hours import TenHours
from laboratory.proofs.peers import Pocketsphinx
from laboratory.proofs.results import Results
from laboratory.proofs.russian import Russian
from laboratory.tasks import add_options, left, work_off

RESULTS, PAGE = PROJECT / "docs" / "results" / "proof.json", PROJECT / "docs" / "proof.md"
EXPERIMENTS = (Asterisk, LearningCurve, Pocketsphinx, TenHours, Russian, ActedDialogue)


def options(arguments):
    parser = argparse.ArgumentParser(prog="scripts/lab proof", description=__doc__)
    add_options(parser, "asterisk, forgetting (with asterisk), five-fold, learning-curve, defaults, pocketsphinx, ten-hours,"
                        " russian, acted-dialogue, acted-forgetting (with acted-dialogue)")
    parser.add_argument("--model", type=absolute, default=SOURCE_MODEL)
    parser.add_argument("--trial", metavar="EPOCHS", type=int,
                        help="few epochs and one learning rate, to see whether all runs; give another --results")
    return parser.parse_args(arguments)


def main(arguments):
    given = options(arguments)
    results = Results(given.results or RESULTS)
    context = Context(WORK, given.model, results, given.trial)
    if old := len(results) - len(results.of_source(context.source)):
        say(f"{old} rows of {results.path} are of another source model and are not counted")

    def remaining():
        tasks = (task for experiment in EXPERIMENTS for task in experiment(context).tasks())
        return left(tasks, given.only, results, "experiment")

    if work_off(given, remaining, results):
        written = PAGE if results.path == RESULTS else results.path.with_suffix(".md")
        page.write(results.of_source(context.source), results.path, written)
