"""How much more one way gets right than another, on the same pictures."""

from dataclasses import dataclass
from pathlib import PurePath

import numpy as np

from picturedata.classes import TARGET_HANDS
from picturedata.clipart import SERIES

DRAWS = 10_000


@dataclass(frozen=True)
class Difference:
    """Of the shares that are right; the interval holds 95 of 100."""

    mean: float
    low: float
    high: float


def subject(name):
    """What a picture shows: the same camel by three hands, or a series by one, is no three witnesses."""
    stem = PurePath(name).stem
    for hand in TARGET_HANDS:
        stem = stem.removeprefix(f"{hand}-")
    return SERIES.sub("", stem)


def right(rows, name):
    """The share of the seeds that got a picture right."""
    return sum(row["told"][name] == PurePath(name).parts[0] for row in rows) / len(rows)


def difference(rows, others):
    """Subjects are drawn anew, each with all its pictures and seeds."""
    gains = {}
    for name in sorted(rows[0]["told"]):
        gains.setdefault(subject(name), []).append(right(rows, name) - right(others, name))
    sums = np.array([sum(of) for of in gains.values()])
    counts = np.array([len(of) for of in gains.values()])
    drawn = np.random.default_rng(1).integers(0, len(sums), (DRAWS, len(sums)))
    low, high = np.percentile(sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1), [2.5, 97.5])
    return Difference(float(sums.sum() / counts.sum()), float(low), float(high))
