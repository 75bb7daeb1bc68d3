"""Rows of results and their JSON file: a list of objects, one per line. The fields of a dataclass are a row's key, and a file
has at most one row for each.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from laboratory.speechdata.manifest import write_text

Row = dict[str, Any]


class Rows:
    """The rows of a file, which is rewritten with each row; without a file, they are kept in memory only."""

    def __init__(self, path: Path | None):
        self.path = path
        self._rows: list[Row] = json.loads(path.read_text()) if path and path.exists() else []

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, key: Any) -> Row | None:
        return next((row for row in self._rows if _is_of(row, key)), None)

    def has(self, key: Any) -> bool:
        return self.get(key) is not None

    def of(self, **allowed: tuple) -> list[Row]:
        """The rows whose fields have one of the allowed values."""
        return [row for row in self._rows if all(row[name] in values for name, values in allowed.items())]

    def put(self, key: Any, **measured: Any) -> None:
        """Replaces the row of the key."""
        self.keep([row for row in self._rows if not _is_of(row, key)] + [{**vars(key), **measured}])

    def keep(self, rows: Iterable[Row]) -> None:
        """These rows and no others."""
        self._rows = list(rows)
        if self.path:
            lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in self._rows)
            write_text(self.path, f"[\n{lines}\n]\n")


def _is_of(row: Row, key: Any) -> bool:
    return vars(key).items() <= row.items()


def grouped(rows: Iterable[Row], *names: str) -> dict[tuple, list[Row]]:
    """Rows by their values of some fields, in order of first appearance."""
    groups: dict[tuple, list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row[name] for name in names), []).append(row)
    return groups


def mean(rows: Iterable[Row], name: str) -> float | None:
    """Mean over the rows that have the number."""
    values = [row[name] for row in rows if row[name] is not None]
    return sum(values) / len(values) if values else None
