"""Measures what transfer pays on pictures: pretrains the zoo's ResNet-50 on emoji by four hands and adapts it to classes it
never saw, by hands it never saw, with 5, 20 and all pictures of each class, beside training from scratch.

Fills docs/results/proof-images.json and writes docs/proof-images.md of it. Rows that are there for this source model and these
pictures are skipped and a stopped training goes on, so after a stop just start it again. Needs what scripts/corpora/pictures.sh
leaves, a built Attune, python3-pil and python3-numpy.
"""

import argparse
import os
from pathlib import Path

from laboratory.imageproofs import page
from laboratory.imageproofs.context import Context
from laboratory.imageproofs.legs import Legs
from laboratory.programs import PROJECT, WORK, needed
from laboratory.rows import Rows
from laboratory.tasks import add_options, left, work_off


def options(arguments):
    parser = argparse.ArgumentParser(prog="scripts/lab proof-images", description=__doc__)
    add_options(parser, "pretraining, output, all, scratch")
    parser.add_argument("--trial", action="store_true",
                        help="a minute or two: everything once, on a few pictures of three classes; writes into the work"
                             " folder alone")
    return parser.parse_args(arguments)


def main(arguments):
    given = options(arguments)
    # Relative to the project: models tell how they were made, and where the project lies is nobody's business.
    os.chdir(PROJECT)
    context = Context(Path(os.path.relpath(WORK)), given.trial)
    needed(context.pictures / "counts.json", remedy="fetch the pictures with scripts/corpora/pictures.sh")
    docs = context.work / "docs" if given.trial else PROJECT / "docs"
    rows, legs = Rows(given.results or docs / "results" / "proof-images.json"), Legs(context)
    if work_off(given, lambda: left(legs.tasks(), given.only, rows, "condition"), rows):
        counted = rows.of(source=(context.source_sha256(), ""), pictures=(legs.pictures,))
        page.write(counted, context, rows.path.parent.parent)
