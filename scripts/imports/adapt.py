"""Adapting the full-size network to a new alphabet: how fast, in how much memory, and whether it learns."""

import json
import shutil
import sys

from benchmarks import machine
from imports.models import CHECKPOINT, FULL
from imports.programs import ATTUNE, CORPUS, WORK, utterances
from imports.speed import GIB, timed

TITLE = "The full-size network: adaptation"
EPOCHS = {"all": 3, "last:2": 3, "output": 6}
QUICK_EPOCHS = 2
TRAIN_CLIPS, QUICK_TRAIN_CLIPS, DEV_CLIPS = 96, 16, 4
SECONDS = (2, 6)
BATCH = 16
LETTERS = " abcdefghijklmnopqrstuvwxyz'äöüß"  # as a German model would have
MOST_GIB = 8


def measure(quick):
    machine.pin()
    FULL.write()
    busy = machine.busy_share()
    train_clips = QUICK_TRAIN_CLIPS if quick else TRAIN_CLIPS
    train_seconds = manifest("train", train_clips)
    manifest("dev", DEV_CLIPS)
    alphabet = WORK / "alphabet.txt"
    alphabet.write_text("\n".join(LETTERS) + "\n")
    bundle = FULL.bundle(CHECKPOINT)
    table = [row(bundle, alphabet, layers, QUICK_EPOCHS if quick else epochs, train_seconds)
             for layers, epochs in EPOCHS.items()]
    return f"""The imported checkpoint of random weights gets an output of {len(LETTERS)} labels and learns from {train_clips} clips ({train_seconds:.0f} s) of
corpora/asterisk-en, batches of {BATCH}, no augmentation, two cores; others took {100 * busy:.0f} % of the processors when it began.
Speed is that of the last epoch, processor time that of the whole command. Where the layers below are
frozen they are run once and their output is kept, which the first column tells. {machine.describe()}. `scripts/check-import adapt`

| `--train-layers` | trunk, once, s | epoch, s | audio seconds per second | processor time, s | peak memory, GiB | loss of the epochs |
|---|---|---|---|---|---|---|
{chr(10).join(table)}
"""


def manifest(split, clips):
    """Writes it; gives the seconds in it."""
    chosen = [u for u in utterances(split) if SECONDS[0] <= u["duration"] <= SECONDS[1]][:clips]
    lines = [json.dumps({**u, "audio_filepath": str(CORPUS / u["audio_filepath"])}) + "\n" for u in chosen]
    (WORK / f"{split}.jsonl").write_text("".join(lines))
    return sum(u["duration"] for u in chosen)


def row(bundle, alphabet, layers, epochs, train_seconds):
    out = WORK / f"adapt-{layers.replace(':', '-')}"
    shutil.rmtree(out, ignore_errors=True)
    print(f"check-import: adapting, {layers}", file=sys.stderr)
    _, processor, resident = timed(
        ATTUNE, "adapt", "-m", bundle, "--train", WORK / "train.jsonl", "--dev", WORK / "dev.jsonl", "-o", out,
        "--alphabet", alphabet, "--train-layers", layers, "--epochs", epochs, "--patience", 0, "--batch-size", BATCH,
        "--no-augment", "--no-lm")
    log = [json.loads(line) for line in (out / "log.jsonl").read_text().splitlines()]
    losses = [epoch["loss"] for epoch in log]
    spent = [epoch["trainingSeconds"] for epoch in log]
    if not losses[-1] < losses[0] or resident > MOST_GIB * GIB:
        sys.exit(f"check-import: {layers}: losses {losses}, {resident / GIB:.1f} GiB")
    trunk = json.loads((out / "outcome.json").read_text())["seconds"] - sum(spent)
    return (f"| {layers} | {f'{trunk:.0f}' if trunk > 0.1 else '–'} | {spent[-1]:.2f} | {train_seconds / spent[-1]:.1f}"
            f" | {processor:.0f} | {resident / GIB:.1f} | {', '.join(f'{loss:.1f}' for loss in losses)} |")
