"""What all experiments share: the source model, folders, and how a condition is trained."""

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from laboratory.programs import attune_json, evaluated, outcome
from laboratory.proofs.results import GREEDY, Key, Results
from laboratory.speechdata.manifest import sha256_file, write_record
from laboratory.tasks import Task

SCRATCH = "scratch"
BY_DEFAULT = "attune adapt"  # told nothing but the speech
# What is tried, by the name it has in the results: what `attune sweep --try` takes.
SCOPES = {"output": "output", "new": "new,keep-until={below},insert=bilstm:128", "last:2": "last:2", "all": "all",
          "two-stage": "two-stage", SCRATCH: SCRATCH}
# Time of an epoch, as a share of one that trains everything.
COST = {"output": 0.1, "new": 0.25, "last:2": 0.45, "all": 1.0, "two-stage": 1.0, SCRATCH: 1.0}
# Every condition, scratch like the others, is trained with each of these, and dev chooses; while the highest or the lowest
# is the best, twice or half of that is tried too, within bounds.
LEARNING_RATES = (0.0005, 0.001, 0.002)
LOWEST_LEARNING_RATE, HIGHEST_LEARNING_RATE = 0.000125, 0.016
# The same for all, however much speech there is.
AUGMENT = "mask"
# Epochs are a bound: all stop early by the same rule. Scratch, which starts from further away, gets twice as many.
SCRATCH_EPOCHS = 2
# Measured on two quiet cores: training everything in a network with OF_PARAMETERS parameters.
EPOCH_SECONDS_PER_MINUTE, OF_PARAMETERS = 0.67, 6.4e6
EVALUATION_MINUTES = 0.4
EPOCHS, MOST_EPOCHS, ENOUGH_CLIPS = 12, 100, 1000


@dataclass(frozen=True)
class Budget:
    """How long a condition may train, the same for all conditions of an experiment."""

    epochs: int
    batch_size: int
    patience: int

    def options(self):
        return ("--batch-size", self.batch_size, "--patience", self.patience, "--augment", AUGMENT)


def usual_budget(minutes, clips=ENOUGH_CLIPS):
    """What `attune adapt` chooses for N minutes and clips: the same number of steps for little speech as for much."""
    enough = min(1, minutes / 60, clips / ENOUGH_CLIPS)
    epochs = round(min(MOST_EPOCHS, EPOCHS / enough))
    return Budget(epochs, batch_size=8, patience=epochs // 4) if enough < 1 else Budget(EPOCHS, batch_size=16, patience=4)


@dataclass(frozen=True)
class Context:
    work: Path
    model: Path
    results: Results
    trial_epochs: int | None

    @cached_property
    def source(self):
        return sha256_file(self.model)

    @cached_property
    def _layers(self):
        return attune_json("inspect", self.model)["layers"]

    @property
    def parameters(self):
        return self._layers["parameters"]

    @property
    def below_output(self):
        """The layer that `new` keeps the source up to: the last but one, so that the new one takes the last one's place."""
        return self._layers["rows"][-3]["name"]

    def folder(self, *names):
        """Where runs that start from this source model are."""
        trial = "-trial" if self.trial_epochs else ""
        return self.work.joinpath("proof", self.source[:12] + trial, *names)

    def key(self, experiment, condition, minutes, seed, test, decoding=GREEDY):
        return Key(experiment, condition, minutes, seed, test, decoding, self.source)

    def next_rate(self, scores):
        """What to try after these, if the best of them is the last on its side."""
        best = min(scores, key=scores.get)
        if self.trial_epochs:
            return None
        if best == max(scores) and best < HIGHEST_LEARNING_RATE:
            return 2 * best
        if best == min(scores) and best > LOWEST_LEARNING_RATE:
            return best / 2
        return None

    def epochs(self, condition, budget):
        return self.trial_epochs or budget.epochs * (SCRATCH_EPOCHS if condition == SCRATCH else 1)

    def what(self, condition, rate, budget):
        """The text of a try."""
        scope = SCOPES[condition].format(below=self.below_output)
        return f"{scope},learning-rate={rate:g},epochs={self.epochs(condition, budget)}"

    def rate_of(self, key):
        """The learning rate of a row that is there, whoever measured it."""
        row = self.results.get(key)
        return row and float(re.search(r"learning-rate=([\d.e-]+)", row["settings"]["try"])[1])

    def training_minutes(self, condition, speech_minutes, budget):
        """An estimate: a run that is not cut short."""
        seconds = EPOCH_SECONDS_PER_MINUTE * speech_minutes * self.epochs(condition, budget) * COST[condition]
        return 0.5 + seconds * max(1, self.parameters / OF_PARAMETERS) / 60


@dataclass(frozen=True)
class Trained:
    """A model: its bundle and, of a finished run, what training took, and with what settings."""

    bundle: Path
    outcome: dict = field(default_factory=dict)
    settings: dict = field(default_factory=dict)


def scored(name, tests, make, minutes=0, needs=()):
    """Tests the model that `make` gives, in `minutes`, on all of `tests`: manifests by the keys of their rows."""
    def run(results):
        made = make()
        for key, test in tests.items():
            results.add(key, evaluated(made.bundle, test, "--greedy") | made.outcome, **made.settings)

    return Task(name, tuple(tests), minutes + len(tests) * EVALUATION_MINUTES, run, needs)


@dataclass(frozen=True)
class Training:
    """The conditions of one experiment on one corpus: trains them, and finds out which learning rate suits each."""

    context: Context
    folder: Path
    model: Path
    budget: Budget
    options: tuple = ()

    def run(self, condition, speech, seed, rate):
        row = self._sweep(condition, speech, rate, seed)
        run = Path(row["bestRun"])
        settings = {"try": row["name"], "batchSize": self.budget.batch_size, "patience": self.budget.patience,
                    "devWer": row["dev"]["wer"], "trainedParameters": row["trainedParameters"],
                    "options": list(self.options)}
        return Trained(run / "adapted.attune", outcome(run), settings)

    def rate(self, condition, speech, seed):
        """Chosen by dev once, and written down: other seeds and amounts of speech use it too."""
        chosen = self.folder / f"rate-{condition.replace(':', '-')}.json"
        if not chosen.exists():
            rates = LEARNING_RATES[:1] if self.context.trial_epochs else LEARNING_RATES
            scores = {rate: self._score(condition, speech, rate, seed) for rate in rates}
            while (rate := self.context.next_rate(scores)) is not None:
                scores[rate] = self._score(condition, speech, rate, seed)
            write_record(chosen, {"rate": min(scores, key=scores.get), "devScores": scores})
        return json.loads(chosen.read_text())["rate"]

    def winner(self, rates, speech, seeds):
        """The condition that a sweep over these and their learning rates chooses, and its row: the cheapest that is not
        significantly worse on dev than the best.
        """
        tries = [self.context.what(condition, rate, self.budget) for condition, rate in rates.items()]
        ranked = self._ranking(tries, speech, seeds)
        return list(rates)[ranked["chosen"]], ranked["rows"][ranked["chosen"]]

    def _score(self, condition, speech, rate, seed):
        """Lower is better: words, and characters where words are equal or nearly all wrong, as Attune chooses epochs."""
        dev = self._sweep(condition, speech, rate, seed)["dev"]
        return min(dev["wer"], 0.9) + 0.01 * dev["cer"]

    def _sweep(self, condition, speech, rate, seed):
        """One run of a sweep whose folder may hold others already. Gives its row: dev error rates and the run's folder."""
        row, = self._ranking([self.context.what(condition, rate, self.budget)], speech, [seed])["rows"]
        return row

    def _ranking(self, tries, speech, seeds):
        """Runs in a sweep's folder, ranked on dev; those that are not there yet are trained."""
        folder = self.folder / speech.train.stem
        self.folder.mkdir(parents=True, exist_ok=True)
        going_on = ["--resume"] if (folder / "plan.json").exists() else []
        return attune_json("sweep", "-m", self.model, "--train", speech.train, "--dev", speech.dev, "-o", folder,
                           *(word for what in tries for word in ("--try", what)), "--seeds", ",".join(map(str, seeds)),
                           "--no-lm", *going_on, *self.budget.options(), *self.options)
