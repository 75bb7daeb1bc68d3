"""Things to do, with what they take."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from proofs.attune import say


@dataclass(frozen=True)
class Task:
    """Measures the rows of `keys`, in `minutes` on two quiet cores; needs files that another script makes."""

    name: str
    keys: tuple
    minutes: float
    run: Callable
    needs: tuple[Path, ...] = ()

    def missing(self):
        return [path for path in self.needs if not path.exists()]


class Estimate:
    """Corrects estimates by what earlier tasks of this run took: this machine may be slower, or busy."""

    def __init__(self):
        self._estimated = self._taken = 0.0

    def minutes(self, task):
        return task.minutes * (self._taken / self._estimated if self._estimated else 1)

    def took(self, task, minutes):
        self._estimated += task.minutes
        self._taken += minutes


def measure(tasks, budget, results):
    """Does one after the other, until the next would not fit into `budget` minutes, if there is one."""
    started, estimate = time.monotonic(), Estimate()
    for task in tasks:
        if missing := task.missing():
            say(f"{task.name}: left out, it needs {', '.join(map(str, missing))} (scripts/models/source-en.sh --speech)")
            continue
        elapsed = (time.monotonic() - started) / 60
        if budget and elapsed + estimate.minutes(task) > budget:
            say(f"{task.name}: would take about {estimate.minutes(task):.0f} minutes; the budget is used up")
            return
        say(task.name)
        task.run(results)
        minutes = (time.monotonic() - started) / 60 - elapsed
        estimate.took(task, minutes)
        say(f"{task.name}: took {minutes:.1f} minutes")
