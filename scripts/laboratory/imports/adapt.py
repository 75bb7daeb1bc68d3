"""Adapting the full-size network to a new alphabet: how fast, in how much memory, and whether it learns."""

import shutil
import sys

from laboratory.benchmarks import machine
from laboratory.imports.models import CHECKPOINT, FULL
from laboratory.imports.programs import WORK
from laboratory.pages import table
from laboratory.programs import ATTUNE, epochs, outcome, say, timed
from laboratory.prompts import DEV, TRAIN, between
from laboratory.speechdata.manifest import write_lines

TITLE = "The full-size network: adaptation"
EPOCHS = {"all": 3, "last:2": 3, "output": 6}
TRAIN_CLIPS, DEV_CLIPS = 96, 4
SECONDS = (2, 6)
BATCH = 16
LETTERS = " abcdefghijklmnopqrstuvwxyz'äöüß"  # as a German model would have
GIB = 2**30
MOST_GIB = 8


def measure():
    machine.pin()
    FULL.write()
    busy = machine.busy_share()
    train_seconds = manifest(TRAIN, TRAIN_CLIPS)
    manifest(DEV, DEV_CLIPS)
    alphabet = WORK / "alphabet.txt"
    alphabet.write_text("\n".join(LETTERS) + "\n")
    bundle = FULL.bundle(CHECKPOINT)
    adapted = table(
        ("`--train-layers`", "trunk, once, s", "epoch, s", "audio seconds per second", "processor time, s",
         "peak memory, GiB", "loss of the epochs"),
        (row(bundle, alphabet, layers, count, train_seconds) for layers, count in EPOCHS.items()))
    return f"""The imported checkpoint of random weights gets an output of {len(LETTERS)} labels and is trained on {TRAIN_CLIPS} clips ({train_seconds:.0f} s) of
corpora/asterisk-en, batches of {BATCH}, no augmentation, two cores; other programs took {100 * busy:.0f} % of the processors at the start.
Speed is that of the last epoch, processor time that of the whole command. Frozen lower layers are run
once and their output is kept; the column trunk gives the time. {machine.describe()}. `scripts/lab import adapt`

{adapted}
"""


def manifest(corpus, clips):
    """Writes it; returns its length in seconds."""
    chosen = between(corpus, *SECONDS, clips)
    write_lines(WORK / corpus.name, chosen)
    return sum(one["duration"] for one in chosen)


def row(bundle, alphabet, layers, epoch_count, train_seconds):
    out = WORK / f"adapt-{layers.replace(':', '-')}"
    shutil.rmtree(out, ignore_errors=True)
    say(f"adapting, {layers}")
    taken = timed(
        ATTUNE, "adapt", "-m", bundle, "--train", WORK / TRAIN.name, "--dev", WORK / DEV.name, "-o", out,
        "--alphabet", alphabet, "--train-layers", layers, "--epochs", epoch_count, "--patience", 0, "--batch-size", BATCH,
        "--no-augment", "--no-lm")
    losses, spent = ([epoch[name] for epoch in epochs(out)] for name in ("loss", "trainingSeconds"))
    peak = taken.peak_bytes / GIB
    if not losses[-1] < losses[0] or peak > MOST_GIB:
        sys.exit(f"lab: {layers}: losses {losses}, {peak:.1f} GiB")
    trunk = outcome(out)["seconds"] - sum(spent)
    return (layers, f"{trunk:.0f}" if trunk > 0.1 else "–", f"{spent[-1]:.2f}", f"{train_seconds / spent[-1]:.1f}",
            f"{taken.processor_seconds:.0f}", f"{peak:.1f}", ", ".join(f"{loss:.1f}" for loss in losses))
