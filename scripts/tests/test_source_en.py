"""What makes the speech and the texts that the source models learn from."""

import math
import random
import wave

import grammar
import leakage
import manifests
import plan
import provenance
import pytest
import real
import sentences
import sources
import texts
import treatments

from laboratory import prompts

PROMPTS = prompts.CORPUS / "transcripts.tsv"


def write_sine(path, peak, seconds=1.0):
    with wave.open(str(path), "wb") as out:
        out.setparams((1, 2, 16_000, 0, "NONE", ""))
        out.writeframes(b"".join(round(32767 * peak * math.sin(2 * math.pi * 440 * i / 16_000)).to_bytes(
            2, "little", signed=True) for i in range(round(16_000 * seconds))))


def test_a_sentence_with_a_whole_prompt_is_kept_out():
    allows = leakage.PromptFilter(PROMPTS).allows
    prompt = next(" ".join(words) for words in leakage.read_prompts(PROMPTS) if 3 <= len(words) <= 6)
    assert not allows(prompt) and not allows(f"so {prompt} now")
    assert allows(" ".join(prompt.split()[:-1]) + " elephant")


def test_overlap_counts_tokens_and_types():
    assert leakage.overlap([("a", "b", "a")], ["a c", "d"], 1) == {
        "ngrams": 3, "seen": 2, "seen_percent": 66.67, "types": 2, "types_seen": 1}
    assert leakage.overlap([("a", "b", "c")], ["a b d"], 2)["seen"] == 1


def test_a_clip_is_measured_in_seconds_and_decibels(tmp_path):
    write_sine(tmp_path / "clip.wav", 0.5, 0.5)
    seconds, peak_db, level_db = manifests.measure(tmp_path / "clip.wav")
    assert seconds == 0.5
    assert peak_db == pytest.approx(-6.02, abs=0.05)
    assert level_db == pytest.approx(-9.03, abs=0.1)  # a sine's effective level is 3 dB below its peak


@pytest.mark.parametrize("text, seconds, peak_db, level_db, wrong", [
    ("press one", 1, -3, -20, None), ("press one", 0, -99, -99, "silent"), ("press one", 1, -3, -50, "silent"),
    ("press one", 1, 0, -20, "clipped"), ("press one", 0.2, -3, -20, "too fast"), ("a", 2, -3, -20, "too slow")])
def test_what_is_wrong_with_a_clip(text, seconds, peak_db, level_db, wrong):
    assert manifests.fault(text, seconds, peak_db, level_db) == wrong


def test_a_recording_that_stays_near_its_peak_is_flat(tmp_path):
    write_sine(tmp_path / "tone.wav", 0.9)
    assert real.is_flat(tmp_path / "tone.wav")
    with wave.open(str(tmp_path / "clicks.wav"), "wb") as out:
        out.setparams((1, 2, 16_000, 0, "NONE", ""))
        out.writeframes(b"".join((30_000 if i % 400 == 0 else 100).to_bytes(2, "little") for i in range(16_000)))
    assert not real.is_flat(tmp_path / "clicks.wav")


def test_totals_are_by_the_fields_that_are_named():
    records = [{"kind": "queen", "language": "en", "duration": 1800}, {"kind": "other", "language": "cs", "duration": 3600},
               {"kind": "queen", "language": "en", "duration": 1800}]
    assert real.totals(records, "kind", "language") == {"other cs": {"clips": 1, "hours": 1.0},
                                                        "queen en": {"clips": 2, "hours": 1.0}}


def test_a_sentences_settings_depend_on_seed_and_index_alone():
    assert plan.draw(7) == plan.draw(7) != plan.draw(8)
    sentence = {"index": 12_345, "set": "train", "spoken": "hello", "text": "hello"}
    job = plan.job(sentence)
    assert job["clip"].startswith("clips/12/12345-") and job["voice"] in plan.VOICES
    assert plan.job({**sentence, "spoken": "goodbye"})["clip"] != job["clip"]


def test_the_held_out_voice_is_never_drawn_and_never_treated():
    assert plan.HELD_OUT_VOICE not in plan.VOICES
    held_out = plan.job({"index": 1, "set": "heldout-awb", "spoken": "hello", "text": "hello"})
    assert (held_out["voice"], held_out["treatment"], held_out["tempo"]) == ("awb", None, 1.0)


@pytest.mark.parametrize("name", treatments.KINDS)
def test_every_treatment_is_plain_data(name):
    drawn = treatments.DRAWS[name](random.Random(1))
    assert set(drawn) <= {"effects", "codec", "noise", "snr_db", "offset"}


@pytest.mark.parametrize("maker", ["digits", "number", "letters", "time", "date", "money", "command"])
def test_generated_utterances_are_in_the_labels_of_english(maker):
    stream = random.Random(3)
    made = [getattr(grammar, maker)(stream) for _ in range(50)]
    assert all(set(text) <= set("abcdefghijklmnopqrstuvwxyz', ") and text.strip() for text in made)
    assert len(set(made)) > 10


def test_generation_ends_where_the_grammar_has_no_more_to_say():
    assert sorted(sentences.generate(lambda stream: stream.choice("ab"), 5, random.Random(1))) == ["a", "b"]


def test_further_sentences_of_a_source_are_others_than_the_first():
    choice = sentences.Choice.__new__(sentences.Choice)
    choice.pools, choice.makers, choice.allowed = {"phrase": list("abcd")}, {"digits": lambda stream: "one"}, str.isalpha
    assert list(choice.of({"phrase": 2, "digits": 1}, {}, "")) == [("phrase", "a"), ("phrase", "b"), ("digits", "one")]
    assert list(choice.of({"phrase": 5}, {"phrase": 2}, " more")) == [("phrase", "c"), ("phrase", "d")]


def test_every_text_is_chosen_once_and_not_again():
    pairs = [("command", "Press one"), ("digits", "press one"), ("number", "two"), ("number", "three")]
    chosen = sentences.distinct(pairs, {"two"})
    assert sorted(chosen) == [("press one", "command", "Press one"), ("three", "number", "three")]


def test_the_letter_a_is_spelled_so_that_no_voice_takes_it_for_the_article():
    assert sentences.for_voices("spelling", "a b a") == "eigh b eigh"
    assert sentences.for_voices("command", "open a door") == "open a door"


@pytest.mark.parametrize("raw, spoken", [
    ("the dog's tail; it wagged", "the dog's tail, it wagged"), ("a well-known fact", "a well known fact"), ("in 1999", None),
    ("see http://x", None), ("BIG letters here", None), ("Tom Dick Harry Jones", None), ("one", None), ("such as etc", None)])
def test_a_voice_reads_what_has_one_reading(raw, spoken):
    assert sources.speakable(raw, least_words=2) == spoken


def test_texts_become_sentences_in_the_labels():
    assert texts.sentences("One here. Two\nthere! And") == ["One here.", "Two there!", "And"]
    assert texts.spoken_words("A well-known fact; indeed") == "a well known fact indeed"


def test_provenance_counts_every_manifest():
    assert set(provenance.MANIFESTS) == {"train", "train-more", "dev", "heldout-awb", "heldout-queen",
                                         "heldout-drascula"}
