"""Draws voice, rate and channel for every sentence: plan.py WORKDIR

WORKDIR/sentences.jsonl -> WORKDIR/jobs.jsonl. Each draw depends on the seed and the sentence's index only,
never on the order in which clips are made.
"""

import json
import pathlib
import random
import sys

import treatments
from speechdata.manifest import read_lines, sha256_text, write_lines

SEED = 20262
# Voice and its share in percent. slt is the only woman of quality, so she speaks most; slt_hts is she
# again through another synthesiser. awb, the fifth person, is held out.
VOICES = {"slt": 32, "slt_hts": 8, "rms": 24, "kal16": 13, "ked": 12, "en-us+klatt4": 5, "en-us+klatt": 1,
          "en-us+klatt2": 1, "en-us+klatt3": 1, "en-us+f2": 2, "en-us+m3": 1}
HELD_OUT_VOICE = "awb"
NEUTRAL = {"speed": 1.0, "tempo": 1.0, "peak_db": -3.0, "treatment": None}
TREATED = 0.5


def draw(index):
    """`speed` moves pitch and formants as another throat would; `tempo` is the final speaking rate."""
    stream = random.Random(f"{SEED} {index}")
    return {"voice": stream.choices(list(VOICES), VOICES.values())[0],
            "speed": round(stream.uniform(0.85, 1.18), 3),
            "tempo": round(stream.uniform(0.88, 1.15), 3),
            "peak_db": round(stream.uniform(-12, -1), 1),
            "treatment": treatments.draw(stream) if stream.random() < TREATED else None}


def job(sentence):
    """The clip's name carries a checksum of words and settings, so a clip of other settings is never reused."""
    held_out = sentence["set"] == "heldout-awb"
    settings = {"voice": HELD_OUT_VOICE, **NEUTRAL} if held_out else draw(sentence["index"])
    key = sha256_text(json.dumps([sentence["spoken"], settings]))[:10]
    clip = f"clips/{sentence['index'] // 1000:02d}/{sentence['index']:05d}-{key}.wav"
    return {**sentence, **settings, "clip": clip}


def main(workdir):
    write_lines(workdir / "jobs.jsonl", map(job, read_lines(workdir / "sentences.jsonl")))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
