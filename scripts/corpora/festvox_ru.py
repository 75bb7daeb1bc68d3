"""Manifests of the Russian voice's recordings: festvox_ru.py txt.done.data OUT -> OUT/{train,dev,test}.jsonl

Every sentence occurs once, so a split by sentence shares no text. The part a sentence belongs to depends on its
checksum alone.
"""

import pathlib
import re
import sys

from laboratory.speechdata.manifest import hours, sha256_text, wav_seconds, write_lines
from laboratory.speechdata.russian import normalise

# ( ru_0001 "Она завела, прядь волнистых вол+ос за ухо." ): the plus marks the stressed vowel.
LINE = re.compile(r'\( *(?P<name>\w+) +"(?P<text>[^"]*)" *\)')
SENTENCES = 620
SHARES = (("train", 80), ("dev", 8), ("test", 12))


def record(line, out):
    found = LINE.fullmatch(line.strip())
    if not found:
        sys.exit(f"this is not a line of txt.done.data: {line}")
    path = f"clips/{found['name']}.wav"
    return {"audio_filepath": path, "duration": wav_seconds(out / path), "text": normalise(found["text"])}


def main(transcripts, out):
    lines = transcripts.read_text(encoding="utf-8").splitlines()
    records = sorted((record(line, out) for line in lines if line.strip()), key=lambda r: sha256_text(r["text"]))
    if len(records) != SENTENCES or len({r["text"] for r in records}) != SENTENCES:
        sys.exit(f"{transcripts}: {len(records)} sentences; {SENTENCES} different ones are expected")
    start = 0
    for name, share in SHARES:
        end = start + round(SENTENCES * share / 100)
        part = sorted(records[start:end], key=lambda r: r["audio_filepath"])
        write_lines(out / f"{name}.jsonl", part)
        print(f"{name}: {len(part)} clips, {60 * hours(part):.2f} minutes")
        start = end


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:]))
