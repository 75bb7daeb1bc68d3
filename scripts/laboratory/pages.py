"""Markdown: tables, numbers as they stand in them, and pages made of sections."""

import re
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from laboratory.programs import PROJECT, absolute, say
from laboratory.speechdata.manifest import write_text


def table(head: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    head = list(head)
    lines: list[Iterable[object]] = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def error_rate(row: dict) -> str:
    """The word error rate of a row of `attune evaluate`, with its interval."""
    return f"{percent(row['wer'])} ({100 * row['werLow']:.1f} to {100 * row['werHigh']:.1f})"


def write(file: Path, parts: Iterable[str]) -> None:
    """A page of parts, with a line between them."""
    file.parent.mkdir(parents=True, exist_ok=True)
    write_text(file, "\n\n".join(parts) + "\n")


class SectionPage:
    """A page with a section for each measurement, of which a run replaces those that it took."""

    def __init__(self, file: Path, head: str, titles: Iterable[str]):
        """`titles` in the order of the page."""
        self._file, self._head, self._titles = file, head, list(titles)

    def put(self, title: str, text: str) -> None:
        sections = {**self._sections(), title: text.strip()}
        self._file.parent.mkdir(parents=True, exist_ok=True)
        write_text(self._file, self._head + "".join(
            f"\n## {name}\n\n{sections[name]}\n" for name in self._titles if name in sections))

    def _sections(self) -> dict[str, str]:
        if not self._file.exists():
            return {}
        _, *parts = re.split(r"^## (.*)\n", self._file.read_text(), flags=re.MULTILINE)
        return {title: body.strip() for title, body in zip(parts[::2], parts[1::2], strict=True)}


def add_section_options(parser: ArgumentParser, parts: Iterable[str], more: Iterable[str] = ()) -> None:
    """Options of a command that measures the sections of a page; `more` are parts that are only done when they are named."""
    parser.add_argument("--out", type=absolute, default=PROJECT / "docs", help="the page's folder")
    parser.add_argument("--note", default="", help="stands below the sections measured, such as which model it was")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join((*parts, *more))}; default: {', '.join(parts)}")


def chosen_parts(parser: ArgumentParser, given: list[str], parts: Iterable[str], more: Iterable[str] = ()) -> list[str]:
    """The parts that were named, or all that are done by default."""
    known = [*parts, *more]
    if unknown := set(given) - set(known):
        parser.error(f"no part is called {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    return given or list(parts)


def put_section(page: SectionPage, part: Any, note: str, *arguments: object) -> None:
    """Has a module measure its section, prints it and puts it on the page."""
    say(part.TITLE)
    section = f"{part.measure(*arguments).strip()}\n\n{note}"
    page.put(part.TITLE, section)
    print(section)
