"""Against every case counted out where there are few."""

import itertools

import numpy as np
import pytest

from laboratory import significance


def test_the_interval_of_a_mean_comes_near_to_all_draws_counted():
    values = np.array([0.0, 1.0, 2.0, 6.0])
    every = [values[list(drawn)].mean() for drawn in itertools.product(range(4), repeat=4)]
    _, low, high = significance.ratio_of_sums([[value] for value in values])
    assert (low, high) == pytest.approx(tuple(np.percentile(every, [2.5, 97.5])), abs=0.26)  # means lie 0.25 apart


def test_intervals_are_the_same_each_time():
    groups = [[value, 2 * value] for value in range(9)]
    assert significance.ratio_of_sums(groups) == significance.ratio_of_sums(groups)


def test_groups_are_drawn_as_wholes():
    mean, low, high = significance.ratio_of_sums([[1, 1, 1, 1], [0]])
    assert (mean, low, high) == (0.8, 0, 1)
