"""Whether `attune adapt`, told nothing but the speech, picks as well as a sweep does on the same speech."""

from pathlib import Path

from laboratory.programs import attune, attune_json, outcome
from laboratory.proofs.context import BY_DEFAULT, EVALUATION_MINUTES
from laboratory.tasks import Task

EXPERIMENT = "defaults"
WAYS = ("last:2", "all", "two-stage")


def key(context, minutes, seed, test):
    return context.key(EXPERIMENT, BY_DEFAULT, minutes, seed, test)


def task(name, row, training, rate, speech, out, trained=(), needs=()):
    """Adapts with the options of `training` alone, and compares with the winner of a sweep over all ways, each with its
    `rate`, of which other tasks make those that are `trained`. `speech` gives what to learn from and to be tested on.
    """
    context = training.context

    def run(results):
        part = speech()
        bundle = out / "adapted.attune"
        if not bundle.exists():
            attune("adapt", "-m", training.model, "--train", part.train, "--dev", part.dev, "-o", out, "--overwrite",
                   "--seed", row.seed, "--no-lm", *training.options)
        condition, winner = training.winner({way: rate(way) for way in WAYS}, part, (row.seed,))
        _, measured = attune_json("evaluate", "-m", Path(winner["bestRun"], "adapted.attune"), "-m", bundle,
                                  "--test", part.test, "--greedy")
        results.add(row, measured | outcome(out), winner=condition, againstWinner=measured["againstFirst"])

    own = ("all", *(way for way in WAYS if way not in trained))
    minutes = sum(context.training_minutes(way, row.minutes, training.budget) for way in own) + 2 * EVALUATION_MINUTES
    return Task(f"defaults: {name}, seed {row.seed}", (row,), minutes, run, needs)
