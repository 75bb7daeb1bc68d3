"""Takes the measurements asked for, each of which becomes a section of docs/import.md."""

import argparse
import pathlib
import sys

from imports import adapt, golden, lite, parity, speed
from imports.programs import PROJECT
from words.page import Page

HEAD = """# Imported DeepSpeech models

Written by `scripts/check-import`; do not edit. One part alone: `scripts/check-import PART`.
"""

PARTS = {"parity": parity, "lite": lite, "speed": speed, "adapt": adapt}


def main():
    parser = argparse.ArgumentParser(prog="check-import", description=__doc__)
    parser.add_argument("--out", type=pathlib.Path, default=PROJECT / "docs")
    parser.add_argument("--quick", action="store_true", help="less of everything, to see that it works")
    parser.add_argument("--note", default="", help="stands below the sections measured")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}, or golden")
    options = parser.parse_args()
    unknown = set(options.parts) - {*PARTS, "golden"}
    if unknown:
        parser.error(f"no part is called {', '.join(sorted(unknown))}; there are {', '.join(PARTS)} and golden")
    page = Page(options.out / "import.md", HEAD, [part.TITLE for part in PARTS.values()])
    for part in options.parts or PARTS:
        print(f"== {part}", file=sys.stderr)
        if part == "golden":
            golden.write()
            continue
        section = PARTS[part].measure(options.quick)
        page.put(PARTS[part].TITLE, f"{section.strip()}\n\n{options.note}")
        print(section)


main()
