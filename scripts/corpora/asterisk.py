"""Manifests of the Asterisk prompts: asterisk.py LANGUAGE TRANSCRIPTS.tsv OUT -> OUT/{train,dev,test}.jsonl"""

import csv
import pathlib
import sys

from laboratory.speechdata import russian
from laboratory.speechdata.manifest import write_lines

SPLITS = ("train", "dev", "test")
# Clips in the table's splits; any other number means that the table or the package has changed.
EXPECTED = {"en": {"train": 452, "dev": 36, "test": 63}, "ru": {"train": 451, "dev": 34, "test": 62}}


def flac_seconds(path):
    """Duration from the STREAMINFO block: 20 bits of sample rate and 36 bits of sample count at byte 18."""
    head = path.read_bytes()[:26]
    if head[:4] != b"fLaC":
        sys.exit(f"{path} is not a FLAC file")
    field = int.from_bytes(head[18:26], "big")
    rate, samples = field >> 44, field & (1 << 36) - 1
    return round(samples / rate, 4)


def record(row, out):
    path = f"clips/{row['key']}.flac"
    return {"audio_filepath": path, "duration": flac_seconds(out / path), "text": row["text"],
            "key": row["key"], "category": row["category"], "cluster": row["cluster"]}


def is_written_alike(row, language):
    """Seven Russian prompts name Latin letters, and cannot be written in the alphabet of the others."""
    return language != "ru" or russian.is_normal(row["text"])


def main(language, transcripts, out):
    with open(transcripts, encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    for split in SPLITS:
        records = [record(row, out) for row in rows if row["split"] == split and is_written_alike(row, language)]
        if len(records) != EXPECTED[language][split]:
            sys.exit(f"{transcripts}: {len(records)} rows are in {split}; expected {EXPECTED[language][split]}")
        write_lines(out / f"{split}.jsonl", records)
        print(f"{split}: {len(records)} clips, {sum(r['duration'] for r in records) / 60:.2f} minutes")


if __name__ == "__main__":
    main(sys.argv[1], *map(pathlib.Path, sys.argv[2:]))
