"""What scripts/lab gpu makes of the logs of its runs; the runs themselves need a build with libtorch."""

import json
import sys

import pytest

from laboratory.gpu.checks import Check, attempted
from laboratory.gpu.hours import repeated
from laboratory.gpu.main import page
from laboratory.gpu.memory import grown
from laboratory.gpu.runs import TERMINATED, apart, compared, shortest, step_seconds, stopped
from laboratory.gpu.steps import in_precisions, step, used


def log(folder, losses, wer):
    folder.mkdir()
    entries = [{"epoch": 0, "score": {"value": 0.9}}]
    entries += [{"epoch": number, "loss": loss, "score": {"value": wer}, "trainingSeconds": 4.0, "steps": 8}
                for number, loss in enumerate(losses, 1)]
    (folder / "log.jsonl").write_text("".join(json.dumps(entry) + "\n" for entry in entries))
    return folder


def test_runs_that_agree_keep_the_bars(tmp_path):
    one = log(tmp_path / "one", [2.0, 1.5], 0.30)
    other = log(tmp_path / "other", [2.0002, 1.501], 0.31)
    losses, score = compared("adaptation", other, one)
    assert losses.kept and score.kept
    assert score.measured == "1.0"


def test_runs_that_differ_do_not(tmp_path):
    one = log(tmp_path / "one", [2.0, 1.5], 0.30)
    other = log(tmp_path / "other", [2.0, 1.6], 0.40)
    losses, score = compared("adaptation", other, one)
    assert not losses.kept and not score.kept
    assert losses.row()[-1] == "**no**"


def test_runs_of_different_lengths_are_no_comparison():
    with pytest.raises(ValueError):
        apart([1.0, 2.0], [1.0])


def test_a_step_takes_its_share_of_the_epoch(tmp_path):
    assert step_seconds(log(tmp_path / "run", [1.0], 0.5)) == 0.5


def test_the_shortest_clips_are_taken(tmp_path):
    manifest = tmp_path / "clips.jsonl"
    manifest.write_text("".join(json.dumps({"audio_filepath": f"{name}.wav", "duration": seconds, "text": name}) + "\n"
                                for name, seconds in (("a", 3.0), ("b", 1.0), ("c", 2.0))))
    assert [json.loads(line)["text"] for line in shortest(manifest, 2, tmp_path).read_text().splitlines()] == ["b", "c"]
    assert shortest(manifest, 0, tmp_path) == manifest


def test_a_card_keeps_its_number_in_every_precision():
    assert in_precisions("cuda:1") == {"float": "cuda:1", "tf32": "cuda-tf32:1", "bf16": "cuda-bf16:1"}
    assert in_precisions("torch-cpu") == {"float": "torch-cpu", "bf16": "torch-cpu-bf16"}


def test_a_step_on_a_card_has_a_bar():
    assert step("step", 0.020, 0.022, barred=True).kept
    assert not step("step", 0.020, 0.0221, barred=True).kept
    assert step("step", 0.020, 0.030, barred=False).row() == ("step", "–", "30.0 ms, PyTorch 20.0 ms: 1.50 ×", "yes")


def test_a_card_that_nobody_looked_at_has_no_row():
    assert used("adaptation", []) == []
    assert used("adaptation", [40.0, 60.0])[0].measured == "50 % of the time, 60 % at most"


def test_clips_are_repeated_until_they_last_long_enough():
    clips = [{"duration": 2.0, "text": "a"}, {"duration": 3.0, "text": "b"}]
    assert [clip["text"] for clip in repeated(clips, 9)] == ["a", "b", "a", "b"]
    assert len({clip["id"] for clip in repeated(clips, 9)}) == 4
    assert repeated(clips, 1) == [{**clips[0], "id": "0"}]


def test_memory_that_grows_is_told():
    assert grown("memory", 100 << 20, 109 << 20).kept
    assert not grown("memory", 100 << 20, 111 << 20).kept


def test_a_part_that_fails_leaves_the_others_their_rows():
    def ends():
        sys.exit("lab: this ended with 1:\nout | of | luck")

    def breaks():
        raise RuntimeError("a worker ended")

    check, = attempted("ten hours", ends)
    assert check.row() == ("ten hours", "runs to its end", "lab: this ended with 1: out / of / luck", "**no**")
    assert not attempted("step", breaks)[0].kept
    assert attempted("step", list) == []


def test_the_page_says_where_and_how_many_promises_were_kept():
    text = "\n".join(page([Check("one", "–", "1 ms", True), Check("two", "≤ 1", "2", False)], "a card"))
    assert "on a card. Kept: 1 of 2" in text
    assert "| two | ≤ 1 | 2 | **no** |" in text


def test_a_run_that_is_stopped_before_its_time_ends_with_its_own_code(tmp_path):
    assert stopped(["sh", "-c", "exit 3"], lambda: False) == 3
    assert stopped(["sleep", "60"], lambda: True) in TERMINATED
