"""Measures the times and confidences of words, beams of several widths, an hour of sound and other recognisers, each of which
becomes a section of docs/words.md.

Needs the models of scripts/quickstart and scripts/ladder, Debian's libflite1 and flac, and an hour of time.
"""

import argparse

from laboratory.pages import SectionPage, add_section_options, chosen_parts, put_section
from laboratory.programs import ADAPTED_MODEL, absolute
from laboratory.words import beam, confidence, hour, peers, times
from laboratory.words.drawings import Drawings
from laboratory.words.models import DOMAIN_LM, Models

HEAD = """# Words: times, confidence, beams, long recordings, peers

Written by `scripts/lab words`; do not edit. One part alone: `scripts/lab words PART`.
The adapted model is that of `scripts/quickstart`, the language model of the domain that of `scripts/ladder`, where nothing
else is said.
"""
PARTS = {"times": times, "confidence": confidence, "beam": beam, "hour": hour, "peers": peers}


def options(arguments):
    parser = argparse.ArgumentParser(prog="scripts/lab words", description=__doc__)
    parser.add_argument("-m", "--model", type=absolute, default=ADAPTED_MODEL)
    parser.add_argument("--lm", type=absolute, default=DOMAIN_LM)
    parser.add_argument("--charts", action="store_true", help="draw the charts from results/words.json, and measure nothing")
    add_section_options(parser, PARTS)
    given = parser.parse_args(arguments)
    given.parts = chosen_parts(parser, given.parts, PARTS)
    return given


def main(arguments):
    given = options(arguments)
    drawings = Drawings(given.out)
    if given.charts:
        drawings.draw()
        return
    page = SectionPage(given.out / "words.md", HEAD, [part.TITLE for part in PARTS.values()])
    for name in given.parts:
        put_section(page, PARTS[name], given.note, Models(given.model, given.lm), drawings)
