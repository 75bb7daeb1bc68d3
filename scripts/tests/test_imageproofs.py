import pytest

from laboratory.imageproofs import context, grid, legs, page, paired
from laboratory.programs import PROJECT
from laboratory.rows import Rows

PAGE = (PROJECT / "docs" / "proof-images.md").read_text()


@pytest.fixture(scope="module")
def measured():
    rows = list(Rows(PROJECT / "docs" / "results" / "proof-images.json"))
    source = next(row["source"] for row in rows if row["condition"] == "pretraining")
    return [row for row in rows if row["condition"] in legs.CONDITIONS and row["source"] in (source, "")]


def test_the_committed_page_has_the_tables_that_its_rows_give(measured):
    for text in (page.results(measured), page.by_class(measured), *page.differences(measured)):
        assert text in PAGE


def test_adapting_is_compared_with_scratch_on_the_same_pictures_alone(measured):
    assert list(page.differences([row for row in measured if row["condition"] != "scratch"])) == []


def test_a_subject_is_one_by_all_hands_and_in_a_series():
    assert paired.subject("hoofed/emojione-camel.png") == paired.subject("hoofed/fluent-3d-camel.png") == "camel"
    assert paired.subject("bird/openclipart-duck_02.png") == paired.subject("bird/openclipart-duck_11.png")


def test_the_difference_of_shares_by_hand():
    def row(*right):
        return {"told": {f"bird/emojione-{name}.png": "bird" if name in right else "bug" for name in "abcd"}}
    gain, low, high = paired.difference([row("a", "b", "c"), row("a", "b")], [row("a"), row("a")])
    assert gain == pytest.approx(1.5 / 4) and low <= gain <= high


def test_horses_are_shown_first_and_seahorses_not_among_them():
    names = ["bird/a.png", "hoofed/tuxpaint-zebra.png", "water-reptile/tuxpaint-seahorse.png",
             *(f"bug/{number}.png" for number in range(7))]
    chosen = grid.chosen(names)
    assert chosen[0] == "hoofed/tuxpaint-zebra.png"
    assert sum(name.startswith("bug/") for name in chosen) == 3


def test_a_frozen_trunk_takes_less_time():
    assert legs.minutes(context.ADAPTING, 400, 100, learns=False) < legs.minutes(context.ADAPTING, 400, 100) / 5


def test_pictures_are_listed_by_name_whatever_the_folder(tmp_path):
    for name in ("b/2.png", "a/1.png", "a/note.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert context.files(tmp_path) == ["a/1.png", "b/2.png"]
    assert context.count(tmp_path) == 2 and context.count(tmp_path / "none") == 0
