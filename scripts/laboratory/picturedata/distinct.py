"""Near copies: found by a difference hash of the grey picture, one bit for each pair of neighbours, set if it gets brighter."""

import numpy as np
from PIL import Image

GRID = 16
# Out of 2 x 256 bits. Six pairs of each band of distances were looked at: up to 20 all are one drawing with another detail (a
# clock's hands, a man and a woman on the same bicycle); from 28 to 40 most are (squares and circles in another colour, one
# giraffe flat and shaded), the rest are faces with another mouth; from 42 on hair, medals and clocks of other designs appear.
FARTHEST = 40


def fingerprint(file):
    """Bits along rows and along columns."""
    with Image.open(file) as picture:
        grey = picture.convert("L")
        rows = np.asarray(grey.resize((GRID + 1, GRID), Image.Resampling.LANCZOS), dtype=np.int16)
        columns = np.asarray(grey.resize((GRID, GRID + 1), Image.Resampling.LANCZOS), dtype=np.int16)
    return np.concatenate([(np.diff(rows, axis=1) > 0).ravel(), (np.diff(columns, axis=0) > 0).ravel()])


def distances(bits):
    """Hamming distances between all rows of an array of bits."""
    ones = bits.astype(np.float32)
    return np.rint(ones @ (1 - ones).T + (1 - ones) @ ones.T).astype(int)


def without_copies(drawings):
    """The first of every set of near copies of one label, with its group: drawings and a group for each. Groups that share
    a near copy become one.
    """
    bits = np.array([fingerprint(drawing.file) for drawing in drawings])
    close = distances(bits) <= FARTHEST
    joined = Groups()
    kept = []
    for index, drawing in enumerate(drawings):
        copies = [other for other in kept if close[index, other] and drawings[other].label == drawing.label]
        for other in copies:
            joined.join(drawings[other].group, drawing.group)
        if not copies:
            kept.append(index)
    return [(drawings[index], joined.of(drawings[index].group)) for index in kept]


class Groups:
    """Names declared to be the same (disjoint sets)."""

    def __init__(self):
        self._parents = {}

    def of(self, name):
        while (parent := self._parents.get(name, name)) != name:
            name = parent
        return name

    def join(self, one, other):
        first, second = sorted((self.of(one), self.of(other)))
        self._parents[second] = first
