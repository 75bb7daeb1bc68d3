"""People whom the source model has not heard: how well it does on them, and what it forgets of them in being adapted."""

from laboratory.programs import evaluated
from laboratory.proofs.asterisk import ALL_MINUTES, SEEDS, Asterisk
from laboratory.proofs.results import ADAPTED, SOURCE
from laboratory.tasks import Task

EXPERIMENT = "unseen"
HELD_OUT = ("heldout-queen", "heldout-drascula", "heldout-awb")


class Unseen:
    def __init__(self, context):
        self.context = context
        self.training = Asterisk(context).training
        self.tests = {name: context.work / "source-en" / f"{name}.jsonl" for name in HELD_OUT}

    def tasks(self):
        yield self._task(SOURCE, 0)
        for seed in SEEDS:
            yield self._task(ADAPTED, seed)

    def _task(self, condition, seed):
        minutes = ALL_MINUTES if seed else 0
        keys = {self.context.key(EXPERIMENT, condition, minutes, seed, name): test for name, test in self.tests.items()}

        def run(results):
            trained = self.training.model(condition, seed)
            for key, test in keys.items():
                results.add(key, evaluated(trained.bundle, test, "--greedy"), **trained.settings)

        return Task(f"unseen: {condition}, seed {seed}", tuple(keys), run, tuple(self.tests.values()))
