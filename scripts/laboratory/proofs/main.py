"""Measures the gain from transfer, one row of docs/results/proof.json after another, and writes docs/proof.md from them.

Existing rows are skipped, so after an interruption just start it again. Needs a built Attune; what it learns on the telephone
prompts takes an afternoon on two cores. The people whom the source has not heard and the ten hours need what
scripts/models/source-en.sh --held-out leaves in its work folder, and are skipped without it.
"""

import argparse

from laboratory.programs import PROJECT, SOURCE_MODEL, WORK, absolute, say
from laboratory.proofs import page
from laboratory.proofs.asterisk import Asterisk, FiveFolds, LearningCurve
from laboratory.proofs.context import Context
from laboratory.proofs.hours import TenHours
from laboratory.proofs.peers import Pocketsphinx
from laboratory.proofs.results import Results
from laboratory.proofs.russian import Russian
from laboratory.proofs.unseen import Unseen
from laboratory.tasks import add_options, left, work_off

RESULTS, PAGE = PROJECT / "docs" / "results" / "proof.json", PROJECT / "docs" / "proof.md"
# In the order of what the README claims.
EXPERIMENTS = (Asterisk, LearningCurve, FiveFolds, Pocketsphinx, Unseen, Russian, TenHours)


def options(arguments):
    parser = argparse.ArgumentParser(prog="scripts/lab proof", description=__doc__)
    add_options(parser, "asterisk, learning-curve, five-fold, pocketsphinx, unseen, russian, ten-hours")
    parser.add_argument("--model", type=absolute, default=SOURCE_MODEL)
    return parser.parse_args(arguments)


def main(arguments):
    given = options(arguments)
    results = Results(given.results or RESULTS)
    context = Context(WORK, given.model, results)
    if old := len(results) - len(results.of_source(context.source)):
        say(f"{old} rows of {results.path} belong to another source model and are ignored")

    def remaining():
        tasks = (task for experiment in EXPERIMENTS for task in experiment(context).tasks())
        return left(tasks, given.only, results, "experiment")

    if work_off(given, remaining, results):
        written = PAGE if results.path == RESULTS else results.path.with_suffix(".md")
        page.write(results.of_source(context.source), results.path, written, given.model.stem)
