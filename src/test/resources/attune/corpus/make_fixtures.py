#!/usr/bin/env python3
"""Writes the well-formed manifests beside it, with the modules that such manifests are made with in practice.

Usage: python3 make_fixtures.py     (Python's standard library only)
The audio files are empty: reading a manifest asks only whether they exist.
"""
import csv
import json
import pathlib

HERE = pathlib.Path(__file__).parent
TEXTS = ["call forward on busy", "Ça va? \"Très bien\", dit-il", "one, two,\tthree"]


def touch(*names):
    for name in names:
        path = HERE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")


def nemo():
    touch("nemo/clips/a.wav", "nemo/clips/b.flac", "nemo/call.wav")
    rows = [
        {"audio_filepath": "clips/a.wav", "duration": 1.25, "text": TEXTS[0], "speaker": "s1", "snr_db": 17.5},
        {"audio_filepath": "clips/b.flac", "text": TEXTS[1], "lang": "fr", "words": ["ça", "va"], "note": None},
        {"audio_filepath": "call.wav", "offset": 12.5, "duration": 3, "text": TEXTS[2]},
        {"audio_filepath": "call.wav", "offset": 20.0, "duration": 2.5, "id": "greeting"},
    ]
    with open(HERE / "nemo/manifest.jsonl", "w", encoding="utf-8") as out:
        for i, row in enumerate(rows):  # both ways of writing letters that are not ASCII
            out.write(json.dumps(row, ensure_ascii=i % 2 == 0) + "\n")


def deepspeech():
    touch("deepspeech/wavs/1.wav", "deepspeech/wavs/2, take 2.wav", "deepspeech/wavs/3.wav")
    with open(HERE / "deepspeech/train.csv", "w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)  # \r\n at line ends
        rows.writerow(["transcript", "wav_filesize", "wav_filename"])
        rows.writerow([TEXTS[0], 40044, "wavs/1.wav"])
        rows.writerow([TEXTS[1], 32044, "wavs/2, take 2.wav"])
        rows.writerow(["two\nlines", 16044, "wavs/3.wav"])


def common_voice():
    touch(*(f"commonvoice/clips/common_voice_fr_{i}.mp3" for i in (1, 2, 3)))
    header = ["client_id", "path", "sentence", "up_votes", "locale"]
    rows = [[f"speaker{i}", f"common_voice_fr_{i}.mp3", TEXTS[i - 1].replace("\t", " "), "2", "fr"] for i in (1, 2, 3)]
    dialects = {
        # Releases made with CorporaCreator: a quotation mark escapes what follows.
        "escaped.tsv": {"quoting": csv.QUOTE_NONE, "quotechar": None, "escapechar": '"'},
        # Plain csv: fields with quotation marks stand in quotation marks.
        "quoted.tsv": {"quoting": csv.QUOTE_MINIMAL},
    }
    for name, dialect in dialects.items():
        with open(HERE / "commonvoice" / name, "w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, delimiter="\t", lineterminator="\n", **dialect)
            writer.writerow(header)
            writer.writerows(rows)


def libri_speech():
    for chapter, lines in {"84/121123": ["GO DO YOU HEAR", "BUT IN LESS THAN"], "84/121550": ["BUT WITH FULL"]}.items():
        stem = chapter.replace("/", "-")
        ids = [f"{stem}-{i:04d}" for i in range(len(lines))]
        touch(*(f"librispeech/{chapter}/{name}.flac" for name in ids))
        text = "".join(f"{name} {line}\n" for name, line in zip(ids, lines))
        (HERE / "librispeech" / chapter / f"{stem}.trans.txt").write_text(text, encoding="utf-8")


def kaldi():
    touch("kaldi/audio/rec one.wav", "kaldi/audio/rec2.flac")
    scp = "rec1 audio/rec one.wav\nrec2\taudio/rec2.flac\n"
    folders = {
        "whole": {"wav.scp": scp, "text": "rec1 first words\nrec2 second words\n"},
        "segmented": {
            "wav.scp": scp,
            "segments": "utt1 rec1 0.0 2.5\nutt2 rec1 2.5 4\nutt3 rec2 1.25 -1\n",
            "text": "utt1 first\nutt2 second words\nutt3 third\n",
        },
        "untranscribed": {"wav.scp": scp},
    }
    for name, files in folders.items():
        for file, content in files.items():
            path = HERE / "kaldi" / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content.replace("audio/", "../audio/"), encoding="utf-8")


nemo()
deepspeech()
common_voice()
libri_speech()
kaldi()
