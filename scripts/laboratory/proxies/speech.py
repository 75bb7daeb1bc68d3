"""Clips for the small networks: actors of three games to learn from, and people who are in no training."""

import random
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from laboratory.programs import WORK
from laboratory.prompts import DEV, RATE_HZ, TRAIN
from laboratory.speechdata.manifest import absolute_lines

SHORTEST_SECONDS, LONGEST_SECONDS = 1.5, 8
PROMPT_WORDS = 3
UNHEARD_CLIPS = 150
LEARNT = {WORK / "queen" / "train.jsonl": 600, WORK / "steelsky" / "all.jsonl": 450, WORK / "drascula" / "all.jsonl": 250}
HELD_OUT = {"Drascula": WORK / "source-en" / "heldout-drascula.jsonl", "the Queen": WORK / "source-en" / "heldout-queen.jsonl"}
PROMPTS = "prompts"
UNHEARD = (PROMPTS, *HELD_OUT)
NEEDED = (*LEARNT, *HELD_OUT.values())
SEED = 1


@dataclass(frozen=True)
class Clip:
    audio: str
    text: str

    def samples(self) -> np.ndarray:
        """At 16 kHz, in steps of 16 bits."""
        command = ["sox", "-V1", self.audio, "-r", RATE_HZ, "-c", 1, "-b", 16, "-e", "signed", "-t", "raw", "-"]
        raw = subprocess.run(list(map(str, command)), check=True, capture_output=True).stdout
        return np.frombuffer(raw, "<i2").astype(np.float32)


def drawn(manifests: tuple[Path, ...], count: int, suits: Callable[[dict[str, Any]], bool] = lambda _: True) -> list[Clip]:
    """So many clips of manifests, or all if there are fewer, in random order."""
    lines = [line for manifest in manifests for line in absolute_lines(manifest)
             if SHORTEST_SECONDS < line["duration"] < LONGEST_SECONDS and suits(line)]
    random.Random(SEED).shuffle(lines)
    return [Clip(line["audio_filepath"], line["text"]) for line in lines[:count]]


def learnt() -> list[Clip]:
    """Actors, about an hour; those whom the source model has not heard are left out."""
    return [clip for manifest, count in LEARNT.items()
            for clip in drawn((manifest,), count, lambda line: not line.get("held_out"))]


def unheard() -> dict[str, list[Clip]]:
    """By their name: telephone prompts, not those of the test split, and the games' actors who are in no training."""
    prompts = drawn((TRAIN, DEV), UNHEARD_CLIPS, lambda line: len(line["text"].split()) >= PROMPT_WORDS)
    return {PROMPTS: prompts, **{name: drawn((manifest,), UNHEARD_CLIPS) for name, manifest in HELD_OUT.items()}}
