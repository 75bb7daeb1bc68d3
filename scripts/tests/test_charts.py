import re

from laboratory import charts
from laboratory.imageproofs import curve
from laboratory.pages import percent
from laboratory.programs import PROJECT
from laboratory.proofs import picture
from laboratory.proofs.results import ADAPTED, ON_STEM, OWN
from laboratory.rows import Rows
from laboratory.words import confidence
from laboratory.words.drawings import Drawings

RESULTS = PROJECT / "docs" / "results"


def learning_curve(file):
    rates = {(ADAPTED, 3): 0.4, (ADAPTED, 17.9): 0.22, (ON_STEM, 3): 0.9, (ON_STEM, 17.9): 0.41}
    rows = [{"experiment": "learning-curve", "condition": condition, "minutes": minutes, "decoding": OWN,
             "wer": wer, "werLow": wer - 0.05, "werHigh": wer + 0.05} for (condition, minutes), wer in rates.items()]
    picture.learning_curve(picture.points(rows), file)
    return file.read_text()


def test_the_same_numbers_give_the_same_file(tmp_path):
    first, second = learning_curve(tmp_path / "first.svg"), learning_curve(tmp_path / "second.svg")
    assert first == second
    assert "<dc:date>" not in first and "matplotlib" not in first.lower().replace("matplotlib.axis", "")


def test_the_learning_curve_says_what_it_shows(tmp_path):
    drawn = learning_curve(tmp_path / "curve.svg")
    for text in ("word error rate", "minutes of training speech", "17.9", "from scratch, 41.0 %", "adapted, 22.0 %"):
        assert f">{text}</text>" in drawn


def test_labels_are_moved_apart_and_no_further():
    assert charts.apart({"a": 0.5, "b": 0.52, "c": 0.1}, 0.05) == {"c": 0.1, "a": 0.5, "b": 0.55}


def test_pretraining_is_drawn_from_the_committed_row(tmp_path):
    row = next(row for row in Rows(RESULTS / "proof-images.json") if row["condition"] == "pretraining")
    curve.draw(row["curve"], tmp_path / "curve.svg")
    assert "training loss" in (tmp_path / "curve.svg").read_text()


def test_charts_of_words_come_from_their_rows(tmp_path):
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "words.json").write_bytes((RESULTS / "words.json").read_bytes())
    Drawings(tmp_path).draw()
    names = sorted(file.stem for file in tmp_path.glob("*.svg"))
    assert names == ["beam-width", "confidence-calibrated", "confidence-raw"]
    page = (PROJECT / "docs" / "words.md").read_text()
    assert set(re.findall(r"\((.*)\.svg\)", page.replace(") ![", ")\n!["))) == set(names)
    rates = next(row["rates"] for row in Rows(RESULTS / "words.json") if row["chart"] == "beam-width")
    assert all(percent(rate) in (tmp_path / "beam-width.svg").read_text() for rate in rates)


def test_rows_of_charts_agree_with_the_page():
    page = (PROJECT / "docs" / "words.md").read_text()
    rows = {row["chart"]: row for row in Rows(RESULTS / "words.json")}
    widths = rows["beam-width"]
    assert all(f"| {width} | {100 * rate:.1f} % |" in page for width, rate in zip(widths["widths"], widths["rates"]))
    for name, told in confidence.NAMES.items():
        row = rows[f"confidence-{name}"]
        assert f"| {told} | {row['calibration_error']:.3f} (" in page
        words = sum(one["words"] for one in row["bins"])
        right = sum(one["words"] * (one["shareRight"] or 0) for one in row["bins"])
        assert f"the {words} words recognised in the test clips, {100 * right / words:.1f} % of them right" in page


def test_a_drawing_keeps_its_numbers_and_gives_its_markdown(tmp_path):
    assert Drawings(tmp_path).put("beam-width", widths=[1, 10], rates=[0.4, 0.2]) == "![beam-width](beam-width.svg)"
    assert [row["rates"] for row in Rows(tmp_path / "results" / "words.json")] == [[0.4, 0.2]]
