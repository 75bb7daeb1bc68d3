import argparse
from dataclasses import dataclass

import pytest

from laboratory import tasks
from laboratory.rows import Rows
from laboratory.tasks import Task


@dataclass(frozen=True)
class Key:
    condition: str


def task(name, **more):
    return Task(name, (Key(name),), lambda rows: rows.put(Key(name)), **more)


def test_what_has_rows_is_not_measured_again():
    rows = Rows(None)
    rows.put(Key("all"))
    assert [one.name for one in tasks.left([task("all"), task("output")], None, rows, "condition")] == ["output"]


def test_only_those_that_were_named_are_left():
    assert [one.name for one in tasks.left(map(task, "abc"), "c,a", Rows(None), "condition")] == ["a", "c"]


def test_a_name_that_is_not_known_is_refused():
    with pytest.raises(SystemExit, match="'d' is not known; give some of a, b"):
        tasks.left(map(task, "ab"), "d", Rows(None), "condition")


def test_a_task_whose_files_are_missing_is_left_out(tmp_path, capsys):
    rows = Rows(None)
    tasks.measure([task("a", needs=(tmp_path / "speech",)), task("b")], rows)
    assert [row["condition"] for row in rows] == ["b"]
    assert f"a: skipped, it needs {tmp_path / 'speech'}" in capsys.readouterr().err


def test_what_is_left_is_asked_for_after_each_task():
    rows, asked = Rows(None), []

    def remaining():
        asked.append(len(rows))
        return tasks.left(map(task, "ab"), None, rows, "condition")

    tasks.measure(tasks.one_by_one(remaining), rows)
    assert asked == [0, 1, 2]


def test_a_task_that_leaves_no_row_is_done_once():
    forgetful = Task("a", (Key("a"),), lambda rows: None)
    assert [one.name for one in tasks.one_by_one(lambda: [forgetful])] == ["a"]


def test_plan_shows_and_does_nothing(tmp_path, capsys):
    parser, rows = argparse.ArgumentParser(), Rows(None)
    tasks.add_options(parser, "a, b")
    assert not tasks.work_off(parser.parse_args(["--plan"]), lambda: [task("a"), task("b", needs=(tmp_path / "speech",))],
                              rows)
    assert capsys.readouterr().err == f"lab: a\nlab: b  (needs {tmp_path / 'speech'})\n"
    assert not len(rows)


def test_page_measures_nothing():
    parser, rows = argparse.ArgumentParser(), Rows(None)
    tasks.add_options(parser, "a")
    assert tasks.work_off(parser.parse_args(["--page"]), lambda: [task("a")], rows)
    assert not len(rows)
