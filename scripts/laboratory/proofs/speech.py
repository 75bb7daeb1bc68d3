"""Training and test speech: parts of corpora, chosen by checksum, so that they do not depend on the order of files."""

from dataclasses import dataclass
from pathlib import Path

from laboratory.speechdata.manifest import absolute_lines, read_lines, sha256_text, write_lines

FOLDS = 5
FEWEST_WORDS = 3  # shorter prompts, digits and letters are always training clips, as in the corpus's own split
LONGEST_CLUSTER_SECONDS = 40
DEV_SECONDS = 130


@dataclass(frozen=True)
class Speech:
    """Manifests."""

    train: Path
    dev: Path
    test: Path


def seconds(records):
    return sum(record["duration"] for record in records)


def first(records, wanted_seconds):
    """The first records that make up the wanted time."""
    chosen, total = [], 0.0
    for record in records:
        if total < wanted_seconds:
            chosen.append(record)
            total += record["duration"]
    return chosen


def part(manifest, minutes, target):
    """The first clips in order of their checksums that make up N minutes; larger parts contain smaller ones."""
    # The checksum is of the path in the corpus, not of the absolute one: every checkout has the same parts.
    checksums = [sha256_text(record["audio_filepath"]) for record in read_lines(manifest)]
    ordered = sorted(zip(checksums, absolute_lines(manifest)), key=lambda pair: pair[0])
    write_lines(target, first((record for _, record in ordered), 60 * minutes))
    return target


def folds(corpus, folder):
    """Five splits of a corpus by its clusters; the test parts do not overlap and are about equally long."""
    clips = [record for split in ("train", "dev", "test") for record in absolute_lines(corpus / f"{split}.jsonl")]
    clusters = {}
    for record in clips:
        clusters.setdefault(record["cluster"], []).append(record)
    tested = {name: members for name, members in clusters.items()
              if seconds(members) <= LONGEST_CLUSTER_SECONDS and all(is_sentence(record) for record in members)}
    parts = [[] for _ in range(FOLDS)]
    for name in sorted(tested, key=lambda name: (-seconds(tested[name]), sha256_text(name))):
        min(parts, key=lambda names: sum(seconds(tested[other]) for other in names)).append(name)
    return [fold(clips, tested, parts[number], folder / str(number + 1)) for number in range(FOLDS)]


def is_sentence(record):
    return record["category"] == "prompt" and len(record["text"].split()) >= FEWEST_WORDS


def fold(clips, tested, test, folder):
    dev = []
    for name in sorted(set(tested) - set(test), key=sha256_text):
        if sum(seconds(tested[other]) for other in dev) < DEV_SECONDS:
            dev.append(name)
    write_lines(folder / "test.jsonl", [record for record in clips if record["cluster"] in test])
    write_lines(folder / "dev.jsonl", [record for record in clips if record["cluster"] in dev])
    write_lines(folder / "train.jsonl", [record for record in clips if record["cluster"] not in {*test, *dev}])
    return Speech(folder / "train.jsonl", folder / "dev.jsonl", folder / "test.jsonl")
