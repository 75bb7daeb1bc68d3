import re

import pytest

from laboratory.benchmarks import document, main, roofline, steps
from laboratory.benchmarks.results import Bar, measured, not_run
from laboratory.programs import PROJECT

PAGE = (PROJECT / "docs" / "benchmarks.md").read_text()
WHEN = {"measured": "2026-11-01", "busy": 0.0}


@pytest.mark.parametrize("bar, ours, ratio, holds", [
    (Bar(0.65), 10, 0.65, True), (Bar(0.65), 10, 0.66, False), (Bar(3, of="ours", unit="s"), 2.9, None, True),
    (Bar(500, of="ours", at_least=True), 499, None, False)])
def test_a_bar_holds_up_to_its_limit(bar, ours, ratio, holds):
    assert bar.holds(ours, ratio) == holds


def test_a_ratio_is_ours_divided_by_theirs():
    row = measured("ctc", "CTC loss", "ms", 5.0, 10.0, Bar(1.0))
    assert (row["ratio"], row["bar"], row["holds"]) == (0.5, "≤ 1 ×", "yes")
    assert measured("jmh", "kernel", "ms", 5.0)["holds"] == "no bar"


def test_what_did_not_run_says_why():
    row = {**not_run("wer", "words wrong", "%", Bar(20.4, of="ours", unit="%"), "no model"), **WHEN}
    assert document.cells(row) == ("words wrong", "–", "–", "–", "≤ 20.4 %", "not run", "–")
    assert document.remarks([row]) == ["words wrong: not run: no model."]


def test_a_step_of_the_benchmarks_network_has_the_work_that_the_page_tells():
    """The number of operations written out for 3 × BiLSTM(320), as the page's floor has it."""
    per_frame = 6 * (2 * 4 * 320 * (80 + 320) + 2 * 2 * 4 * 320 * (640 + 320) + 640 * 29) - 2 * 2 * 4 * 320 * 80
    assert steps.BILSTM_320.gflop() == pytest.approx(per_frame * 16 * 300 / 1e9)
    assert f"{steps.BILSTM_320.name}: {steps.BILSTM_320.gflop():.0f} GFLOP of products" in PAGE


def test_the_page_has_a_table_of_rows_and_one_of_the_floor():
    rows = [{**row, **WHEN} for row in (
        measured("step-320", steps.BILSTM_320.name, "ms", 250.0, 400.0, Bar(0.65), "PyTorch", 1500.0, 180.0),
        measured("peak", "peak of the machine, float gemm, 2 threads", "GFLOP/s", 1000.0))]
    page = document.markdown(rows)
    assert f"| {steps.BILSTM_320.name} | 250 ms | 400 ms | 0.62 | ≤ 0.65 × | yes | 1500 ms |" in page
    assert "| peak of the machine, float gemm, 2 threads | 1000 GFLOP/s |" in page
    assert "180 GFLOP of products at 720 GFLOP/s, 72 % of the peak; the floor is 180 ms." in page
    headings = re.findall(r"^#.*$", page, re.MULTILINE)
    assert headings == re.findall(r"^#.*$", PAGE, re.MULTILINE)
    assert page.splitlines()[:3] == PAGE.splitlines()[:3]


def test_the_roofline_has_every_batch_beside_its_floor():
    rows = [{**measured("roofline", part, "ms", ours, floor), "subject": "a network", "batch": batch, **WHEN}
            for batch, parts in ((8, (("CTC", 1.5, None), ("dropout", 0.01, None), ("products", 30.0, 20.0))),
                                 (16, (("CTC", 3.0, None), ("dropout", 0.02, None), ("products", 50.0, 40.0))))
            for part, ours, floor in parts]
    page = document.markdown(rows)
    assert "### a network\n\n| part | B 8 | floor | ratio | B 16 | floor | ratio |" in page
    assert "| CTC | 1.5 |  |  | 3.0 |  |  |\n| products | 30.0 | 20.0 | 1.50 | 50.0 | 40.0 | 1.25 |\n" in page
    assert "dropout" not in page
    assert document.HEADER[0] not in page.split("## ")[0].split("|")
    assert roofline.section([]) == []


def test_a_busy_machine_is_told():
    row = {**measured("ctc", "CTC loss", "ms", 5.0, 10.0, Bar(1.0)), **WHEN, "busy": 0.3}
    assert document.remarks([row]) == ["Unreliable, since other programs were running: ctc."]


def test_rows_are_of_all_groups_or_of_those_named():
    assert main.options(["--rows", "ctc", "jmh"]).rows == ["ctc", "jmh"]
    assert main.options([]).rows == list(main.GROUPS)
