"""usage: scripts/proof [--only EXPERIMENT,…] [--budget MINUTES] [--plan] [--model BUNDLE] [--results FILE]"""

import argparse
import os
from pathlib import Path

from proofs import page
from proofs.acted import ActedDialogue
from proofs.asterisk import Asterisk
from proofs.attune import PROJECT, say
from proofs.context import Context
from proofs.curve import LearningCurve
from proofs.hours import TenHours
from proofs.peers import Pocketsphinx
from proofs.row import Results
from proofs.russian import Russian
from proofs.task import measure

RESULTS, PAGE = PROJECT / "docs" / "results" / "proof.json", PROJECT / "docs" / "proof.md"
EXPERIMENTS = (Asterisk, LearningCurve, Pocketsphinx, TenHours, Russian, ActedDialogue)


def arguments():
    parser = argparse.ArgumentParser(
        prog="scripts/proof",
        description="Measures what transfer pays and writes docs/results/proof.json, docs/proof.md and its picture. Rows "
                    "that are there for this source model are skipped; those of another are kept and not shown.")
    parser.add_argument("--only", metavar="EXPERIMENT,…",
                        help="asterisk, forgetting (with asterisk), five-fold, learning-curve, defaults, pocketsphinx, "
                             "ten-hours, russian, acted-dialogue, acted-forgetting (with acted-dialogue)")
    parser.add_argument("--budget", metavar="MINUTES", type=float, help="stop before a task that would not fit")
    parser.add_argument("--plan", action="store_true", help="print what is to be done, and do nothing")
    parser.add_argument("--page", action="store_true", help="write the page and the picture from the rows, and do nothing")
    parser.add_argument("--model", type=Path, default=PROJECT / "models" / "source-en" / "source-en.attune")
    parser.add_argument("--results", type=Path, default=RESULTS,
                        help="the rows; the page goes beside them, of the default to docs/proof.md")
    parser.add_argument("--trial", metavar="EPOCHS", type=int,
                        help="few epochs and one learning rate, to see whether all runs; give another --results")
    return parser.parse_args()


def chosen(tasks, only, results):
    """What is still to be measured."""
    wanted = only.split(",") if only else None
    known = {key.experiment for task in tasks for key in task.keys}
    if unknown := set(wanted or ()) - known:
        raise SystemExit(f"proof: --only: '{unknown.pop()}' is no experiment; give some of {', '.join(sorted(known))}")
    return [task for task in tasks
            if not all(results.has(key) for key in task.keys)
            and (wanted is None or any(key.experiment in wanted for key in task.keys))]


def show(tasks, budget):
    for task in tasks:
        missing = task.missing()
        say(f"{task.minutes:6.0f} min  {task.name}" + (f"  (needs {missing[0]})" if missing else ""))
    total = sum(task.minutes for task in tasks if not task.missing())
    say(f"{total:6.0f} min  in all, on two quiet cores" + (f"; the budget is {budget:.0f}" if budget else ""))


def main():
    given = arguments()
    work_folder = Path(os.environ.get("ATTUNE_WORK", PROJECT / ".work")).resolve()
    results = Results(given.results)
    context = Context(PROJECT, work_folder, given.model.resolve(), results, given.trial)
    if old := results.others(context.source):
        say(f"{old} rows of {given.results} are of another source model and are not counted")
    if not given.page:
        every = [task for experiment in EXPERIMENTS for task in experiment(context).tasks()]
        tasks = chosen(every, given.only, results)
        show(tasks, given.budget)
        if given.plan:
            return
        measure(tasks, given.budget, results)
    own = given.results.resolve() == RESULTS
    page.write(results.of(context.source), given.results, PAGE if own else given.results.with_suffix(".md"))


if __name__ == "__main__":
    main()
