"""Against numbers from textbooks, and against every case counted out where there are few."""

import itertools
import random

import numpy as np
import pytest

from laboratory import significance


def test_holm_on_a_worked_example():
    assert significance.holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


@pytest.mark.parametrize("seed", range(5))
def test_holm_by_its_definition(seed):
    """The k-th smallest becomes the largest of (m - j + 1) p over all j up to k, at most 1 (Holm 1979)."""
    p = [random.Random(seed).random() ** 3 for _ in range(7)]
    ordered = sorted(p)
    for value, corrected in zip(p, significance.holm(p)):
        rank = ordered.index(value)
        assert corrected == pytest.approx(min(1, max((len(p) - j) * ordered[j] for j in range(rank + 1))))


def test_bootstrap_of_a_mean_comes_near_to_all_draws_counted():
    values = np.array([0.0, 1.0, 2.0, 6.0])
    every = [values[list(drawn)].mean() for drawn in itertools.product(range(4), repeat=4)]
    low, high = significance.bootstrap(4, lambda drawn: values[drawn].mean(), 20_000)
    assert (low, high) == pytest.approx(tuple(np.percentile(every, [2.5, 97.5])), abs=0.26)  # means lie 0.25 apart


def test_bootstrap_draws_the_same_each_time():
    values = np.arange(9.0)
    assert significance.bootstrap(9, lambda drawn: values[drawn].mean(), 50) == significance.bootstrap(
        9, lambda drawn: values[drawn].mean(), 50)


def test_groups_are_drawn_as_wholes():
    mean, low, high = significance.ratio_of_sums([[1, 1, 1, 1], [0]])
    assert (mean, low, high) == (0.8, 0, 1)


def edit_distance(a, b):
    if not a or not b:
        return len(a) + len(b)
    return min(edit_distance(a[1:], b[1:]) + (a[0] != b[0]), edit_distance(a[1:], b) + 1, edit_distance(a, b[1:]) + 1)


def fewest_errors_with(said, heard, right):
    """The errors of the best alignment in which exactly these heard words are right, by all ways to pair them."""
    return min((_errors(said, heard, list(zip(places, sorted(right))))
                for places in itertools.combinations(range(len(said)), len(right))
                if all(said[i] == heard[j] for i, j in zip(places, sorted(right)))), default=None)


def _errors(said, heard, pairs):
    ends = [(-1, -1), *pairs, (len(said), len(heard))]
    return sum(max(i - k, j - m) - 1 for (k, m), (i, j) in zip(ends, ends[1:]))


@pytest.mark.parametrize("seed", range(40))
def test_right_words_are_those_of_an_alignment_with_fewest_errors(seed):
    stream = random.Random(seed)
    said, heard = ([stream.choice("abc") for _ in range(stream.randint(0, 5))] for _ in range(2))
    right = significance.right_places(said, heard)
    assert fewest_errors_with(said, heard, right) == edit_distance(said, heard)


def test_calibration_error_by_hand():
    words = [(0.95, True), (0.91, False), (0.15, False), (1.0, True)]
    # Three of the last bin are sure of 2.86 and right twice; one of the second is sure of 0.15 and wrong.
    assert significance.expected_calibration_error(words) == pytest.approx((0.86 + 0.15) / 4)
    assert significance.brier_score(words) == pytest.approx((0.05**2 + 0.91**2 + 0.15**2) / 4)


def test_certain_words_are_in_the_last_bin():
    assert [len(of) for of in significance.confidence_bins([(0.0, False), (0.1, True), (1.0, True)])] == [
        1, 1, 0, 0, 0, 0, 0, 0, 0, 1]


@pytest.mark.parametrize("right, count, low, high", [(0, 10, 0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1)])
def test_wilson_intervals_as_published(right, count, low, high):
    assert significance.wilson(right, count) == pytest.approx((low, high), abs=1e-4)
