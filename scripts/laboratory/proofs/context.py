"""What all experiments share: the source model, folders, and how a condition is trained."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from laboratory.programs import attune_json, evaluated, outcome
from laboratory.proofs.results import GREEDY, Key, Results
from laboratory.speechdata.manifest import sha256_file
from laboratory.tasks import Task

SCRATCH = "scratch"
BY_DEFAULT = "attune adapt"  # given nothing but the speech
# What `attune sweep --try` takes, by its name in the results.
SCOPES = {"output": "output", "new": "new,keep-until={below},insert=bilstm:128", "last:2": "last:2", "all": "all",
          "two-stage": "two-stage", SCRATCH: SCRATCH}
# Every condition, including scratch, is trained with each of these, and dev chooses; while the highest or the lowest is the
# best, twice or half of that is tried too, within bounds.
LEARNING_RATES = (0.0005, 0.001, 0.002)
LOWEST_LEARNING_RATE, HIGHEST_LEARNING_RATE = 0.000125, 0.016
# The same for all, however much speech there is.
AUGMENT = "mask"
# Epochs are a bound: all stop early by the same rule. Scratch, which starts from further away, gets twice as many.
SCRATCH_EPOCHS = 2
EPOCHS, MOST_EPOCHS, ENOUGH_CLIPS = 12, 100, 1000


@dataclass(frozen=True)
class Budget:
    """The training budget, the same for all conditions of an experiment."""

    epochs: int
    batch_size: int
    patience: int

    def options(self):
        return ("--batch-size", self.batch_size, "--patience", self.patience, "--augment", AUGMENT, "--no-blend")


def usual_budget(minutes, clips=ENOUGH_CLIPS):
    """What `attune adapt` chooses for N minutes and clips: the same number of steps for little speech as for much."""
    enough = min(1, minutes / 60, clips / ENOUGH_CLIPS)
    epochs = round(min(MOST_EPOCHS, EPOCHS / enough))
    return Budget(epochs, batch_size=8, patience=epochs // 4) if enough < 1 else Budget(EPOCHS, batch_size=16, patience=4)


def epochs(condition, budget):
    return budget.epochs * (SCRATCH_EPOCHS if condition == SCRATCH else 1)


def score(dev):
    """Lower is better: WER, with CER where WER is equal or nearly all words are wrong, as Attune chooses epochs."""
    return min(dev["wer"], 0.9) + 0.01 * dev["cer"]


def next_rate(scores):
    """The next rate to try, if the best so far is the highest or lowest."""
    best = min(scores, key=scores.get)
    if best == max(scores) and best < HIGHEST_LEARNING_RATE:
        return 2 * best
    if best == min(scores) and best > LOWEST_LEARNING_RATE:
        return best / 2
    return None


@dataclass(frozen=True)
class Context:
    work: Path
    model: Path
    results: Results

    @cached_property
    def source(self):
        return sha256_file(self.model)

    @cached_property
    def below_output(self):
        """The layer up to which `new` keeps the source: the last but one, so that the new layer takes the last one's place."""
        return attune_json("inspect", self.model)["layers"]["rows"][-3]["name"]

    def folder(self, *names):
        """A folder for runs that start from this source model."""
        return self.work.joinpath("proof", self.source[:12], *names)

    def key(self, experiment, condition, minutes, seed, test, decoding=GREEDY):
        return Key(experiment, condition, minutes, seed, test, decoding, self.source)

    def what(self, condition, rate, budget):
        """The text of a try."""
        scope = SCOPES[condition].format(below=self.below_output)
        return f"{scope},learning-rate={rate:g},epochs={epochs(condition, budget)}"

    def rate_of(self, key):
        """The learning rate of an existing row."""
        row = self.results.get(key)
        return row and float(re.search(r"learning-rate=([\d.e-]+)", row["settings"]["try"])[1])


@dataclass(frozen=True)
class Trained:
    """A model: its bundle and, for a finished run, the cost and settings of its training."""

    bundle: Path
    outcome: dict = field(default_factory=dict)
    settings: dict = field(default_factory=dict)


def scored(name, tests, make, needs=()):
    """Tests the model that `make` gives on all of `tests`: manifests by the keys of their rows."""
    def run(results):
        made = make()
        for key, test in tests.items():
            results.add(key, evaluated(made.bundle, test, "--greedy") | made.outcome, **made.settings)

    return Task(name, tuple(tests), run, needs)


@dataclass(frozen=True)
class Training:
    """The conditions of one experiment on one corpus: trains them, and finds the best learning rate for each."""

    context: Context
    folder: Path
    model: Path
    budget: Budget
    options: tuple = ()

    def run(self, condition, speech, seed, rate):
        row, = self._ranking([(condition, rate)], speech, seed)["rows"]
        run = Path(row["bestRun"])
        settings = {"try": row["name"], "batchSize": self.budget.batch_size, "patience": self.budget.patience,
                    "devWer": row["dev"]["wer"], "trainedParameters": row["trainedParameters"],
                    "options": list(self.options)}
        return Trained(run / "adapted.attune", outcome(run), settings)

    def rate(self, condition, speech, seed):
        """Chosen on dev. A sweep's folder keeps the runs, so a second call trains nothing."""
        rates = list(LEARNING_RATES)
        while True:
            rows = self._ranking([(condition, rate) for rate in rates], speech, seed)["rows"]
            scores = {rate: score(row["dev"]) for rate, row in zip(rates, rows, strict=True)}
            if (another := next_rate(scores)) is None:
                return min(scores, key=scores.get)
            rates.append(another)

    def winner(self, rates, speech, seed):
        """The condition that a sweep over these and their learning rates chooses, and its row: the cheapest that is not
        significantly worse on dev than the best.
        """
        ranked = self._ranking(rates.items(), speech, seed)
        return list(rates)[ranked["chosen"]], ranked["rows"][ranked["chosen"]]

    def _ranking(self, conditions, speech, seed):
        """Ranks conditions and their learning rates on dev, in a sweep's folder, which may already hold others; trains those
        that are missing.
        """
        folder = self.folder / speech.train.stem
        self.folder.mkdir(parents=True, exist_ok=True)
        going_on = ["--resume"] if (folder / "plan.json").exists() else []
        tries = (self.context.what(condition, rate, self.budget) for condition, rate in conditions)
        return attune_json("sweep", "-m", self.model, "--train", speech.train, "--dev", speech.dev, "-o", folder,
                           *(word for what in tries for word in ("--try", what)), "--seeds", seed, "--no-lm",
                           *going_on, *self.budget.options(), *self.options)
