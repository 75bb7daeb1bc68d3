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


class Rows:
    """A file of rows, each with the fields of a key; a key has one row at most."""

    def __init__(self, path):
        self._path = path
        self._rows = json.loads(path.read_text()) if path.exists() else []

    def has(self, key):
        return self.get(key) is not None

    def get(self, key):
        return next((row for row in self._rows if _is_of(row, key)), None)

    def put(self, key, **measured):
        self._rows = [row for row in self._rows if not _is_of(row, key)] + [{**vars(key), **measured}]
        self._path.parent.mkdir(parents=True, exist_ok=True)
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in self._rows)
        write_text(self._path, f"[\n{lines}\n]\n")


def _is_of(row, key):
    return vars(key).items() <= row.items()


class Results(Rows):
    """The rows measured so far. Those of another source model stay in the file and count for nothing."""

    def of(self, source):
        return [row for row in self._rows if row["source"] in (source, "")]

    def others(self, source):
        return len(self._rows) - len(self.of(source))

    def add(self, key, measured, **settings):
        """`measured`: a row of `attune evaluate`, and what training took, where something was trained."""
        self.put(key, **{name: measured[name] for name in ("wer", "werLow", "werHigh", "cer", "words")},
                 **{name: measured.get(name) for name in ("steps", "stepsToBest", "seconds")}, settings=settings)
