"""Statistics over the rows of several commands, which no command of Attune gives: means of groups."""

from collections.abc import Sequence

import numpy as np

DRAWS = 10_000


def ratio_of_sums(groups: Sequence[Sequence[float]]) -> tuple[float, float, float]:
    """The mean of all numbers, and its 95 % interval: whole groups are resampled with replacement."""
    sums, counts = np.array([sum(group) for group in groups]), np.array([len(group) for group in groups])
    drawn = np.random.default_rng(1).integers(0, len(groups), (DRAWS, len(groups)))
    low, high = np.percentile(sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1), [2.5, 97.5])
    return float(sums.sum() / counts.sum()), float(low), float(high)
