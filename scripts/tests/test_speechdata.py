import json

import pytest

from laboratory.speechdata import clips, english, latin, manifest, russian


@pytest.mark.parametrize("number, words", [
    (0, "zero"), (13, "thirteen"), (20, "twenty"), (21, "twenty one"), (100, "one hundred"), (101, "one hundred one"),
    (999, "nine hundred ninety nine"), (12_345, "twelve thousand three hundred forty five"),
    (999_999, "nine hundred ninety nine thousand nine hundred ninety nine")])
def test_cardinals(number, words):
    assert english.cardinal(number) == words


@pytest.mark.parametrize("number, words", [(1, "first"), (3, "third"), (8, "eighth"), (12, "twelfth"), (20, "twentieth"),
                                           (21, "twenty first"), (100, "one hundredth")])
def test_ordinals(number, words):
    assert english.ordinal(number) == words


@pytest.mark.parametrize("text, spoken", [
    ("In 1844", "in eighteen forty four"), ("1905", "nineteen oh five"), ("the 1940's", "the nineteen forties"),
    ("at 19:00", "at nineteen hundred"), ("2005", "two thousand five"), ("press 1.", "press one"),
    ("Don\u2019t 'quote' me!", "don't quote me"), ("rock 'n' roll", "rock n roll"), ("", "")])
def test_english_is_written_as_it_is_spoken(text, spoken):
    assert english.normalise(text) == spoken


@pytest.mark.parametrize("text, language, written", [
    ("Příliš žluťoučký kůň", "cs", "prilis zlutoucky kun"), ("c'est déjà l'été", "fr", "c'est deja l'ete"),
    ("Щастие", "bg", "shtastie"), ("αυτό", "el", "afto"), ("παιδί", "el", "pedi"), ("groß", "de", "gross"),
    ("50 euros", "fr", None), ("日本", "fr", None), ("...", "fr", None)])
def test_other_languages_are_written_in_english_letters(text, language, written):
    assert latin.romanise(text, language) == written


def test_russian_has_no_yo_no_stress_and_no_hyphens():
    assert russian.normalise("Она завела, прядь вол+ос — ёж кое-где") == "она завела прядь волос еж кое где"
    assert russian.is_normal("еж") and not russian.is_normal("ёж") and not russian.is_normal("нажмите a")


def test_a_manifest_is_read_as_it_was_written(tmp_path):
    records = [{"audio_filepath": "a.wav", "text": "да"}, {"audio_filepath": "b.wav", "text": "нет"}]
    manifest.write_lines(tmp_path / "all.jsonl", iter(records))
    assert manifest.read_lines(tmp_path / "all.jsonl") == records
    assert [file.name for file in tmp_path.iterdir()] == ["all.jsonl"]


def test_paths_hold_in_another_folder(tmp_path):
    (tmp_path / "corpus").mkdir()
    manifest.write_lines(tmp_path / "corpus" / "all.jsonl", [{"audio_filepath": "../clips/a.wav", "text": "a"}])
    assert manifest.absolute_lines(tmp_path / "corpus" / "all.jsonl") == [
        {"audio_filepath": str(tmp_path / "clips" / "a.wav"), "text": "a"}]


def test_checksums_are_those_of_sha256sum(tmp_path):
    (tmp_path / "abc").write_bytes(b"abc")
    known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-2, appendix B.1
    assert manifest.sha256_file(tmp_path / "abc") == manifest.sha256_text("abc") == known


@pytest.mark.parametrize("text, seconds, fault", [
    ("press one", 1, None), ("press one", 10, "text too short for the clip"), ("press one", 0.1, "text too long for the clip"),
    ("press one", 0, "text too long for the clip")])
def test_a_text_fits_a_clip_by_its_letters_per_second(text, seconds, fault):
    assert clips.rate_fault(text, seconds, 2.5, 22) == fault


def test_reasons_are_counted_apart_from_records(tmp_path, capsys):
    made = ["too short", {"duration": 1800, "text": "a"}, "dropped", "too short", {"duration": 1800, "text": "b"}]
    records, refused = clips.sifted(made)
    assert refused == {"dropped": 1, "too short": 2} and [record["text"] for record in records] == ["a", "b"]
    clips.write_corpus(records, refused, tmp_path / "all.jsonl", tmp_path / "summary.json")
    assert json.loads(capsys.readouterr().out) == {"clips": 2, "hours": 1.0, "refused": refused}
    assert manifest.read_lines(tmp_path / "all.jsonl") == records


def test_records_are_grouped_by_their_fields_in_order():
    records = [{"kind": "b", "language": "en"}, {"kind": "a", "language": "cs"}, {"kind": "b", "language": "en"}]
    assert clips.by(records, "kind", "language") == {"a cs": [records[1]], "b en": [records[0], records[2]]}
