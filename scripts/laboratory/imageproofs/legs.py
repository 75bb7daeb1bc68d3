"""What is to be done: pretraining, and for each number of pictures adapting in two ways and training from scratch."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from laboratory.imageproofs import context as settings
from laboratory.programs import attune, attune_json, epochs
from laboratory.tasks import Task

PRETRAIN, OUTPUT, ALL, SCRATCH = "pretraining", "output", "all", "scratch"
CONDITIONS = (OUTPUT, ALL, SCRATCH)


@dataclass(frozen=True)
class Key:
    """What was measured. `shots`: training pictures of each class, 0 for all; `source`: SHA-256 of the source model, empty
    if none was involved; `pictures`: SHA-256 of the training and test pictures.
    """

    condition: str
    shots: int
    seed: int
    source: str
    pictures: str


class Legs:
    def __init__(self, context):
        self.context = context

    def tasks(self):
        """In the order in which they need one another; the source's digest is known once it is trained."""
        yield Task(PRETRAIN, (self.key(PRETRAIN, 0, 1),), self._pretrain, (self.context.pictures / "counts.json",))
        for seed in settings.SEEDS:
            for shots in settings.SHOTS:
                for condition in CONDITIONS:
                    yield self._leg(condition, shots, seed)

    def key(self, condition, shots, seed):
        source = "" if condition == SCRATCH else self.context.source_sha256()
        return Key(condition, shots, seed, source, self.context.sha256)

    def _pretrain(self, results):
        context = self.context
        course = settings.PRETRAINING
        train(self._untrained(), context.part("source", "train"), context.part("source", "dev"), context.pretraining,
              course, course.rates[0], 1, "all")
        row = evaluate(context.source, context.part("source", "dev"))
        results.put(self.key(PRETRAIN, 0, 1), **row, curve=curve(context.pretraining), settings=vars(course))

    def _untrained(self):
        model = self.context.untrained
        model.parent.mkdir(parents=True, exist_ok=True)
        if not model.exists():
            attune("image", "create", "--input-size", settings.SIZE, "--licence", settings.LICENCE, "-o", model)
        return model

    def _leg(self, condition, shots, seed):
        course = settings.SCRATCH if condition == SCRATCH else settings.ADAPTING
        name = f"{condition}, {shots or 'all'} pictures of each class, seed {seed}"
        needs = (self.context.source,) if condition != SCRATCH else ()
        return Task(name, (self.key(condition, shots, seed),),
                    lambda results: self._adapt(condition, course, shots, seed, results), needs)

    def _adapt(self, condition, course, shots, seed, results):
        """With each learning rate; dev chooses one, which is tested once."""
        context = self.context
        model, layers = (self._untrained(), "all") if condition == SCRATCH else (context.source, condition)
        runs = {}
        for rate in course.rates:
            start = "untrained" if condition == SCRATCH else context.source_sha256()[:12]
            run = context.runs / start / f"{condition}-{shots}-{seed}-{rate:g}"
            train(model, context.train(shots), context.part("target", "dev"), run, course, rate, seed, layers)
            runs[rate] = run
        losses = {rate: min(epoch["score"]["value"] for epoch in epochs(run)) for rate, run in runs.items()}
        best = min(losses, key=losses.get)
        row = evaluate(runs[best] / "adapted.attune", context.part("target", "test"))
        results.put(self.key(condition, shots, seed), **row,
                    settings={**vars(course), "rate": best,
                              "devLosses": {f"{rate:g}": loss for rate, loss in losses.items()}})


def train(model, pictures, dev, run, course, rate, seed, layers):
    """One run; an interrupted one is resumed, and a finished one is left as it is."""
    if (run / "adapted.attune").exists():
        return
    if run.exists() and not (run / "plan.json").exists():
        shutil.rmtree(run)  # it was stopped before it began
    attune("image", "adapt", "-m", model, "--train", pictures, "--dev", dev, "-o", run, "--train-layers", layers,
           "--epochs", course.epochs, "--batch-size", course.batch_size, "--learning-rate", rate,
           "--patience", course.patience, "--seed", seed, *(["--resume"] if run.exists() else []))


def curve(run):
    """The course of training: training loss and dev score of each epoch."""
    return [{"epoch": one["epoch"], "loss": one["loss"], "dev": one["score"]["text"], "seconds": one["trainingSeconds"]}
            for one in epochs(run)]


def evaluate(model, test):
    """The result of `attune image evaluate`, and the predicted class of each picture, in order."""
    row, = attune_json("image", "evaluate", "-m", model, "--test", test)
    seen = attune_json("image", "classify", "-m", model, test)
    told = {str(Path(one["picture"]).relative_to(test)): one["classes"][0]["label"] for one in seen}
    return {"accuracy": row["accuracy"], "low": row["accuracyInterval"]["low"], "high": row["accuracyInterval"]["high"],
            "meanRecall": row["meanRecall"], "classes": row["classes"], "told": told}
