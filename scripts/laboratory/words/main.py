"""Measures the times and confidences of words, beams of several widths, an hour of sound and other recognisers; each becomes a
section of docs/words.md.

Needs the models of scripts/quickstart and scripts/ladder, Debian's libflite1 and flac, and takes about an hour.
"""

import argparse

from laboratory.pages import add_section_options, measure_sections
from laboratory.programs import ADAPTED_MODEL, absolute
from laboratory.words import beam, confidence, hour, peers, times
from laboratory.words.drawings import Drawings
from laboratory.words.models import DOMAIN_LM, Models

HEAD = """# Words: times, confidence, beams, long recordings, peers

Written by `scripts/lab words`; do not edit. One part alone: `scripts/lab words PART`.
The adapted model is that of `scripts/quickstart`, the language model of the domain that of `scripts/ladder`.
"""
PARTS = {"times": times, "confidence": confidence, "beam": beam, "hour": hour, "peers": peers}


def options(arguments):
    parser = argparse.ArgumentParser(prog="scripts/lab words", description=__doc__)
    parser.add_argument("-m", "--model", type=absolute, default=ADAPTED_MODEL)
    parser.add_argument("--lm", type=absolute, default=DOMAIN_LM)
    parser.add_argument("--charts", action="store_true", help="only draw the charts, from results/words.json")
    add_section_options(parser, PARTS)
    return parser.parse_args(arguments)


def main(arguments):
    given = options(arguments)
    drawings = Drawings(given.out)
    if given.charts:
        drawings.draw()
    else:
        measure_sections(given, "words.md", HEAD, PARTS, Models(given.model, given.lm), drawings)
