"""Where files are, and the training schedules."""

import json
from dataclasses import dataclass
from pathlib import Path

from laboratory.speechdata.manifest import sha256_file, sha256_text

SIZE = 96
LICENCE = "CC-BY-SA-4.0"  # that of OpenMoji, the strictest of the pictures pretrained on
SHIPPED = Path("models/emoji-resnet50/emoji-resnet50.attune")
SHOTS = (5, 20, 0)
SEEDS = (1, 2)


@dataclass(frozen=True)
class Course:
    """How a network is trained, in full; nothing is chosen on test."""

    epochs: int
    batch_size: int
    rates: tuple
    patience: int


# 6,570 steps: with so few, small batches do better than half as many steps with batches of 32.
PRETRAINING = Course(epochs=30, batch_size=16, rates=(0.0005,), patience=0)
ADAPTING = Course(epochs=40, batch_size=16, rates=(0.0005, 0.0001), patience=10)
SCRATCH = Course(epochs=80, batch_size=16, rates=(0.0005, 0.0001), patience=20)


class Context:
    def __init__(self, work):
        self.pictures = work / "pictures"
        self.sha256 = sha256_text("\n".join(files(self.pictures / "source") + files(self.pictures / "target")))
        # Runs with other pictures, or from another source model, are never resumed.
        self.runs = work / "proof-images" / self.sha256[:12]
        self.untrained = self.runs / "untrained.attune"
        self.pretraining = self.runs / "pretraining"

    @property
    def source(self):
        """The model trained here; if there is none, the shipped one, which was trained in the same way."""
        trained = self.pretraining / "adapted.attune"
        return trained if trained.exists() or not SHIPPED.exists() else SHIPPED

    def part(self, which, name):
        return self.pictures / which / name

    def train(self, shots):
        return self.part("target", f"train-{shots}" if shots else "train")

    def counts(self):
        return json.loads((self.pictures / "counts.json").read_text())

    def source_sha256(self):
        return sha256_file(self.source) if self.source.exists() else "none yet"


def files(folder):
    """Pictures below a folder, by their names in it, in the program's order."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.png"))


def count(folder):
    return len(files(Path(folder))) if Path(folder).exists() else 0
