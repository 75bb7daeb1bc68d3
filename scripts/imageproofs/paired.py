"""How much more one way gets right than another, on the same pictures."""

from dataclasses import dataclass
from pathlib import PurePath

import numpy as np

DRAWS = 10_000


@dataclass(frozen=True)
class Difference:
    """Of the shares that are right; the interval holds 95 of 100."""

    mean: float
    low: float
    high: float


def right(rows):
    """For each picture, the share of the seeds that got it right; in the order of names."""
    return np.mean([[label == PurePath(name).parts[0] for name, label in sorted(row["told"].items())] for row in rows], axis=0)


def difference(rows, others):
    """Pictures are drawn anew; the seeds of a picture stay together."""
    gain = right(rows) - right(others)
    drawn = np.random.default_rng(1).integers(0, len(gain), (DRAWS, len(gain)))
    low, high = np.percentile(gain[drawn].mean(axis=1), [2.5, 97.5])
    return Difference(float(gain.mean()), float(low), float(high))
