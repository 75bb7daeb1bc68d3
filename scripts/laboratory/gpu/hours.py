"""Ten hours of speech, eight epochs: the time that the whole command takes."""

import argparse
from itertools import cycle
from pathlib import Path

from laboratory.gpu.checks import Check
from laboratory.gpu.steps import on_card, used, utilisation
from laboratory.programs import ATTUNE, WORK, epochs, timed
from laboratory.speechdata.manifest import absolute_lines, write_lines

# Made by `scripts/lab proof --only ten-hours`.
SPOKEN = WORK / "proof" / "ten-hours"
HOURS, EPOCHS, BATCH_SIZE = 10, 8, 32
REHEARSED_HOURS, REHEARSED_EPOCHS = 0.02, 1
TWO_CORES_SECONDS = 20.3 * 60  # the whole command on a CPU with AMX, with source-en-plain: docs/results.md


def ten_hours(given: argparse.Namespace, clips: Path, work: Path) -> list[Check]:
    """On a card, beside the time that two cores of a CPU took; elsewhere a few seconds of speech, to rehearse it."""
    card = on_card(given.device)
    hours, count = (HOURS, EPOCHS) if card else (REHEARSED_HOURS, REHEARSED_EPOCHS)
    train, dev, words = speech(given, clips, hours, work)
    folder = work / "hours"
    with utilisation(given.device) as samples:
        taken = timed(ATTUNE, "adapt", "-m", given.model, "--train", train, "--dev", dev, "-o", folder, "--epochs", count,
                      "--batch-size", BATCH_SIZE, "--patience", 0, "--train-layers", "all", "--no-lm",
                      "--cache", work / "cache", "--device", given.device)
    name = f"{hours:g} hours × {count} epochs"
    training = sum(entry["trainingSeconds"] for entry in epochs(folder))
    measured = f"{taken.seconds / 60:.1f} min, of which {training / 60:.1f} in steps; {words}"
    bar = TWO_CORES_SECONDS if card else float("inf")
    return [Check(name, f"≤ {bar / 60:.1f} min, as two cores with AMX" if card else "–", measured, taken.seconds <= bar),
            *used(name, samples)]


def speech(given: argparse.Namespace, clips: Path, hours: float, work: Path) -> tuple[Path, Path, str]:
    """Train and dev clips of the ten hours that were spoken, if they were; else the others over and over, for the time alone."""
    if on_card(given.device) and (SPOKEN / "train.jsonl").exists():
        return SPOKEN / "train.jsonl", SPOKEN / "dev.jsonl", "a synthetic voice"
    write_lines(work / "hours.jsonl", repeated(absolute_lines(clips), 3600 * hours))
    return work / "hours.jsonl", given.dev, "the same clips over and over"


def repeated(clips: list[dict], seconds: float) -> list[dict]:
    """Clips, from the first again after the last, until they have so many seconds; with ids, since no clip may come twice."""
    taken: list[dict] = []
    length = 0.0
    for clip in cycle(clips):
        if length >= seconds:
            return taken
        taken.append({**clip, "id": str(len(taken))})
        length += clip["duration"]
    return taken
