"""Experiment 2: all telephone prompts and fewer; and whether `attune adapt` chooses well for each amount."""

from dataclasses import replace

from laboratory.proofs import defaults, speech
from laboratory.proofs.asterisk import ALL_MINUTES, SEEDS, TEST, Asterisk
from laboratory.proofs.context import SCRATCH, scored, usual_budget

CURVE = "learning-curve"
MINUTES = (1, 3, 10, ALL_MINUTES)
SEEDS_OF_FEWER = SEEDS[:2]
FORETOLD_BY = 5  # with 1 and 3 minutes: what `attune sweep --minutes` expects of 10 and all, as PowerLawTest compares


class LearningCurve:
    def __init__(self, context):
        self.context = context
        self.whole = Asterisk(context)

    def tasks(self):
        for seed in SEEDS:
            for minutes in (MINUTES if seed in SEEDS_OF_FEWER else (ALL_MINUTES,)):
                for condition in (*defaults.WAYS, SCRATCH):
                    yield self._point(condition, minutes, seed)
                yield self._by_default(minutes, seed)
            if seed in SEEDS_OF_FEWER:
                yield self._point("all", FORETOLD_BY, seed)

    def _point(self, condition, minutes, seed):
        key = self.context.key(CURVE, condition, minutes, seed, TEST)

        def make():
            return self._training(minutes).run(condition, self._speech(minutes), seed, self.whole.rate(condition))

        return scored(f"learning curve: {condition}, {minutes} minutes, seed {seed}", {key: self.whole.speech.test}, make)

    def _by_default(self, minutes, seed):
        return defaults.task(f"{minutes} minutes", self._training(minutes), minutes, seed, TEST,
                             self.whole.rate, lambda: self._speech(minutes),
                             self.context.folder("asterisk", "by-default", f"{minutes}-minutes-{seed}"))

    def _training(self, minutes):
        return replace(self.whole.training, budget=usual_budget(minutes))

    def _speech(self, minutes):
        whole = self.whole.speech
        if minutes == ALL_MINUTES:
            return whole
        return replace(whole, train=speech.part(whole.train, minutes,
                                                self.context.folder("asterisk", f"{minutes}-minutes.jsonl")))
