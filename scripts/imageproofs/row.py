"""Rows of the results, and the file they are in."""

from dataclasses import dataclass

from proofs.row import Rows


@dataclass(frozen=True)
class Key:
    """What was measured. `shots`: training pictures of each class, 0 for all; `source`: SHA-256 of the source model, empty
    where none took part; `pictures`: SHA-256 of what was learnt from and tested on.
    """

    condition: str
    shots: int
    seed: int
    source: str
    pictures: str


class Results(Rows):
    """The rows measured so far. Those of other pictures or another source model stay in the file and count for nothing."""

    def of(self, source, pictures):
        return [row for row in self._rows if row["source"] in (source, "") and row["pictures"] == pictures]
