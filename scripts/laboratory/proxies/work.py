"""Trains the network of an arm and measures it. Needs PyTorch."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from laboratory.programs import say
from laboratory.proxies import network, speech
from laboratory.proxies.arms import ARMS, LETTERS, PHONES, Arm
from laboratory.proxies.features import Embedding, log_mel, power

DICTIONARY = Path("/usr/share/pocketsphinx/model/en-us/cmudict-en-us.dict")
SMALLEST_DEVIATION = 1e-2
EVERY = 10  # of how many clips one stands for the corpus


def hearing(arm: Arm) -> Callable[[np.ndarray, float], np.ndarray]:
    """Frames of a clip's power spectra, for a vocal tract of a length."""
    return Embedding(arm.blocks, arm.twice).of if arm.blocks else lambda spectra, _: log_mel(spectra)


def labelling(arm: Arm) -> Callable[[str], list[int]]:
    """What the middle layer learns of a text."""
    if arm.middle == PHONES:
        return phones()
    return network.labels if arm.middle == LETTERS else lambda _: []


def phones() -> Callable[[str], list[int]]:
    """By pocketsphinx's dictionary; of a text with an unknown word, none."""
    entries = (line.split() for line in DICTIONARY.read_text().splitlines())
    spoken = {word: sounds for word, *sounds in entries}
    numbers = {sound: number for number, sound in enumerate(sorted({sound for one in spoken.values() for sound in one}), 1)}

    def labels(text: str) -> list[int]:
        words = text.split()
        return [numbers[sound] for word in words for sound in spoken[word]] if all(map(spoken.__contains__, words)) else []
    return labels


def normalised(frames: np.ndarray, like: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(((frames - like.mean(0)) / (like.std(0) + SMALLEST_DEVIATION)).astype(np.float16))


class Preparation:
    """Makes examples of clips for an arm."""

    def __init__(self, arm: Arm, clips: list[speech.Clip]):
        self.heard, self.below = hearing(arm), labelling(arm)
        some = [self.heard(power(clip.samples(), 0), 1.0) for clip in clips[::EVERY]] if arm.by_corpus else []
        self.corpus = np.concatenate(some) if some else None

    def example(self, clip: speech.Clip, number: int, warps: tuple[float, ...]) -> network.Example:
        spectra = power(clip.samples(), number)
        versions = [self.heard(spectra, warp) for warp in warps]
        below = self.below(clip.text)
        return network.Example([normalised(one, one if self.corpus is None else self.corpus) for one in versions],
                               clip.text, below if network.fits(below, len(versions[0])) else [])


def measured(name: str, seed: int) -> dict[str, float]:
    """The share of the letters that the arm's network gets wrong, by the people's name."""
    torch.set_num_threads(1)
    arm, clips = ARMS[name], speech.learnt()
    prepared = Preparation(arm, clips)
    examples = [prepared.example(clip, number, arm.warps) for number, clip in enumerate(clips)]
    learnt = [one for one in examples if network.fits(network.labels(one.text), len(one.versions[0]))]
    best = network.trained(learnt, seed, lambda text: say(f"{name}, seed {seed}: {text}"))
    rates = {}
    for people, tests in speech.unheard().items():
        texts = best.texts([prepared.example(clip, number, (1.0,)) for number, clip in enumerate(tests)])
        rates[people] = sum(edits(clip.text, text) for clip, text in zip(tests, texts)) / sum(len(clip.text) for clip in tests)
    return rates


def edits(one: str, other: str) -> int:
    """Letters to insert, delete or replace."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        before, row[0] = row[0], number
        for at, against in enumerate(other, 1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (letter != against))
    return row[-1]
