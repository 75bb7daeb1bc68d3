"""Rows of the results, and the file they are in."""

import json
from dataclasses import dataclass

from speechdata.manifest import write_text


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


class Results:
    """The rows measured so far. Those of other pictures or another source model stay in the file and count for nothing."""

    def __init__(self, path):
        self._path = path
        self._rows = json.loads(path.read_text()) if path.exists() else []

    def has(self, key):
        return self.get(key) is not None

    def get(self, key):
        return next((row for row in self._rows if vars(key).items() <= row.items()), None)

    def of(self, source, pictures):
        return [row for row in self._rows if row["source"] in (source, "") and row["pictures"] == pictures]

    def add(self, key, **measured):
        self._rows = [row for row in self._rows if not vars(key).items() <= row.items()] + [{**vars(key), **measured}]
        self._path.parent.mkdir(parents=True, exist_ok=True)
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in self._rows)
        write_text(self._path, f"[\n{lines}\n]\n")
