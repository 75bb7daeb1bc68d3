"""The shelf of long recordings: how clips are judged."""

import random

import pytest
from laboratory import shelf
from laboratory.shelf import Spoken

SPOKEN = [Spoken(1, 2, "one two three"), Spoken(3, 4, "four five six"), Spoken(5, 6, "seven eight nine")]


def clip(offset, duration, text):
    return {"offset": offset, "duration": duration, "text": text}


def test_a_clip_is_right_if_its_text_is_what_is_said_in_it():
    clips = [clip(0.9, 1.2, "One two three."), clip(2.9, 3.2, "Four five six. Seven eight nine.")]
    wrong, recovered, errors = shelf.measured(clips, SPOKEN, SPOKEN)
    assert (wrong, recovered) == (0, 1)
    assert errors == pytest.approx([0.1, 0.1, 0.1, 0.1])


def test_a_clip_should_have_some_of_the_pauses_around_it_or_half_of_short_ones():
    spoken = [*SPOKEN, Spoken(6.1, 7, "ten")]
    assert shelf.borders(0, 0, spoken) == pytest.approx((0.8, 2.2))
    assert shelf.borders(2, 3, spoken) == pytest.approx((4.8, 7.2))
    assert shelf.borders(3, 3, spoken) == pytest.approx((6.05, 7.2))


def test_a_clip_is_wrong_if_it_holds_other_speech():
    wrong, recovered, _ = shelf.measured([clip(0.9, 1.2, "One two three."), clip(2.9, 1.2, "Seven eight nine.")], SPOKEN, SPOKEN)
    assert wrong == 0.5
    assert recovered == pytest.approx(1 / 3)


def test_what_the_text_leaves_out_need_not_be_recovered():
    assert shelf.measured([clip(0.9, 1.2, "One two three.")], SPOKEN, SPOKEN[:1])[1] == 1


def test_a_text_lacks_sentences_has_others_and_is_in_disorder():
    spoken = [Spoken(i, i + 0.5, f"sentence {i}") for i in range(1000)]
    text = shelf.edited(spoken, [{"text": "not spoken"}], random.Random(1))
    assert 50 < len(set(spoken) - set(text)) < 150
    assert 50 < len(set(text) - set(spoken)) < 150
    assert text != sorted(text, key=lambda one: one.start)


def test_subtitles_are_late():
    assert shelf.as_subtitles(SPOKEN[:1]) == "1\n00:00:01,700 --> 00:00:02,700\nOne two three.\n"


def test_what_is_only_written_is_never_spoken():
    prompts = [{"text": f"sentence {number}"} for number in range(25)]
    spoken, others = shelf.apart(prompts)
    assert [one["text"] for one in others] == ["sentence 0", "sentence 10", "sentence 20"]
    assert len(spoken) == 22 and not any(one in others for one in spoken)


def test_a_difference_is_in_points_with_its_interval():
    assert shelf.difference({"difference": 0.0123, "low": -0.01, "high": 0.034}) == "+1.2 (-1.0 to +3.4)"
