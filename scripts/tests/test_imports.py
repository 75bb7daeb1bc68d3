import array
import itertools
import math
import random

import pytest

from laboratory.imports import prefix_beam
from laboratory.imports.models import FROZEN, Network
from laboratory.imports.programs import largest_difference, rows


def collapsed(path, blank):
    return tuple(label for label, _ in itertools.groupby(path) if label != blank)


@pytest.mark.parametrize("seed", range(8))
def test_a_wide_beam_finds_the_most_probable_of_all_texts(seed):
    stream = random.Random(seed)
    frames, labels = 4, 3
    weights = [[stream.random() for _ in range(labels)] for _ in range(frames)]
    table = [[weight / sum(row) for weight in row] for row in weights]
    texts = {}
    for path in itertools.product(range(labels), repeat=frames):
        text = collapsed(path, labels - 1)
        texts[text] = texts.get(text, 0) + math.prod(row[label] for row, label in zip(table, path))
    best = max(texts, key=texts.get)
    found, likelihood = prefix_beam.best(table, 1000)
    assert found == best and likelihood == pytest.approx(math.log(texts[best]))


def test_the_search_begins_where_a_blank_is_no_longer_certain():
    labels, likelihood = prefix_beam.best([[0.0005, 0.9995], [0.6, 0.4]], 10)
    assert labels == (0,) and likelihood == pytest.approx(math.log(0.6))


def test_floats_are_read_in_rows(tmp_path):
    (tmp_path / "numbers").write_bytes(array.array("f", [1, 2, 3, 4]).tobytes())
    assert [list(row) for row in rows(tmp_path / "numbers", 2)] == [[1, 2], [3, 4]]


def test_the_largest_difference_is_over_all_rows():
    assert largest_difference([[1, 2], [3, 4]], [[1, 2.5], [2, 4]]) == 1
    assert largest_difference([], []) == 0
    with pytest.raises(SystemExit, match="1 rows were to be compared with 2"):
        largest_difference([[1]], [[1], [2]])


def test_a_networks_files_are_in_a_folder_of_its_widths():
    assert Network("10,11,12,8,13").file(FROZEN).parts[-2:] == ("10-11-12-8-13", "model.pb")
