"""Writes WORKDIR/speech.json: what the speech was made from and with.

Checksums are of sentences and jobs (text, voice, settings), not of audio: another version of a synthesiser
makes different bytes from the same sentence.
"""

import json
import pathlib
import subprocess
import sys

import plan
import sentences
import treatments
from manifests import TRAIN
from laboratory.speechdata.clips import by
from laboratory.speechdata.manifest import hours, read_lines, sha256_file, write_record

PACKAGES = ("flite libflite1 festival festvox-kdlpc16k festvox-us-slt-hts espeak-ng sox ffmpeg wordnet-base "
            "fortunes fortunes-min").split()
CORPORA = ("queen", "steelsky", "drascula", "other", "british-voice")
MANIFESTS = (*TRAIN, "dev", "heldout-awb", "heldout-queen", "heldout-drascula")


def package_versions():
    query = ["dpkg-query", "-W", "-f", "${Package} ${Version}\n", *PACKAGES]
    return dict(line.split() for line in subprocess.check_output(query, text=True).splitlines())


def real_versions(work):
    """Versions of the packages that the real speech comes from."""
    lines = [line for corpus in CORPORA for line in (work / corpus / "versions.txt").read_text().splitlines()]
    return dict(line.split() for line in lines)


def notices(realdir, train):
    """Credits and licences of the kinds of real speech that are in the training data."""
    known, kinds = json.loads((realdir / "summary.json").read_text())["notices"], {r["kind"] for r in train}
    return {kind: notice for kind, notice in known.items() if kind in kinds}


def main(workdir, realdir, queen_table):
    parts = {name: read_lines(workdir / f"{name}.jsonl") for name in MANIFESTS}
    parts = {name: [{"language": "en", **r} for r in records] for name, records in parts.items()}
    write_record(workdir / "speech.json", {
        "packages": {**package_versions(), **real_versions(realdir.parent)},
        "notices_of_real_speech": notices(realdir, parts["train"]),
        "seeds": {"sentences": sentences.SEED, "jobs": plan.SEED},
        "voice_shares": plan.VOICES,
        "held_out_voice": plan.HELD_OUT_VOICE,
        "treated_share": plan.TREATED,
        "treatment_weights": treatments.KINDS,
        "clips": {name: len(records) for name, records in parts.items()},
        "hours": {name: round(hours(records), 2) for name, records in parts.items()},
        **{f"{name}_hours_by_{field}": {value: round(hours(of), 2) for value, of in by(parts[name], field).items()}
           for name in TRAIN for field in ("kind", "language", "voice", "treatment")},
        "sha256": {"sentences.jsonl": sha256_file(workdir / "sentences.jsonl"),
                   "jobs.jsonl": sha256_file(workdir / "jobs.jsonl"),
                   "queen_en.tsv": sha256_file(queen_table)}})
    print((workdir / "speech.json").read_text())


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:]))
