"""usage: scripts/proof-images [--plan] [--only LEG,…] [--budget MINUTES] [--page] [--trial] [--results FILE]"""

import argparse
import os
from pathlib import Path

from imageproofs import page
from imageproofs.context import Context
from imageproofs.legs import Legs
from imageproofs.row import Results
from proofs.attune import PROJECT, say
from proofs.task import measure


def arguments():
    parser = argparse.ArgumentParser(
        prog="scripts/proof-images",
        description="Measures what transfer pays on pictures and writes docs/results/proof-images.json, docs/proof-images.md"
                    " and its pictures. Rows that are there for this source model and these pictures are skipped.")
    parser.add_argument("--only", metavar="LEG,…", help="pretraining, output, all, scratch")
    parser.add_argument("--budget", metavar="MINUTES", type=float, help="stop before a leg that would not fit")
    parser.add_argument("--plan", action="store_true", help="print what is to be done, and do nothing")
    parser.add_argument("--page", action="store_true", help="write the page from the rows, and do nothing")
    parser.add_argument("--trial", action="store_true",
                        help="a minute or two: everything once, on a few pictures of three classes; writes into the work"
                             " folder alone")
    parser.add_argument("--results", type=Path, help="the rows; the page goes beside its folder")
    return parser.parse_args()


def show(tasks, budget):
    for task in tasks:
        missing = task.missing()
        say(f"{task.minutes:6.1f} min  {task.name}" + (f"  (needs {missing[0]})" if missing else ""))
    say(f"{sum(task.minutes for task in tasks):6.1f} min  in all at most, on two quiet cores"
        + (f"; the budget is {budget:.0f}" if budget else ""))


def one_by_one(legs, only, results):
    """The legs are asked for anew after each: what pretraining leaves is part of the next ones' keys."""
    done = set()
    while task := next((task for task in left(legs, only, results) if task.name not in done), None):
        done.add(task.name)
        yield task


def left(legs, only, results):
    wanted = only.split(",") if only else None
    return [task for task in legs.tasks() if not all(results.has(key) for key in task.keys)
            and (wanted is None or task.keys[0].condition in wanted)]


def main():
    given = arguments()
    # Relative to the project: models tell how they were made, and where the project lies is nobody's business.
    work = os.path.relpath(os.path.abspath(os.environ.get("ATTUNE_WORK", PROJECT / ".work")), PROJECT)
    results_file = given.results and given.results.absolute()
    os.chdir(PROJECT)
    context = Context(Path(work), given.trial)
    if not (context.pictures / "counts.json").exists():
        raise SystemExit(f"proof: {context.pictures}: no pictures; fetch them with scripts/corpora/pictures.sh")
    usual = context.work / "docs" if given.trial else PROJECT / "docs"
    path = results_file or usual / "results" / "proof-images.json"
    results, legs = Results(path), Legs(context)
    if not given.page:
        show(left(legs, given.only, results), given.budget)
        if given.plan:
            return
        measure(one_by_one(legs, given.only, results), given.budget, results)
    page.write(results.of(context.source_sha256(), legs.pictures), context, path.parent.parent)


if __name__ == "__main__":
    main()
