"""Checks `attune import deepspeech` against TensorFlow 1.15 and DeepSpeech's own client, measures the full-size network beside
that client and adapts it. Each part becomes a section of docs/import.md.

golden writes the small files that the tests compare with. Needs Maven, npm, Debian's flac, 3 GB of disk for .work/import, 8 GiB
of memory, and about half an hour on two cores; fetches 145 MB by Maven and 44 MB by npm. Nothing else should be running
meanwhile where speed and adapt are measured.
"""

import argparse

from laboratory.imports import adapt, golden, lite, parity, speed
from laboratory.pages import SectionPage, add_section_options, chosen_parts, put_section

HEAD = """# Imported DeepSpeech models

Written by `scripts/lab import`; do not edit. One part alone: `scripts/lab import PART`.
"""
PARTS = {"parity": parity, "lite": lite, "speed": speed, "adapt": adapt}
GOLDEN = "golden"


def options(arguments):
    parser = argparse.ArgumentParser(prog="scripts/lab import", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="less of everything, to see that it works")
    add_section_options(parser, PARTS, (GOLDEN,))
    given = parser.parse_args(arguments)
    given.parts = chosen_parts(parser, given.parts, PARTS, (GOLDEN,))
    return given


def main(arguments):
    given = options(arguments)
    page = SectionPage(given.out / "import.md", HEAD, [part.TITLE for part in PARTS.values()])
    for name in given.parts:
        if name == GOLDEN:
            golden.write()
        else:
            put_section(page, PARTS[name], given.note, given.quick)
