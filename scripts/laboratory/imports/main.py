"""Checks `attune import deepspeech` against TensorFlow 1.15 and DeepSpeech's own client, measures the full-size network against
that client and adapts it. Each part becomes a section of docs/import.md.

golden writes the small files that the tests compare with. Needs Maven, npm, Debian's flac, 3 GB of disk for .work/import, 8 GiB
of memory, and about half an hour on two cores; fetches 145 MB with Maven and 44 MB with npm. Nothing else should run
while speed and adapt are measured.
"""

import argparse

from laboratory.imports import adapt, golden, lite, parity, speed
from laboratory.pages import add_section_options, measure_sections

HEAD = """# Imported DeepSpeech models

Written by `scripts/lab import`; do not edit. One part alone: `scripts/lab import PART`.
"""
PARTS = {"parity": parity, "lite": lite, "speed": speed, "adapt": adapt}
GOLDEN = "golden"


def options(arguments):
    parser = argparse.ArgumentParser(prog="scripts/lab import", description=__doc__)
    add_section_options(parser, PARTS, (GOLDEN,))
    return parser.parse_args(arguments)


def main(arguments):
    given = options(arguments)
    if GOLDEN in given.parts:
        golden.write()
    if given.parts != [GOLDEN]:
        measure_sections(given, "import.md", HEAD, PARTS)
