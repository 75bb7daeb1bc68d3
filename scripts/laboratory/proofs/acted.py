"""Experiment 3: hours of acted dialogue, for a source model that has heard nothing but synthetic speech."""

from dataclasses import replace

from laboratory.programs import attune, evaluated
from laboratory.proofs import defaults, speech
from laboratory.proofs.asterisk import Asterisk
from laboratory.proofs.context import EVALUATION_MINUTES, SCRATCH, Budget, Training, usual_budget
from laboratory.proofs.speech import Speech
from laboratory.tasks import Task

EXPERIMENT, FORGETTING = "acted-dialogue", "acted-forgetting"
TEST = "Amazon Queen, held-out speakers"
SYNTHETIC_TEST = "heldout-awb"
HOURS_OF_SPEECH = (0.1, 0.3, 1, 2.5)
CONDITIONS = ("all", "two-stage", SCRATCH)
SEED = 1
HOURS_BY_DEFAULT = 1  # of less, adapt makes the run of `all`
HOURS_BEFORE_FORGETTING = 1
SOURCE_HOURS = 12
SOURCE_BUDGET = Budget(epochs=8, batch_size=32, patience=0)


def is_synthetic(record):
    return record["voice"] != "human"


class ActedDialogue:
    def __init__(self, context):
        self.context = context
        queen = context.work / "queen"
        self.speech = Speech(queen / "train.jsonl", queen / "dev.jsonl", queen / "heldout.jsonl")
        self.of_source = Speech(*(context.work / "source-en" / f"{name}.jsonl"
                                  for name in ("train", "dev", "heldout-queen")))
        self.model = context.folder("synthetic-source", "model.attune")
        self.telephone = Asterisk(context)

    def tasks(self):
        needs = (*vars(self.speech).values(), *vars(self.of_source).values())
        key = self.context.key(EXPERIMENT, "source", 0, 0, TEST)
        training = self.context.training_minutes("all", 60 * SOURCE_HOURS, SOURCE_BUDGET)
        yield Task("acted dialogue: synthetic source", (key,), training + EVALUATION_MINUTES, self._source(key), needs)
        for hours in HOURS_OF_SPEECH:
            for condition in CONDITIONS:
                yield self._point(condition, hours, needs)
        yield self._by_default(HOURS_BY_DEFAULT, needs)
        yield from self._forgotten(needs)

    def _source(self, key):
        def run(results):
            self._pretrained()
            results.add(key, evaluated(self.model, self.speech.test, "--greedy"))
        return run

    def _pretrained(self):
        if self.model.exists():
            return
        folder = self.model.parent
        dev = speech.only(self.of_source.dev, is_synthetic, folder / "dev.jsonl")
        train = speech.part(self.of_source.train, 60 * SOURCE_HOURS, folder / "train.jsonl", is_synthetic)
        run = folder / "run"
        going_on = ["--resume"] if (run / "plan.json").exists() else []
        epochs = self.context.trial_epochs or SOURCE_BUDGET.epochs
        attune("pretrain", "--train", train, "--dev", dev, "-o", run, "--epochs", epochs,
               "--batch-size", SOURCE_BUDGET.batch_size, *going_on)
        (run / "model.attune").rename(self.model)

    def _point(self, condition, hours, needs):
        minutes = 60 * hours
        key = self.context.key(EXPERIMENT, condition, minutes, SEED, TEST)
        return self._training(hours).task(
            f"acted dialogue: {condition}, {hours} hours", {key: self.speech.test}, condition, SEED, self.telephone.rate,
            lambda: self._part(hours), self.context.training_minutes(condition, minutes, usual_budget(minutes)), needs)

    def _forgotten(self, needs):
        """The synthetic source, before and after, on a synthetic voice that it never heard."""
        test = self.context.work / "source-en" / f"{SYNTHETIC_TEST}.jsonl"
        hours = HOURS_BEFORE_FORGETTING

        def task(condition, minutes, seed, model):
            key = self.context.key(FORGETTING, condition, minutes, seed, SYNTHETIC_TEST)

            def run(results):
                self._pretrained()
                results.add(key, evaluated(model(), test, "--greedy"))

            return Task(f"acted forgetting: {condition}", (key,), EVALUATION_MINUTES, run, (*needs, test))

        def adapted(condition):
            return lambda: self._training(hours).run(condition, self._part(hours), SEED,
                                                     self.telephone.rate(condition)).bundle

        yield task("source", 0, 0, lambda: self.model)
        for condition in CONDITIONS:
            if condition != SCRATCH:
                yield task(condition, 60 * hours, SEED, adapted(condition))

    def _by_default(self, hours, needs):
        return defaults.task(f"acted dialogue, {hours} hours", defaults.key(self.context, 60 * hours, SEED, TEST),
                             self._training(hours), self.telephone.rate, lambda: self._part(hours),
                             self.context.folder("acted", "by-default", f"{hours}-hours"), trained=CONDITIONS, needs=needs)

    def _training(self, hours):
        return Training(self.context, self.context.folder("acted"), self.model, usual_budget(60 * hours))

    def _part(self, hours):
        """Speech to learn from, for a source model that is there."""
        self._pretrained()
        train = speech.part(self.speech.train, 60 * hours, self.context.folder("acted", f"{hours}-hours.jsonl"))
        return replace(self.speech, train=train)
