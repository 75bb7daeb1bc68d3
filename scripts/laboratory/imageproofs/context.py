"""Where things are, and how long and fast everything learns."""

import json
from dataclasses import dataclass
from pathlib import Path

from laboratory.speechdata.manifest import sha256_file, sha256_text

SIZE = 96
LICENCE = "CC-BY-SA-4.0"  # that of OpenMoji, the strictest of the pictures pretrained on
SHIPPED = Path("models/emoji-resnet50/emoji-resnet50.attune")
SHOTS = (5, 20, 0)
SEEDS = (1, 2)
# Two quiet cores (Xeon, AVX-512): a step of 16 pictures takes 0.40 s, a look at one 12 ms.
LEARNT_PER_SECOND, SEEN_PER_SECOND = 37, 80


@dataclass(frozen=True)
class Course:
    """How a network learns: everything it is given is told here, nothing is chosen on test."""

    epochs: int
    batch_size: int
    rates: tuple
    patience: int


# 6,570 steps: of so few, many small ones bring more than half as many of 32.
PRETRAINING = Course(epochs=30, batch_size=16, rates=(0.0005,), patience=0)
ADAPTING = Course(epochs=40, batch_size=16, rates=(0.0005, 0.0001), patience=10)
SCRATCH = Course(epochs=80, batch_size=16, rates=(0.0005, 0.0001), patience=20)
TRIAL = Course(epochs=1, batch_size=8, rates=(0.001,), patience=0)


class Context:
    """`trial`: everything once on little, to see whether all runs."""

    def __init__(self, work, trial):
        self.pictures = work / "pictures"
        self.trial = trial
        self.work = work / ("proof-images-trial" if trial else "proof-images")
        self.shots = SHOTS[:1] if trial else SHOTS
        self.seeds = SEEDS[:1] if trial else SEEDS
        if trial:
            few(self.pictures, self.work / "pictures")
            self.pictures = self.work / "pictures"
        self.sha256 = sha256_text("\n".join(files(self.pictures / "source") + files(self.pictures / "target")))
        # Runs of other pictures, or from another source model, are never gone on with.
        self.runs = self.work / self.sha256[:12]
        self.untrained = self.runs / "untrained.attune"
        self.pretraining = self.runs / "pretraining"

    @property
    def source(self):
        """The model trained here; where there is none, the shipped one, which was trained so."""
        trained = self.pretraining / "adapted.attune"
        return trained if self.trial or trained.exists() or not SHIPPED.exists() else SHIPPED

    def course(self, course):
        return TRIAL if self.trial else course

    def part(self, which, name):
        return self.pictures / which / name

    def train(self, shots):
        return self.part("target", f"train-{shots}" if shots else "train")

    def counts(self):
        return json.loads((self.pictures / "counts.json").read_text())

    def source_sha256(self):
        return sha256_file(self.source) if self.source.exists() else "none yet"


def files(folder):
    """Pictures below a folder, as the program orders them, by their names in it."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.png"))


def few(whole, folder):
    """Some pictures of some classes, in the same folders."""
    if folder.exists() or not (whole / "counts.json").exists():
        return
    for which, parts in (("source", ("train", "dev")), ("target", ("train-5", "dev", "test"))):
        for part in parts:
            for label in sorted(path.name for path in (whole / which / part).iterdir())[:3]:
                own = folder / which / part / label
                own.mkdir(parents=True)
                for picture in sorted((whole / which / part / label).iterdir())[:4]:
                    (own / picture.name).symlink_to(picture.resolve())
    (folder / "counts.json").write_bytes((whole / "counts.json").read_bytes())


def count(folder):
    return len(files(Path(folder))) if Path(folder).exists() else 0
