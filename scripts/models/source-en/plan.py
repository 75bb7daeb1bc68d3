"""Draws voice, rate and channel for every sentence: plan.py WORKDIR

WORKDIR/sentences.jsonl -> WORKDIR/jobs.jsonl. Each draw depends on the seed and the sentence's index only,
never on the order in which clips are made.
"""

import json
import pathlib
import random
import sys

import treatments
from laboratory.speechdata.manifest import read_lines, sha256_text, write_lines

SEED = 20263
# Voices and their shares. slt_hts is slt again through another synthesiser; uk is the other woman, British. awb, the
# sixth person, is held out.
VOICES = {"slt": 22, "slt_hts": 7, "uk": 15, "rms": 22, "kal16": 13, "ked": 11}
# Timbres and accents of espeak-ng, one share each: filters rather than people, but no two alike.
ESPEAK = ("en-us+klatt", "en-us+klatt2", "en-us+klatt3", "en-us+klatt4", "en-us+klatt5", "en-us+klatt6", "en-us+f2",
          "en-us+f4", "en-us+m3", "en-us+m7", "en-us+linda", "en-us+michael", "en-gb+steph", "en-gb+adam",
          "en-gb-scotland+anika", "en-gb-x-rp+belinda")
VOICES |= dict.fromkeys(ESPEAK, 1)
# Voices whose pitch can be moved apart from the formants, and how far down and up.
PITCHED = {"slt": (0.82, 1.35), "kal16": (0.8, 1.6), **dict.fromkeys(ESPEAK, (0.6, 1.6))}
HELD_OUT_VOICE = "awb"
NEUTRAL = {"pitch": 1.0, "speed": 1.0, "tempo": 1.0, "peak_db": -3.0, "treatment": None}
TREATED = 0.5


def draw(index):
    """`speed` moves pitch and formants as another throat would, `pitch` the pitch alone; `tempo` is the final rate."""
    stream = random.Random(f"{SEED} {index}")
    voice = stream.choices(list(VOICES), VOICES.values())[0]
    return {"voice": voice,
            "pitch": round(stream.uniform(*PITCHED.get(voice, (1, 1))), 3),
            "speed": round(stream.uniform(0.82, 1.22), 3),
            "tempo": round(stream.uniform(0.88, 1.15), 3),
            "peak_db": round(stream.uniform(-12, -1), 1),
            "treatment": treatments.draw(stream) if stream.random() < TREATED else None}


def job(sentence):
    """The clip's name contains a checksum of words and settings, so a clip with other settings is never reused."""
    held_out = sentence["set"] == "heldout-awb"
    settings = {"voice": HELD_OUT_VOICE, **NEUTRAL} if held_out else draw(sentence["index"])
    key = sha256_text(json.dumps([sentence["spoken"], settings]))[:10]
    clip = f"clips/{sentence['index'] // 1000:02d}/{sentence['index']:05d}-{key}.wav"
    return {**sentence, **settings, "clip": clip}


def main(workdir):
    write_lines(workdir / "jobs.jsonl", map(job, read_lines(workdir / "sentences.jsonl")))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
