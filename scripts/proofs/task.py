"""Things to do, with what they take."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


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
