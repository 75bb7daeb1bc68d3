"""Flight of the Amazon Queen as a speech corpus: queen.py queen.1c TABLE.tsv OUT

Writes OUT/clips/*.wav (16 kHz mono 16-bit) and OUT/{train,dev,heldout}.jsonl. The table says who speaks each
clip and which split it belongs to; the words come from the game's own subtitles, checked against the table.
"""

import csv
import pathlib
import re
import subprocess
import sys

import queen_archive
from laboratory.speechdata.clips import rate_fault, sifted, size
from laboratory.speechdata.convert import in_parallel
from laboratory.speechdata.english import normalise
from laboratory.speechdata.manifest import sha256_text, wav_seconds, write_lines, write_record

DEV_CLIPS = 120
# Sighs and gulps, sung lines, "(Y/N)": not said as written.
UNSPOKEN = re.compile(r"[<>()@/]")
# Letters per second. 95 % of the lines lie between 5.5 and 17.5; outside these bounds the subtitle is not
# what the clip says, or the engine shows more than the actor says.
SLOWEST, FASTEST = 2.5, 22.0


def read_table(path, subtitles):
    """The table's rows with their subtitles, if those are the ones the splits were made from."""
    with open(path, encoding="ascii", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    for row in rows:
        row["subtitle"] = subtitles.get(row["clip"], "")
        if sha256_text(row["subtitle"])[:16] != row["subtitle_sha256"]:
            sys.exit(f"{path}: the subtitle of {row['clip']} is not the one this table was made from; "
                     "use version 1.0.0-11 of the package flight-of-the-amazon-queen")
    return rows


def decode(mp3, target):
    if target.exists():
        return
    part = target.with_suffix(".part.wav")
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "mp3", "-i", "-", "-ar", "16000", "-ac", "1",
                    "-c:a", "pcm_s16le", part], input=mp3, check=True)
    part.replace(target)


def make_clip(clip, subtitle, speaker, archive, out):
    """The manifest record of one clip; or why there is none, as a string."""
    text = normalise(subtitle)
    if UNSPOKEN.search(subtitle) or not text:
        return "not said as written"
    path = f"clips/{clip[:-3]}.wav"
    decode(archive.read(clip), out / path)
    duration = wav_seconds(out / path)
    return rate_fault(text, duration, SLOWEST, FASTEST) or {
        "audio_filepath": path, "duration": duration, "text": text, "speaker": speaker}


def make_row(row, archive, out):
    """The same for a row of the table, with its split."""
    if row["split"] == "drop":
        return "dropped by the table"
    made = make_clip(row["clip"], row["subtitle"], f"queen-{row['speaker'].lower()}", archive, out)
    return made if isinstance(made, str) else {**made, "split": row["split"]}


def dev_texts(records):
    """Texts to set aside from the training speakers: by checksum, so that new clips never move old ones."""
    chosen, count = set(), 0
    for text in sorted({r["text"] for r in records}, key=sha256_text):
        if count < DEV_CLIPS:
            chosen.add(text)
            count += sum(r["text"] == text for r in records)
    return chosen


def main(resource, table, out):
    archive = queen_archive.Archive(resource)
    rows = read_table(table, queen_archive.subtitles(archive))
    (out / "clips").mkdir(parents=True, exist_ok=True)
    records, refused = sifted(in_parallel(lambda row: make_row(row, archive, out), rows))
    train = [r for r in records if r["split"] == "train"]
    dev = dev_texts(train)
    parts = {"dev": [r for r in train if r["text"] in dev], "train": [r for r in train if r["text"] not in dev],
             "heldout": [r for r in records if r["split"] == "heldout"]}
    summary = {**{name: size(part) for name, part in parts.items()}, "refused": refused}
    for name, part in parts.items():
        write_lines(out / f"{name}.jsonl", ({k: v for k, v in r.items() if k != "split"} for r in part))
    write_record(out / "summary.json", summary)
    print(summary)


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:]))
