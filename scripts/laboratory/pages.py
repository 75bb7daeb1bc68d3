"""Markdown: tables, the numbers in them, and pages made of sections."""

import re
from argparse import ArgumentParser, Namespace
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
    """A page of parts, with a blank line between them."""
    write_text(file, "\n\n".join(parts) + "\n")


def put_section(file: Path, head: str, titles: Iterable[str], title: str, text: str) -> None:
    """Replaces one section of a page that has a section for each measurement, below the head and in the order of the
    titles.
    """
    _, *parts = re.split(r"^## (.*)\n", file.read_text() if file.exists() else "", flags=re.MULTILINE)
    sections = {**dict(zip(parts[::2], parts[1::2], strict=True)), title: text}
    write_text(file, head + "".join(f"\n## {name}\n\n{sections[name].strip()}\n" for name in titles if name in sections))


def add_section_options(parser: ArgumentParser, parts: Iterable[str], more: Iterable[str] = ()) -> None:
    """Options of a command that measures the sections of a page: all of `parts` if none is named, `more` only by name."""
    parser.add_argument("--out", type=absolute, default=PROJECT / "docs", help="the page's folder")
    parser.add_argument("--note", default="", help="text below the measured sections, such as which model it was")
    parser.add_argument("parts", nargs="*", choices=(*parts, *more), metavar="PART",
                        help=f"{', '.join((*parts, *more))}; default: {', '.join(parts)}")


def measure_sections(given: Namespace, name: str, head: str, parts: dict[str, Any], *arguments: object) -> None:
    """Has each named module, or all, measure its section; prints it and puts it on the page."""
    titles = [part.TITLE for part in parts.values()]
    for part in (parts[name] for name in given.parts or parts if name in parts):
        say(part.TITLE)
        section = f"{part.measure(*arguments).strip()}\n\n{given.note}"
        put_section(given.out / name, head, titles, part.TITLE, section)
        print(section)
