"""Rows of the results, and the file they are in."""

import json
from dataclasses import dataclass

from speechdata.manifest import write_text

GREEDY, LANGUAGE_MODEL = "greedy", "language model"


@dataclass(frozen=True)
class Key:
    """What was measured. `minutes` of speech to learn from and `seed` are 0 where nothing was trained; `source` is the
    SHA-256 of the source model, or empty where none took part.
    """

    experiment: str
    condition: str
    minutes: float
    seed: int
    test: str
    decoding: str
    source: str

    @staticmethod
    def of(row):
        return Key(*(row[name] for name in Key.__dataclass_fields__))


class Results:
    """The rows measured so far. Those of another source model stay in the file and count for nothing."""

    def __init__(self, path):
        self._path = path
        self._rows = json.loads(path.read_text()) if path.exists() else []

    def has(self, key):
        return self.get(key) is not None

    def get(self, key):
        return next((row for row in self._rows if Key.of(row) == key), None)

    def of(self, source):
        return [row for row in self._rows if row["source"] in (source, "")]

    def others(self, source):
        return len(self._rows) - len(self.of(source))

    def add(self, key, measured, **settings):
        """`measured`: a row of `attune evaluate`, and what training took, where something was trained."""
        row = {**vars(key), **{name: measured[name] for name in ("wer", "werLow", "werHigh", "cer", "words")},
               **{name: measured.get(name) for name in ("steps", "stepsToBest", "seconds")}, "settings": settings}
        self._rows = [other for other in self._rows if Key.of(other) != key] + [row]
        self._path.parent.mkdir(parents=True, exist_ok=True)
        lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in self._rows)
        write_text(self._path, f"[\n{lines}\n]\n")
