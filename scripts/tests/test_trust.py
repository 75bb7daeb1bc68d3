"""The attacks: what a disturbance met, what counts as the same result, and the page."""

import json
import random
import sys
import zipfile

import pytest

from laboratory.rows import Rows
from laboratory.trust import disturbance, main, page, soak
from laboratory.trust.findings import ALL, Finding
from laboratory.trust.jobs import Job, result


@pytest.mark.parametrize("files, phase", [
    ({}, "before anything is written"),
    ({".lock": ""}, "reading"),
    ({"plan.json": "{}"}, "before the first epoch has ended"),
    ({"plan.json": "{}", "log.jsonl": "{}\n{}\n"}, "in an epoch"),
    ({"plan.json": "{}", "log.jsonl": "{}\n" * 5}, "after the last epoch"),
    ({"plan.json": "{}", "checkpoints/.last.checkpoint.part": ""}, "writing a checkpoint"),
    ({"plan.json": "{}", ".adapted.attune.part": ""}, "writing the bundle")])
def test_the_phase_is_told_by_the_files(tmp_path, files, phase):
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content)
    assert disturbance.phase(tmp_path, 5) == phase


def test_bundles_that_differ_in_their_history_alone_are_the_same(tmp_path):
    made = []
    for number, weights in enumerate((b"1", b"1", b"2")):
        folder = tmp_path / str(number)
        (folder / "run").mkdir(parents=True)
        with zipfile.ZipFile(folder / "run" / "adapted.attune", "w") as bundle:
            bundle.writestr("model.json", str(number))
            bundle.writestr("weights.safetensors", weights)
        (folder / "run" / "outcome.json").write_text(json.dumps({"bestEpoch": 3, "seconds": number}))
        made.append(result(Job("adapt", ("adapt",), "run"), folder))
    assert made[0] == made[1] != made[2]


def test_work_that_has_a_plan_is_resumed_and_other_work_begun_again(tmp_path):
    adapt, build = Job("adapt", ("adapt",), "run"), Job("lm build", ("lm", "build"), "words.lm", resumes=False)
    assert "--resume" not in adapt.again(tmp_path)
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "plan.json").write_text("{}")
    assert adapt.again(tmp_path)[-1] == "--resume"
    assert "--resume" not in build.again(tmp_path)


WORK = "import signal, sys, time\nopen(sys.argv[1] + '/plan.json', 'w').close()\ntime.sleep(60)"
WRITES = WORK.replace("time.sleep(60)", "time.sleep(1)\nopen(sys.argv[1] + '/more', 'w').write('x' * 100000)")


@pytest.mark.parametrize("way, program, code", [("SIGKILL", WORK, -9), ("SIGTERM", WORK, -15), ("full disk", WRITES, 1),
                                                ("read-only folder", WRITES, 1)])
def test_a_process_is_disturbed_and_what_it_met_is_told(tmp_path, way, program, code):
    hit = disturbance.disturbed([sys.executable, "-c", program, str(tmp_path)], way,
                                lambda now: (tmp_path / "plan.json").exists(), tmp_path, 5)
    assert (hit.phase, hit.code) == ("before the first epoch has ended", code)
    (tmp_path / "free").write_text("again")


def test_the_moments_are_the_same_for_the_same_seed(tmp_path):
    times = [[moment(now / 10) for now in range(100)] for moment in (
        disturbance.moment(random.Random(5), tmp_path, 0, 9) for _ in range(2))]
    assert times[0] == times[1]


def test_an_exit_code_that_no_disturbance_explains_is_a_fault():
    assert soak.faults(disturbance.Hit("in an epoch", 70, "attune: this is a bug in Attune (x)"), "full disk")
    assert not soak.faults(disturbance.Hit("in an epoch", 2, "attune: cannot write x"), "full disk")


def test_disturbances_are_added_to_earlier_ones():
    row = {"disturbances": 5, "inWork": 3, "phases": {"in an epoch": 3}, "faults": ["exit code 70"]}
    count = soak.Count.of(row)
    assert {name: value for name, value in count.row().items() if name in row} == row
    count.phases.update(["in an epoch", "reading", ""])  # the last one came too late
    assert count.row() == {**count.row(), "disturbances": 7, "inWork": 4, "phases": {"in an epoch": 4}}


def test_every_finding_of_the_eight_is_there():
    assert {finding.number for finding in ALL} == set(range(1, 9))
    assert all(isinstance(finding, Finding) for finding in ALL)


def test_the_page_shows_all_rows(tmp_path):
    rows = Rows(None)
    rows.put(soak.Soaked("adapt", "SIGKILL"), disturbances=12, inWork=9, phases={"in an epoch": 9}, faults=[])
    rows.put(main.Forgot("adapted"), new={"wer": 0.377, "werLow": 0.28, "werHigh": 0.46, "cer": 0.13},
             old={"wer": 0.844, "werLow": 0.8, "werHigh": 0.88, "cer": 0.42})
    page.write(rows, tmp_path)
    text = (tmp_path / "trust.md").read_text()
    assert "| adapt | SIGKILL | 12 | 9 | 0 |" in text
    assert "| adapted | 37.7 % (28.0 to 46.0) | 13.0 % | 84.4 % (80.0 to 88.0) | 42.0 % |" in text
