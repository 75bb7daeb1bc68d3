"""Statistics that no command of Attune gives for these data yet: Holm's correction, bootstrap intervals, and how far word
confidences are from what they say. Each has its like in Java (attune.evaluation, attune.speech).
"""

from collections.abc import Callable, Sequence

import numpy as np

DRAWS = 10_000
BINS = 10

Judged = tuple[float, bool]  # a word's confidence, and whether it is right


def holm(p_values: Sequence[float]) -> list[float]:
    """Each p-value corrected for all of them, in their order (Holm 1979)."""
    corrected, least = [0.0] * len(p_values), 0.0
    for rank, place in enumerate(sorted(range(len(p_values)), key=lambda place: p_values[place])):
        least = max(least, min(1.0, p_values[place] * (len(p_values) - rank)))
        corrected[place] = least
    return corrected


def bootstrap(units: int, statistic: Callable[[np.ndarray], float], draws: int = DRAWS) -> tuple[float, float]:
    """The 95 % interval of a statistic of units that are drawn anew, with replacement: it is given their indices."""
    drawn = np.random.default_rng(1).integers(0, units, (draws, units))
    low, high = np.percentile([statistic(indices) for indices in drawn], [2.5, 97.5])
    return float(low), float(high)


def ratio_of_sums(groups: Sequence[Sequence[float]]) -> tuple[float, float, float]:
    """The mean of all numbers, and its interval when whole groups are drawn."""
    sums, counts = np.array([sum(group) for group in groups]), np.array([len(group) for group in groups])
    low, high = bootstrap(len(groups), lambda drawn: sums[drawn].sum() / counts[drawn].sum())
    return float(sums.sum() / counts.sum()), low, high


def right_places(said: Sequence[str], heard: Sequence[str]) -> set[int]:
    """Places of the heard words that are right in an alignment with fewest errors."""
    costs = [[0] * (len(heard) + 1) for _ in range(len(said) + 1)]
    for i in range(len(said), -1, -1):
        for j in range(len(heard), -1, -1):
            if i == len(said) or j == len(heard):
                costs[i][j] = len(said) - i + len(heard) - j
            else:
                costs[i][j] = min(costs[i + 1][j + 1] + (said[i] != heard[j]), costs[i + 1][j] + 1, costs[i][j + 1] + 1)
    right, i, j = set(), 0, 0
    while i < len(said) and j < len(heard):
        if costs[i][j] == costs[i + 1][j + 1] + (said[i] != heard[j]):
            if said[i] == heard[j]:
                right.add(j)
            i, j = i + 1, j + 1
        elif costs[i][j] == costs[i + 1][j] + 1:
            i += 1
        else:
            j += 1
    return right


def confidence_bins(words: Sequence[Judged]) -> list[list[Judged]]:
    """The words with a confidence from 0 to 0.1, from 0.1 to 0.2 and on."""
    filled: list[list[Judged]] = [[] for _ in range(BINS)]
    for confidence, right in words:
        filled[min(BINS - 1, int(confidence * BINS))].append((confidence, right))
    return filled


def expected_calibration_error(words: Sequence[Judged]) -> float:
    return sum(abs(sum(confidence - right for confidence, right in of)) for of in confidence_bins(words)) / len(words)


def brier_score(words: Sequence[Judged]) -> float:
    return sum((confidence - right) ** 2 for confidence, right in words) / len(words)


def wilson(right: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    z = 1.959964
    middle, spread = right + z * z / 2, z * (right * (count - right) / count + z * z / 4) ** 0.5
    return (middle - spread) / (count + z * z), (middle + spread) / (count + z * z)
