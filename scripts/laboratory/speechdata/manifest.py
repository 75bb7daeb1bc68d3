"""JSON-lines manifests (one clip per line: audio_filepath, duration, text) and checksums."""

import hashlib
import json
import os
import wave


def read_lines(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def absolute_lines(manifest):
    """A manifest's lines with absolute paths."""
    folder = os.path.dirname(manifest)
    return [{**record, "audio_filepath": os.path.abspath(os.path.join(folder, record["audio_filepath"]))}
            for record in read_lines(manifest)]


def write_text(path, text):
    """Writes under another name and renames, so that a killed run leaves no partial file; creates the folder."""
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    part = f"{path}.part"
    with open(part, "w", encoding="utf-8") as out:
        out.write(text)
    os.replace(part, path)


def write_lines(path, records):
    write_text(path, "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records))


def write_record(path, record):
    write_text(path, json.dumps(record, indent=2, ensure_ascii=False) + "\n")


def wav_seconds(path):
    with wave.open(str(path)) as clip:
        return round(clip.getnframes() / clip.getframerate(), 4)


def sha256_text(text):
    return hashlib.sha256(text.encode()).hexdigest()


def sha256_file(path):
    digest = hashlib.sha256()
    with open(path, "rb") as data:
        while block := data.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def hours(records):
    return sum(r["duration"] for r in records) / 3600
