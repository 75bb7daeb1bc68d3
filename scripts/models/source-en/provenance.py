"""Writes WORKDIR/speech.json: what the speech was made of and with.

Checksums are of sentences and jobs (text, voice, settings), not of audio: another version of a synthesiser
makes other bytes of the same sentence.
"""

import collections
import json
import pathlib
import subprocess
import sys

import plan
import sentences
import treatments
from speechdata.manifest import hours, read_lines, sha256_file, write_record

PACKAGES = ("flite libflite1 festival festvox-kdlpc16k festvox-us-slt-hts espeak-ng sox ffmpeg wordnet-base "
            "fortunes fortunes-min").split()
MANIFESTS = ("train", "dev", "heldout-awb", "heldout-queen")


def package_versions():
    query = ["dpkg-query", "-W", "-f", "${Package} ${Version}\n", *PACKAGES]
    return dict(line.split() for line in subprocess.check_output(query, text=True).splitlines())


def real_versions(queendir, realdir):
    """Versions of the packages that the real speech comes from."""
    lines = (realdir.parent / "other/versions.txt").read_text().splitlines()
    return {"flight-of-the-amazon-queen": (queendir / "version.txt").read_text().strip(),
            "beneath-a-steel-sky": (realdir.parent / "steelsky/version.txt").read_text().strip(),
            **dict(line.split() for line in lines)}


def hours_by(field, records):
    groups = collections.defaultdict(list)
    for record in records:
        groups[record[field]].append(record)
    return {name: round(hours(group), 2) for name, group in sorted(groups.items())}


def main(workdir, queendir, realdir, queen_table):
    parts = {name: read_lines(workdir / f"{name}.jsonl") for name in MANIFESTS}
    train = parts["train"]
    write_record(workdir / "speech.json", {
        "packages": {**package_versions(), **real_versions(queendir, realdir)},
        "notices_of_real_speech": json.loads((realdir / "summary.json").read_text())["notices"],
        "seeds": {"sentences": sentences.SEED, "jobs": plan.SEED},
        "voices_percent": plan.VOICES,
        "held_out_voice": plan.HELD_OUT_VOICE,
        "treated_share": plan.TREATED,
        "treatment_weights": treatments.KINDS,
        "clips": {name: len(records) for name, records in parts.items()},
        "hours": {name: round(hours(records), 2) for name, records in parts.items()},
        "train_hours_by_kind": hours_by("kind", train),
        "train_hours_by_language": hours_by("language", [{"language": "en", **r} for r in train]),
        "train_hours_by_voice": hours_by("voice", train),
        "train_hours_by_treatment": hours_by("treatment", train),
        "sha256": {"sentences.jsonl": sha256_file(workdir / "sentences.jsonl"),
                   "jobs.jsonl": sha256_file(workdir / "jobs.jsonl"),
                   "queen_en.tsv": sha256_file(queen_table)}})
    print((workdir / "speech.json").read_text())


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:]))
