"""Takes the measurements asked for, each of which becomes a section of words.md."""

import argparse
import pathlib
import sys

from words import beam, confidence, hour, others, times
from words.page import Page
from words.programs import PROJECT, Models

HEAD = """# Words: times, confidence, beams, long recordings, peers

Written by `scripts/check-words`; do not edit. One part alone: `scripts/check-words PART`.
The adapted model is that of `scripts/quickstart`, the language model of the domain that of `scripts/ladder`, where nothing
else is said.
"""

PARTS = {"times": times, "confidence": confidence, "beam": beam, "hour": hour, "peers": others}


def main():
    parser = argparse.ArgumentParser(prog="check-words", description=__doc__)
    parser.add_argument("-m", "--model", type=pathlib.Path, default=PROJECT / "runs/quickstart/adapted.attune")
    parser.add_argument("--lm", type=pathlib.Path, default=PROJECT / "runs/ladder/domain.lm")
    parser.add_argument("--out", type=pathlib.Path, default=PROJECT / "docs")
    parser.add_argument("--note", default="", help="stands below the sections measured, such as which model it was")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    options = parser.parse_args()
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        parser.error(f"no part is called {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    parts = options.parts or list(PARTS)
    files = [options.model] if {"confidence", "beam", "hour"} & set(parts) else []
    files += [options.lm] if {"confidence", "beam"} & set(parts) else []
    for file in files:
        if not file.exists():
            sys.exit(f"check-words: {file}: no such file; run scripts/quickstart and scripts/ladder, or name yours")
    page = Page(options.out / "words.md", HEAD, [part.TITLE for part in PARTS.values()])
    for part in parts:
        print(f"== {part}", file=sys.stderr)
        section = PARTS[part].measure(Models(options.model, options.lm), page)
        page.put(PARTS[part].TITLE, f"{section.strip()}\n\n{options.note}")
        print(section)


main()
