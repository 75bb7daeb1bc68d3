"""Experiment 3: hours of acted dialogue, for a source model trained on nothing but synthetic speech."""

from dataclasses import replace

from laboratory.programs import attune
from laboratory.proofs import defaults, speech
from laboratory.proofs.asterisk import Asterisk
from laboratory.proofs.context import SCRATCH, Budget, Trained, Training, scored, usual_budget
from laboratory.proofs.speech import Speech

EXPERIMENT, FORGETTING = "acted-dialogue", "acted-forgetting"
TEST = "Amazon Queen, held-out speakers"
SYNTHETIC_TEST = "heldout-awb"
HOURS_OF_SPEECH = (0.1, 0.3, 1, 2.5)
CONDITIONS = ("all", "two-stage", SCRATCH)
SEED = 1
HOURS_BY_DEFAULT = 1  # with less, adapt gives the same run as `all`
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
        yield self._point("source", 0, needs)
        for hours in HOURS_OF_SPEECH:
            for condition in CONDITIONS:
                yield self._point(condition, hours, needs)
        yield self._by_default(HOURS_BY_DEFAULT, needs)
        for condition in ("source", "all", "two-stage"):
            yield self._forgotten(condition, 0 if condition == "source" else HOURS_BEFORE_FORGETTING, needs)

    def _pretrained(self):
        """The synthetic source, which is trained if it does not exist."""
        if not self.model.exists():
            folder = self.model.parent
            dev = speech.only(self.of_source.dev, is_synthetic, folder / "dev.jsonl")
            train = speech.part(self.of_source.train, 60 * SOURCE_HOURS, folder / "train.jsonl", is_synthetic)
            run = folder / "run"
            going_on = ["--resume"] if (run / "plan.json").exists() else []
            attune("pretrain", "--train", train, "--dev", dev, "-o", run, "--epochs", SOURCE_BUDGET.epochs,
                   "--batch-size", SOURCE_BUDGET.batch_size, *going_on)
            (run / "model.attune").rename(self.model)
        return self.model

    def _trained(self, condition, hours):
        """The synthetic source itself if there are no hours to adapt it to."""
        if not hours:
            return Trained(self._pretrained())
        return self._training(hours).run(condition, self._part(hours), SEED, self.telephone.rate(condition))

    def _point(self, condition, hours, needs):
        key = self.context.key(EXPERIMENT, condition, 60 * hours, SEED if hours else 0, TEST)
        return scored(f"acted dialogue: {condition}, {hours} hours", {key: self.speech.test},
                      lambda: self._trained(condition, hours), needs)

    def _forgotten(self, condition, hours, needs):
        """On a synthetic voice that the synthetic source was not trained on."""
        test = self.context.work / "source-en" / f"{SYNTHETIC_TEST}.jsonl"
        key = self.context.key(FORGETTING, condition, 60 * hours, SEED if hours else 0, SYNTHETIC_TEST)
        return scored(f"acted forgetting: {condition}", {key: test},
                      lambda: Trained(self._trained(condition, hours).bundle), (*needs, test))

    def _by_default(self, hours, needs):
        return defaults.task(f"acted dialogue, {hours} hours", self._training(hours), 60 * hours, SEED, TEST,
                             self.telephone.rate, lambda: self._part(hours),
                             self.context.folder("acted", "by-default", f"{hours}-hours"), needs)

    def _training(self, hours):
        return Training(self.context, self.context.folder("acted"), self.model, usual_budget(60 * hours))

    def _part(self, hours):
        """The training speech; makes sure that the source model exists."""
        self._pretrained()
        train = speech.part(self.speech.train, 60 * hours, self.context.folder("acted", f"{hours}-hours.jsonl"))
        return replace(self.speech, train=train)
