"""Which part of a collection each picture is in: by the checksum of its group, so that it does not depend on other pictures."""

from collections import defaultdict
from dataclasses import dataclass

from laboratory.speechdata.manifest import sha256_text

FEWEST_TO_LEARN_FROM, FEWEST_TO_TEST = 25, 30
SHOTS = (5, 20)


@dataclass(frozen=True)
class Shares:
    """Percentages of each class for dev and test; the rest is train."""

    dev: int
    test: int


SOURCE = Shares(dev=10, test=0)
TARGET = Shares(dev=10, test=46)


def parted(drawings, shares):
    """Pictures of each label and part, whole groups at a time: {label: {"train": …, "dev": …, "test": …}}."""
    labels = defaultdict(lambda: defaultdict(list))
    for drawing, group in drawings:
        labels[drawing.label][group].append(drawing)
    result = {}
    for label, groups in sorted(labels.items()):
        count = sum(map(len, groups.values()))
        parts = {"test": [], "dev": [], "train": []}
        wanted = {"test": count * shares.test / 100, "dev": count * shares.dev / 100, "train": count}
        for group in sorted(groups, key=sha256_text):
            name = next(part for part in parts if len(parts[part]) < wanted[part])
            parts[name] += groups[group]
        result[label] = {name: sorted(of, key=lambda drawing: sha256_text(drawing.name)) for name, of in parts.items()}
    return result


def large_enough(labels, shares):
    """The classes with enough different pictures for training and, if there is a test part, for testing."""
    return {label: parts for label, parts in labels.items()
            if len(parts["train"]) >= FEWEST_TO_LEARN_FROM
            and (not shares.test or len(parts["test"]) >= FEWEST_TO_TEST)}


def link(labels, folder):
    """A folder for each part and class, of links to the pictures; for the training part also with the first few of each class."""
    for label, parts in labels.items():
        amounts = {f"train-{shots}": parts["train"][:shots] for shots in SHOTS} if parts["test"] else {}
        for part, drawings in {**parts, **amounts}.items():
            if drawings:
                own = folder / part / label
                own.mkdir(parents=True)
                for drawing in drawings:
                    (own / drawing.name).symlink_to(drawing.file.resolve())
