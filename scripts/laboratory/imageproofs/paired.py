"""The gain in accuracy of one way over another, on the same pictures."""

from pathlib import PurePath

from laboratory.picturedata.classes import TARGET_HANDS
from laboratory.picturedata.clipart import SERIES
from laboratory.significance import ratio_of_sums


def subject(name):
    """What a picture shows: the same camel by three hands, or a series by one, does not count as three."""
    stem = PurePath(name).stem
    for hand in TARGET_HANDS:
        stem = stem.removeprefix(f"{hand}-")
    return SERIES.sub("", stem)


def right(rows, name):
    """The share of the seeds that got a picture right."""
    return sum(row["told"][name] == PurePath(name).parts[0] for row in rows) / len(rows)


def difference(rows, others):
    """Difference in accuracy with its 95 % interval. A subject is drawn with all its pictures and seeds."""
    gains = {}
    for name in sorted(rows[0]["told"]):
        gains.setdefault(subject(name), []).append(right(rows, name) - right(others, name))
    return ratio_of_sums(list(gains.values()))
