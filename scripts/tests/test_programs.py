import os
import sys

import pytest

from laboratory import programs, prompts
from laboratory.speechdata.manifest import read_lines, wav_seconds


def test_a_program_runs_in_the_project_with_changes_to_its_environment(monkeypatch):
    monkeypatch.setenv("LAB_KEPT", "kept")
    monkeypatch.setenv("LAB_GONE", "gone")
    told = programs.run("sh", "-c", 'echo "$PWD $LAB_KEPT ${LAB_GONE:-none} $LAB_NEW"',
                        changes={"LAB_GONE": None, "LAB_NEW": "1"})
    assert told.split() == [str(programs.PROJECT), "kept", "none", "1"]


@pytest.mark.parametrize("start", [programs.run, programs.timed])
def test_a_program_that_fails_ends_ours_with_its_last_words(start):
    with pytest.raises(SystemExit, match="(?s)lab: this ended with 3: sh -c .*what went wrong"):
        start("sh", "-c", "echo what went wrong >&2; exit 3")


def test_what_a_program_takes_is_its_own():
    taken = programs.timed(sys.executable, "-c", "held = bytearray(200_000_000)")
    assert 200_000_000 < taken.peak_bytes < 400_000_000
    assert 0 < taken.processor_seconds < 60 and taken.seconds > 0


def test_a_program_stays_on_the_processors_it_was_given():
    one = min(os.sched_getaffinity(0))
    programs.timed(sys.executable, "-c", f"import os, sys; sys.exit(os.sched_getaffinity(0) != {{{one}}})", cores={one})


def test_what_is_missing_is_named_with_a_remedy(tmp_path):
    with pytest.raises(SystemExit, match="model: no such file; run scripts/quickstart"):
        programs.needed(tmp_path, tmp_path / "model", remedy="run scripts/quickstart")


def test_a_run_without_a_log_has_no_epochs(tmp_path):
    assert programs.epochs(tmp_path) == []
    (tmp_path / "log.jsonl").write_text('{"epoch": 0}\n{"epoch": 1}\n{"epoch": 2}\n')
    assert [epoch["epoch"] for epoch in programs.epochs(tmp_path)] == [1, 2]


def test_prompts_are_read_with_paths_that_hold_anywhere():
    clips = list(prompts.utterances())
    assert len(clips) == 551
    assert [clip["text"] for clip in clips[:63]] == [line["text"] for line in read_lines(prompts.TEST)]
    assert all(os.path.isabs(clip["audio_filepath"]) and os.path.exists(clip["audio_filepath"]) for clip in clips)


def test_clips_of_a_length_are_the_first_ones():
    chosen = prompts.between(prompts.TEST, 2, 6, 4)
    assert len(chosen) == 4 and all(2 <= clip["duration"] <= 6 for clip in chosen)


def test_samples_are_as_long_as_the_manifest_says(tmp_path):
    clip = prompts.between(prompts.TEST, 1, 3, 1)[0]
    sound = prompts.samples(clip["audio_filepath"])
    assert len(sound) / prompts.BYTES_PER_SECOND == pytest.approx(clip["duration"], abs=1e-4)
    prompts.write_wav(tmp_path / "clip.wav", sound)
    assert wav_seconds(tmp_path / "clip.wav") == pytest.approx(clip["duration"], abs=1e-4)


def test_clips_are_taken_until_they_make_up_the_time():
    clips = prompts.clips_of(5)
    lengths = [len(clip) / prompts.BYTES_PER_SECOND for clip in clips]
    assert sum(lengths) >= 5 > sum(lengths[:-1])
