"""Experiment 4: another language in other letters, of which the source model has none."""

from proofs import attune, defaults
from proofs.asterisk import Asterisk
from proofs.context import EVALUATION_MINUTES, SCRATCH, Training, usual_budget
from proofs.speech import Speech
from proofs.task import Task

EXPERIMENT = "russian"
TESTS = ("festvox-ru test", "asterisk-ru test")
MINUTES_OF_SPEECH, CLIPS = 80, 496
BUDGET = usual_budget(MINUTES_OF_SPEECH, CLIPS)
SEED = 1
ALIKE = "sound-alike rows"
ALIKE_LETTERS = "corpora/sound-alike/ru.tsv"
CONDITIONS = ("random rows", ALIKE, SCRATCH)
ALPHABET = ("--alphabet", "auto")


class Russian:
    def __init__(self, context):
        self.context = context
        own = context.work / "festvox-ru"
        self.speech = Speech(own / "train.jsonl", own / "dev.jsonl", own / "test.jsonl")
        self.prompts = context.work / "asterisk-ru"
        self.tests = dict(zip(TESTS, (self.speech.test, self.prompts / "test.jsonl")))
        self.telephone = Asterisk(context)

    def tasks(self):
        for condition in CONDITIONS:
            yield self._beginning(condition)
        yield self._by_default()

    def _beginning(self, condition):
        keys = tuple(self.context.key(EXPERIMENT, condition, MINUTES_OF_SPEECH, SEED, test) for test in TESTS)
        plan = SCRATCH if condition == SCRATCH else "all"

        def run(results):
            self._fetched()
            trained = self._training(condition).run(plan, self.speech, SEED, self.telephone.rate(plan))
            for key in keys:
                results.add(key, attune.evaluate(trained.bundle, self.tests[key.test], "--greedy") | trained.outcome,
                            **trained.settings)

        minutes = self.context.training_minutes(plan, MINUTES_OF_SPEECH, BUDGET) + 2 * EVALUATION_MINUTES
        return Task(f"russian: {condition}", keys, minutes, run)

    def _training(self, condition):
        """All layers learn; what differs is what the rows of the new output start from."""
        rows = ("--sound-alike", ALIKE_LETTERS) if condition == ALIKE else ("--new-labels", "random")
        return Training(self.context, self.context.folder("russian", condition.replace(" ", "-")), self.context.model,
                        BUDGET, (*ALPHABET, *rows))

    def _by_default(self):
        """Told of the other alphabet alone, so that the rows of its output start as `attune adapt` has them."""
        def fetched():
            self._fetched()
            return self.speech

        training = Training(self.context, self.context.folder("russian", "usual-rows"), self.context.model, BUDGET, ALPHABET)
        return defaults.task("russian", defaults.key(self.context, MINUTES_OF_SPEECH, SEED, TESTS[0]), training,
                             self.telephone.rate, fetched, self.context.folder("russian", "by-default"))

    def _fetched(self):
        scripts = self.context.project / "scripts" / "corpora"
        if not self.speech.test.exists():
            attune.run(scripts / "festvox-ru.sh", self.context.work)
        if not (self.prompts / "test.jsonl").exists():
            attune.run(scripts / "asterisk.sh", "ru", self.prompts)
