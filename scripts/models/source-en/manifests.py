"""Checks every clip and writes the manifests: manifests.py WORKDIR GAMESDIR [REALDIR PROMPTS.tsv]

With two arguments, the held-out sets alone. GAMESDIR holds queen/ and drascula/. WORKDIR gets train.jsonl, train-more.jsonl,
dev.jsonl, heldout-awb.jsonl, heldout-queen.jsonl and heldout-drascula.jsonl (paths relative to WORKDIR), and checks.json with
what was refused and why. Both train files hold the real speech, its English part COPIES times, since real voices are scarce
and training alters each copy differently; the synthetic sentences of train-more are others.
"""

import array
import collections
import math
import os
import pathlib
import sys
import wave

from leakage import PromptFilter
from laboratory.speechdata.clips import size
from laboratory.speechdata.manifest import read_lines, write_lines, write_record

# Characters per second, pauses of spelled letters at the lower end.
SLOWEST, FASTEST = 1.2, 24.0
# A frame of the network; CTC needs one for each letter, and one between two of the same.
FRAME_SECONDS = 0.04
COPIES = 3
QUIETEST_DB, CLIPPED_DB = -45.0, -0.3
TRAIN = ("train", "train-more")
# The same woman, two synthesisers; every espeak-ng variant is a timbre of its own.
PERSON = {"slt_hts": "slt"}


def samples_of(path):
    with wave.open(str(path)) as clip:
        return array.array("h", clip.readframes(clip.getnframes())), clip.getframerate()


def measure(path):
    """Duration in seconds, peak and effective level in dBFS (of every fourth sample, which is enough)."""
    samples, rate_hz = samples_of(path)
    if not samples:
        return 0.0, -99.0, -99.0
    some = samples[::4]
    power = sum(map(int.__mul__, some, some)) / len(some)
    return len(samples) / rate_hz, decibels(max(max(samples), -min(samples))), decibels(math.sqrt(power))


def decibels(amplitude):
    return 20 * math.log10(max(amplitude, 0.5) / 32768)


def fault(text, seconds, peak_db, level_db):
    """What is wrong with a clip, or None."""
    if seconds == 0 or level_db < QUIETEST_DB:
        return "silent"
    if peak_db > CLIPPED_DB:
        return "clipped"
    rate = len(text) / seconds
    frames = len(text) + sum(map(str.__eq__, text, text[1:]))
    if rate > FASTEST or frames > seconds / FRAME_SECONDS - 1:
        return "too fast"
    return "too slow" if rate < SLOWEST else None


def synthetic(job, workdir):
    """The record of a synthesised clip, and its fault."""
    seconds, peak_db, level_db = measure(workdir / job["clip"])
    treatment = job["treatment"]["name"] if job["treatment"] else "none"
    record = {"audio_filepath": job["clip"], "duration": round(seconds, 4), "text": job["text"],
              "speaker": PERSON.get(job["voice"], job["voice"]), "voice": job["voice"], "kind": job["kind"],
              "treatment": treatment}
    return record, fault(job["text"], seconds, peak_db, level_db)


def game(gamesdir, kind, name, workdir):
    """A manifest of a game's speech with its paths as seen from WORKDIR."""
    folder = os.path.relpath(gamesdir / kind, workdir)
    return [{**r, "audio_filepath": f"{folder}/{r['audio_filepath']}", "voice": "human", "kind": kind,
             "treatment": "none"} for r in read_lines(gamesdir / kind / f"{name}.jsonl")]


def real(realdir, workdir):
    """The other real speech, which real.py has checked, with its paths as seen from WORKDIR."""
    return [{**r, "audio_filepath": os.path.relpath(realdir / r["audio_filepath"], workdir)}
            for r in read_lines(realdir / "train.jsonl")]


def synthesised(workdir, wanted):
    """The good clips of each set that is wanted, and how many were refused, by what is wrong with them."""
    refused, parts = collections.Counter(), collections.defaultdict(list)
    for job in read_lines(workdir / "jobs.jsonl"):
        if wanted(job["set"]):
            record, wrong = synthetic(job, workdir)
            refused[wrong] += 1
            if not wrong:
                parts[job["set"]].append(record)
    return parts, refused


def held_out_actors(gamesdir, workdir):
    return {"heldout-queen": game(gamesdir, "queen", "heldout", workdir),
            "heldout-drascula": [r for r in game(gamesdir, "drascula", "all", workdir) if r.pop("held_out")]}


def held_out(workdir, gamesdir):
    parts, _ = synthesised(workdir, "heldout-awb".__eq__)
    for name, records in {**parts, **held_out_actors(gamesdir, workdir)}.items():
        write_lines(workdir / f"{name}.jsonl", records)


def everything(workdir, gamesdir, realdir, prompts):
    allows = PromptFilter(prompts).allows
    parts, refused = synthesised(workdir, lambda name: True)
    parts["dev"] += game(gamesdir, "queen", "dev", workdir)
    parts.update(held_out_actors(gamesdir, workdir))
    humans = [r for r in game(gamesdir, "queen", "train", workdir) if not fault(r["text"], r["duration"], -1, -1)]
    humans += real(realdir, workdir)
    again = [{**r, "id": f"{r['audio_filepath']} {copy}"} for copy in range(2, COPIES + 1) for r in humans
             if r.get("language", "en") == "en"]
    for name in TRAIN:
        parts[name] += humans + again
    set_aside = {r["text"] for name in ("dev", "heldout-awb") for r in parts[name]}
    for reason, names, wanted in (("contains a prompt", (*TRAIN, "dev"), allows),
                                  ("text is in a held-out set", TRAIN, lambda text: text not in set_aside)):
        for name in names:
            kept = [r for r in parts[name] if wanted(r["text"])]
            refused[reason] += len(parts[name]) - len(kept)
            parts[name] = kept
    for name, records in parts.items():
        write_lines(workdir / f"{name}.jsonl", records)
    del refused[None]
    write_record(workdir / "checks.json", {
        "refused": refused, **{name: size(r) for name, r in parts.items()}})
    print((workdir / "checks.json").read_text())


if __name__ == "__main__":
    folders = [pathlib.Path(folder).resolve() for folder in sys.argv[1:4]]
    held_out(*folders) if len(folders) == 2 else everything(*folders, sys.argv[4])
