"""Things to measure, with what they take; and the options and the order of doing them that experiments share."""

import argparse
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from laboratory.programs import absolute, say
from laboratory.rows import Rows


@dataclass(frozen=True)
class Task:
    """Measures the rows of `keys`, in `minutes` on two quiet cores; needs files that another script makes."""

    name: str
    keys: tuple
    minutes: float
    run: Callable[[Any], None]
    needs: tuple[Path, ...] = ()

    def missing(self) -> list[Path]:
        return [path for path in self.needs if not path.exists()]


class Estimate:
    """Corrects estimates by what earlier tasks of this run took: this machine may be slower, or busy."""

    def __init__(self) -> None:
        self._estimated = self._taken = 0.0

    def minutes(self, task: Task) -> float:
        return task.minutes * (self._taken / self._estimated if self._estimated else 1)

    def took(self, task: Task, minutes: float) -> None:
        self._estimated += task.minutes
        self._taken += minutes


def add_options(parser: argparse.ArgumentParser, kinds: str) -> None:
    parser.add_argument("--only", metavar="NAME,…", help=kinds)
    parser.add_argument("--budget", metavar="MINUTES", type=float, help="stop before a task that would not fit")
    parser.add_argument("--plan", action="store_true", help="print what is to be done, and do nothing")
    parser.add_argument("--page", action="store_true", help="write the page and its charts from the rows, and do nothing")
    parser.add_argument("--results", type=absolute, metavar="FILE", help="the rows; the page goes near them")


def left(tasks: Iterable[Task], only: str | None, rows: Rows, kind: str) -> list[Task]:
    """What is still to be measured; `only` names values of the keys' field `kind`."""
    tasks = list(tasks)
    known = dict.fromkeys(getattr(key, kind) for task in tasks for key in task.keys)
    wanted = set(only.split(",")) if only else set(known)
    if unknown := wanted - set(known):
        raise SystemExit(f"lab: --only: '{min(unknown)}' is not known; give some of {', '.join(known)}")
    return [task for task in tasks if not all(rows.has(key) for key in task.keys)
            and any(getattr(key, kind) in wanted for key in task.keys)]


def show(tasks: list[Task], budget: float | None) -> None:
    for task in tasks:
        missing = task.missing()
        say(f"{task.minutes:6.1f} min  {task.name}" + (f"  (needs {missing[0]})" if missing else ""))
    total = sum(task.minutes for task in tasks if not task.missing())
    say(f"{total:6.1f} min  in all, on two quiet cores" + (f"; the budget is {budget:.0f}" if budget else ""))


def one_by_one(remaining: Callable[[], list[Task]]) -> Iterator[Task]:
    """Asks anew after each task what is left: what one leaves may be part of the next ones' keys."""
    done: set[str] = set()
    while task := next((task for task in remaining() if task.name not in done), None):
        done.add(task.name)
        yield task


def measure(tasks: Iterable[Task], budget: float | None, rows: Any) -> None:
    """Does one after the other, until the next would not fit into `budget` minutes, if there is one."""
    started, estimate = time.monotonic(), Estimate()
    for task in tasks:
        if missing := task.missing():
            say(f"{task.name}: left out, it needs {', '.join(map(str, missing))}; see scripts/models and scripts/corpora")
            continue
        elapsed = (time.monotonic() - started) / 60
        if budget and elapsed + estimate.minutes(task) > budget:
            say(f"{task.name}: would take about {estimate.minutes(task):.0f} minutes; the budget is used up")
            return
        say(task.name)
        task.run(rows)
        minutes = (time.monotonic() - started) / 60 - elapsed
        estimate.took(task, minutes)
        say(f"{task.name}: took {minutes:.1f} minutes")


def work_off(given: argparse.Namespace, remaining: Callable[[], list[Task]], rows: Any) -> bool:
    """Shows and does what is left, as the options say. Gives whether the page is to be written."""
    if not given.page:
        show(remaining(), given.budget)
        if given.plan:
            return False
        measure(one_by_one(remaining), given.budget, rows)
    return True
