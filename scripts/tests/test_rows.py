import json
from dataclasses import dataclass

import pytest

from laboratory.programs import PROJECT
from laboratory.rows import Rows, grouped, mean


@dataclass(frozen=True)
class Key:
    condition: str
    seed: int


def test_a_row_takes_the_place_of_the_one_with_its_key(tmp_path):
    rows = Rows(tmp_path / "new" / "rows.json")
    rows.put(Key("all", 1), wer=0.5)
    rows.put(Key("all", 2), wer=0.4)
    rows.put(Key("all", 1), wer=0.3)
    assert [(row["seed"], row["wer"]) for row in Rows(tmp_path / "new" / "rows.json")] == [(2, 0.4), (1, 0.3)]
    assert rows.has(Key("all", 2)) and not rows.has(Key("output", 2))
    assert rows.get(Key("all", 1))["wer"] == 0.3


def test_a_file_has_a_row_a_line_and_letters_as_they_are(tmp_path):
    rows = Rows(tmp_path / "rows.json")
    rows.put(Key("äöü", 1))
    rows.put(Key("all", 1), settings={"try": "all"})
    assert (tmp_path / "rows.json").read_text() == (
        '[\n{"condition": "äöü", "seed": 1},\n{"condition": "all", "seed": 1, "settings": {"try": "all"}}\n]\n')
    assert [file.name for file in tmp_path.iterdir()] == ["rows.json"]


@pytest.mark.parametrize("name", ["proof", "proof-images", "words"])
def test_committed_results_are_written_back_byte_by_byte(name, tmp_path):
    committed = PROJECT / "docs" / "results" / f"{name}.json"
    copy = Rows(tmp_path / "rows.json")
    copy.keep(json.loads(committed.read_text()))
    assert (tmp_path / "rows.json").read_bytes() == committed.read_bytes()


def test_without_a_file_rows_are_kept_in_memory():
    rows = Rows(None)
    rows.put(Key("all", 1))
    assert len(rows) == 1


def test_rows_are_chosen_by_the_values_of_fields():
    rows = Rows(None)
    for source, pictures in (("a", "p"), ("", "p"), ("b", "p"), ("a", "q")):
        rows.put(Key(source + pictures, 1), source=source, pictures=pictures)
    assert [row["condition"] for row in rows.of(source=("a", ""), pictures=("p",))] == ["ap", "p"]


def test_groups_keep_the_order_in_which_they_come():
    rows = [{"a": 2, "b": 1}, {"a": 1, "b": 1}, {"a": 2, "b": 5}]
    assert grouped(rows, "a") == {(2,): [rows[0], rows[2]], (1,): [rows[1]]}


def test_a_mean_is_of_the_rows_that_have_the_number():
    assert mean([{"x": 1}, {"x": None}, {"x": 4}], "x") == 2.5
    assert mean([{"x": None}], "x") is None
