"""The baseline that adaptation must beat: the source model's network trained from random weights on the same telephone prompts,
with the best of four learning rates (scripts/lab proof) and twice as many epochs. Then compares it with the adapted model of
scripts/quickstart on the test clips, both without a language model. Takes about a quarter of an hour.
"""

import argparse

from laboratory.programs import ADAPTED_MODEL, PROJECT, SOURCE_MODEL, attune_shown, needed
from laboratory.prompts import DEV, TEST, TRAIN

RUN = PROJECT / "runs" / "scratch"


def main(arguments):
    argparse.ArgumentParser(prog="scripts/lab from-scratch", description=__doc__).parse_args(arguments)
    needed(ADAPTED_MODEL, remedy="run scripts/quickstart first")
    attune_shown("sweep", "-m", SOURCE_MODEL, "--train", TRAIN, "--dev", DEV, "--try",
                 "scratch,epochs=80,learning-rate=0.002", "-o", RUN, "--overwrite", "--no-lm")
    attune_shown("evaluate", "-m", RUN / "adapted.attune", "-m", ADAPTED_MODEL, "--test", TEST, "--greedy")
