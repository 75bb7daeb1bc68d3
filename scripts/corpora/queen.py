"""Flight of the Amazon Queen as a speech corpus: queen.py queen.1c TABLE.tsv OUT

Writes OUT/clips/*.wav (16 kHz mono 16-bit) and OUT/{train,dev,heldout}.jsonl. The table says who speaks each
clip and which split it belongs to; the words come from the game's own subtitles, checked against the table.
"""

import concurrent.futures
import csv
import pathlib
import re
import subprocess
import sys

import queen_archive
from laboratory.speechdata.english import normalise
from laboratory.speechdata.manifest import hours, sha256_text, wav_seconds, write_lines, write_record

DEV_CLIPS = 120
# Sighs and gulps, sung lines, "(Y/N)": not said as written.
UNSPOKEN = re.compile(r"[<>()@/]")
# Letters per second. 95 % of the lines lie between 5.5 and 17.5; outside these bounds the subtitle is not
# what the clip says, or the engine shows more than the actor read.
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


def make_clip(row, archive, out):
    """The manifest record of one clip, with its split; or why there is none, as a string."""
    text = normalise(row["subtitle"])
    if row["split"] == "drop":
        return "dropped by the table"
    if UNSPOKEN.search(row["subtitle"]) or not text:
        return "not said as written"
    path = f"clips/{row['clip'][:-3]}.wav"
    decode(archive.read(row["clip"]), out / path)
    duration = wav_seconds(out / path)
    if not SLOWEST <= len(text) / duration <= FASTEST:
        return "text too short for the clip" if len(text) / duration < SLOWEST else "text too long for the clip"
    return {"audio_filepath": path, "duration": duration, "text": text,
            "speaker": f"queen-{row['speaker'].lower()}", "split": row["split"]}


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
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda row: make_clip(row, archive, out), rows))
    refused = [reason for reason in made if isinstance(reason, str)]
    records = [record for record in made if not isinstance(record, str)]
    train = [r for r in records if r["split"] == "train"]
    dev = dev_texts(train)
    parts = {"dev": [r for r in train if r["text"] in dev], "train": [r for r in train if r["text"] not in dev],
             "heldout": [r for r in records if r["split"] == "heldout"]}
    summary = {name: {"clips": len(part), "hours": round(hours(part), 3)} for name, part in parts.items()}
    summary["refused"] = {reason: refused.count(reason) for reason in sorted(set(refused))}
    for name, part in parts.items():
        write_lines(out / f"{name}.jsonl", ({k: v for k, v in r.items() if k != "split"} for r in part))
    write_record(out / "summary.json", summary)
    print(summary)


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:]))
