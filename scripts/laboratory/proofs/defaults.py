"""Whether `attune adapt`, given nothing but the speech, chooses as well as a sweep on the same speech."""

from pathlib import Path

from laboratory.programs import attune, attune_json, outcome
from laboratory.proofs.context import BY_DEFAULT
from laboratory.tasks import Task

EXPERIMENT = "defaults"
WAYS = ("last:2", "all", "two-stage")


def task(name, training, minutes, seed, test, rate, speech, out, needs=()):
    """Adapts with only the options of `training`, and compares with the winner of a sweep over all ways, each with its
    `rate`. `speech` gives the training and test speech.
    """
    row = training.context.key(EXPERIMENT, BY_DEFAULT, minutes, seed, test)

    def run(results):
        part = speech()
        bundle = out / "adapted.attune"
        if not bundle.exists():
            attune("adapt", "-m", training.model, "--train", part.train, "--dev", part.dev, "-o", out, "--overwrite",
                   "--seed", seed, "--no-lm", *training.options)
        condition, winner = training.winner({way: rate(way) for way in WAYS}, part, seed)
        _, measured = attune_json("evaluate", "-m", Path(winner["bestRun"], "adapted.attune"), "-m", bundle,
                                  "--test", part.test, "--greedy")
        results.add(row, measured | outcome(out), winner=condition, againstWinner=measured["againstFirst"])

    return Task(f"defaults: {name}, seed {seed}", (row,), run, needs)
