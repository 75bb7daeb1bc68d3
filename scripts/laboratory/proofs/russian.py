"""Experiment 4: another language in another alphabet, none of whose letters the source model has."""

from laboratory.programs import SCRIPTS, run
from laboratory.proofs import defaults
from laboratory.proofs.asterisk import Asterisk
from laboratory.proofs.context import SCRATCH, Training, scored, usual_budget
from laboratory.proofs.speech import Speech

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
        """All layers are trained; what differs is how the rows of the new output are initialised."""
        tests = {self.context.key(EXPERIMENT, condition, MINUTES_OF_SPEECH, SEED, name): test
                 for name, test in self.tests.items()}
        plan = SCRATCH if condition == SCRATCH else "all"
        rows = ("--sound-alike", ALIKE_LETTERS) if condition == ALIKE else ("--new-labels", "random")

        def make():
            training = self._training(condition.replace(" ", "-"), *rows)
            return training.run(plan, self._fetched(), SEED, self.telephone.rate(plan))

        return scored(f"russian: {condition}", tests, make)

    def _by_default(self):
        """Given only the other alphabet, so that the rows of its output start as `attune adapt` has them."""
        return defaults.task("russian", self._training("usual-rows"), MINUTES_OF_SPEECH, SEED, TESTS[0],
                             self.telephone.rate, self._fetched, self.context.folder("russian", "by-default"))

    def _training(self, folder, *rows):
        return Training(self.context, self.context.folder("russian", folder), self.context.model, BUDGET, (*ALPHABET, *rows))

    def _fetched(self):
        corpora = SCRIPTS / "corpora"
        if not self.speech.test.exists():
            run(corpora / "festvox-ru.sh", self.context.work)
        if not (self.prompts / "test.jsonl").exists():
            run(corpora / "asterisk.sh", "ru", self.prompts)
        return self.speech
