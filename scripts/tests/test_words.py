import pytest

from laboratory.words import confidence, hour, main, times
from laboratory.words.drawings import Drawings

SRT = """1
00:00:01,000 --> 00:00:02,500
press one

2
00:59:59,250 --> 01:00:00,000
good
bye
"""


def test_subtitles_are_read_in_seconds():
    assert hour.read_srt(SRT) == [(1.0, 2.5, "press one"), (3599.25, 3600.0, "good bye")]


@pytest.mark.parametrize("broken", ["2\n00:00:01,000 --> 00:00:02,500\na", "1\n00:00:01.000 --> 00:00:02,500\na"])
def test_what_is_no_subtitle_is_refused(broken):
    with pytest.raises(RuntimeError, match="not a subtitle"):
        hour.read_srt(broken)


def test_subtitles_that_begin_in_a_pause_are_counted_by_half():
    spoken = [(0, 2, "a"), (10, 12, "b"), (16, 18, "c")]
    cues = [(0.1, 1, "a"), (4, 5, "early"), (10, 11, "b"), (13, 14, "late"), (14.5, 15, "late")]
    assert hour.checked(cues, spoken, 20) == (2, 1)


@pytest.mark.parametrize("cue", [(3, 4, " "), (1, 4, "a"), (3, 21, "a"), (4, 4, "a")])
def test_subtitles_that_no_player_could_show_are_refused(cue):
    with pytest.raises(RuntimeError, match="a subtitle from"):
        hour.checked([(0, 2, "a"), cue], [(0, 20, "a")], 20)


def test_flites_halves_of_a_word_become_one():
    assert times.joined([("party", 0, 1), ("'s", 1, 1.2), ("over", 1.2, 2)]) == [("party's", 0, 1.2), ("over", 1.2, 2)]


def test_only_words_that_were_heard_right_are_compared():
    known = [("press", 0, 1), ("one", 1, 2), ("now", 2, 3)]
    found = [("press", 0.1, 1), ("on", 1, 2), ("now", 2.1, 3)]
    assert times.matched(known, found) == [(known[0], found[0]), (known[2], found[2])]


def test_a_row_of_errors_has_median_and_ninetieth_percentile_in_milliseconds():
    errors = [number / 1000 for number in range(-5, 5)] + [0.2]
    assert times.row("starts", errors).split() == ["starts", "11", "3", "5", "+0", "90.9", "90.9"]


def test_inner_edges_leave_out_the_first_start_and_the_last_end():
    words = [("a", 0, 1), ("b", 1, 2), ("c", 2, 3)]
    pairs = [(word, word, word is words[0], word is words[-1]) for word in words]
    counts = [int(line.split(":")[-1].split()[-6]) for line in times.rows("align", pairs)]
    assert counts == [3, 3, 6, 2, 2]


def test_sentences_are_five_to_twenty_words_and_different():
    texts = list(times.sentences())
    assert len(texts) == len(set(texts)) >= times.SENTENCES
    assert all(5 <= len(text.split()) <= 20 for text in texts)


def test_parts_are_all_by_default():
    given = main.options(["--note", "a new model"])
    assert (given.parts or list(main.PARTS)) == ["times", "confidence", "beam", "hour", "peers"]
    assert main.options(["beam"]).parts == ["beam"]


def reliability(error, right=0.5, against_first=None):
    bins = [{"from": 0, "to": 0.5, "words": 0, "meanConfidence": None, "shareRight": None},
            {"from": 0.5, "to": 1, "words": 4, "meanConfidence": right + error, "shareRight": right}]
    return {"confidence": {"words": 4, "shareRight": right, "expectedCalibrationError": error, "low": 0.01, "high": 0.3,
                           "brier": 0.25, "bins": bins, "againstFirst": against_first}}


def test_what_evaluate_says_of_confidences_becomes_the_section(tmp_path):
    rows = [reliability(0.2), reliability(0.1, against_first={"difference": -0.1, "low": -0.15, "high": 0.02})]
    section = confidence.section({"before": 0.3, "after": 0.12}, rows, Drawings(tmp_path))
    assert "the 4 words recognised in the test clips, 50.0 % of them right" in section
    assert "| raw | 0.200 (0.010 to 0.300) | 0.250 |" in section
    assert "Calibrated minus raw error: -0.100 (95 % interval -0.150 to +0.020" in section
    assert "expected calibration error 0.100" in (tmp_path / "confidence-calibrated.svg").read_text()


def test_calibration_that_changes_words_is_a_fault(tmp_path):
    with pytest.raises(RuntimeError, match="changed words"):
        confidence.section({}, [reliability(0.2), reliability(0.1, right=0.75)], Drawings(tmp_path))
