"""Measures the gain from transfer for pictures: pretrains the zoo's ResNet-50 on emoji by four hands and adapts it to unseen
classes by unseen hands, with 5, 20 and all pictures per class, against training from scratch.

Fills docs/results/proof-images.json and writes docs/proof-images.md from it. Existing rows for this source model and these
pictures are skipped and an interrupted training is resumed, so after an interruption just start it again. Needs the pictures
that scripts/corpora/pictures.sh leaves, a built Attune, python3-pil and python3-numpy.
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
    return parser.parse_args(arguments)


def main(arguments):
    given = options(arguments)
    # Relative to the project: models record how they were made, and where the project lies is nobody's business.
    os.chdir(PROJECT)
    context = Context(Path(os.path.relpath(WORK)))
    needed(context.pictures / "counts.json", remedy="fetch the pictures with scripts/corpora/pictures.sh")
    rows, legs = Rows(given.results or PROJECT / "docs" / "results" / "proof-images.json"), Legs(context)
    if work_off(given, lambda: left(legs.tasks(), given.only, rows, "condition"), rows):
        counted = rows.of(source=(context.source_sha256(), ""), pictures=(context.sha256,))
        page.write(counted, context, rows.path.parent.parent)
