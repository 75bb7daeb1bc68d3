"""Measurements to make, and the options and order of work that experiments share."""

import argparse
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from laboratory.programs import absolute, say
from laboratory.rows import Rows


@dataclass(frozen=True)
class Task:
    """Measures the rows of `keys`; may need files that another script makes."""

    name: str
    keys: tuple
    run: Callable[[Any], None]
    needs: tuple[Path, ...] = ()

    def missing(self) -> list[Path]:
        return [path for path in self.needs if not path.exists()]


def add_options(parser: argparse.ArgumentParser, kinds: str) -> None:
    parser.add_argument("--only", metavar="NAME,…", help=kinds)
    parser.add_argument("--plan", action="store_true", help="print what is left to do, and do nothing")
    parser.add_argument("--page", action="store_true", help="only write the page and its charts, from the rows")
    parser.add_argument("--results", type=absolute, metavar="FILE", help="the file of rows; the page goes near it")


def left(tasks: Iterable[Task], only: str | None, rows: Rows, kind: str) -> list[Task]:
    """The tasks still to be done; `only` names values of the keys' field `kind`."""
    tasks = list(tasks)
    known = dict.fromkeys(getattr(key, kind) for task in tasks for key in task.keys)
    wanted = set(only.split(",")) if only else set(known)
    if unknown := wanted - set(known):
        raise SystemExit(f"lab: --only: '{min(unknown)}' is not known; give some of {', '.join(known)}")
    return [task for task in tasks if not all(rows.has(key) for key in task.keys)
            and any(getattr(key, kind) in wanted for key in task.keys)]


def one_by_one(remaining: Callable[[], list[Task]]) -> Iterator[Task]:
    """Asks again after each task what is left, since a task's result may be part of the next ones' keys."""
    done: set[str] = set()
    while task := next((task for task in remaining() if task.name not in done), None):
        done.add(task.name)
        yield task


def measure(tasks: Iterable[Task], rows: Any) -> None:
    """Does one after the other, skipping those whose files are missing."""
    for task in tasks:
        if missing := task.missing():
            say(f"{task.name}: skipped, it needs {', '.join(map(str, missing))}; see scripts/models and scripts/corpora")
            continue
        say(task.name)
        started = time.monotonic()
        task.run(rows)
        say(f"{task.name}: took {(time.monotonic() - started) / 60:.1f} minutes")


def work_off(given: argparse.Namespace, remaining: Callable[[], list[Task]], rows: Any) -> bool:
    """Shows or does what is left, as the options say. Returns whether the page is to be written."""
    if given.plan:
        for task in remaining():
            say(task.name + "".join(f"  (needs {file})" for file in task.missing()[:1]))
    elif not given.page:
        measure(one_by_one(remaining), rows)
    return not given.plan
