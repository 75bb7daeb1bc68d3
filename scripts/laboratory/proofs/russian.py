"""Another language in another alphabet, none of whose letters the source model has."""

from pathlib import Path

from laboratory.programs import SCRIPTS, attune_json, evaluated, run
from laboratory.proofs.asterisk import Asterisk
from laboratory.proofs.results import ADAPTED
from laboratory.proofs.speech import Speech
from laboratory.proofs.training import LONGER, Training, of_run, plan_of
from laboratory.tasks import Task

EXPERIMENT = "russian"
TESTS = ("festvox-ru test", "asterisk-ru test")
MINUTES_OF_SPEECH = 80
SEED = 1
ALIKE, RANDOM = "attune adapt --sound-alike", "random weights"
OPTIONS = {ADAPTED: (), ALIKE: ("--sound-alike", "corpora/sound-alike/ru.tsv"), RANDOM: ()}
ALPHABET = ("--alphabet", "auto")


class Russian:
    def __init__(self, context):
        self.context = context
        own = context.work / "festvox-ru"
        self.speech = Speech(own / "train.jsonl", own / "dev.jsonl", own / "test.jsonl")
        self.prompts = context.work / "asterisk-ru"
        self.tests = dict(zip(TESTS, (self.speech.test, self.prompts / "test.jsonl")))
        self.rate = Asterisk(context).rate

    def tasks(self):
        for condition in OPTIONS:
            yield self._task(condition)

    def _task(self, condition):
        keys = {self.context.key(EXPERIMENT, condition, MINUTES_OF_SPEECH, SEED, name): test
                for name, test in self.tests.items()}

        def measure(results):
            self._fetch()
            trained = self._random() if condition == RANDOM else self._training(condition).adapted(ADAPTED, SEED)
            for key, test in keys.items():
                results.add(key, evaluated(trained.bundle, test, "--greedy") | trained.outcome, **trained.settings)

        return Task(f"russian: {condition}", tuple(keys), measure)

    def _training(self, condition):
        folder = self.context.folder("russian", condition.replace(" ", "-"))
        return Training(self.context, folder, self.speech, (*ALPHABET, *OPTIONS[condition]))

    def _random(self):
        """The source's whole network from random weights, stem included: `pretrain` knows English letters only."""
        adapted = self._training(ADAPTED).adapted(ADAPTED, SEED).bundle.parent
        schedule = plan_of(adapted)["settings"]["schedule"]
        what = f"scratch,learning-rate={self.rate():g},epochs={LONGER * schedule['epochs']}"
        out = self.context.folder("russian", "random")
        going_on = ["--resume"] if (out / "plan.json").exists() else []
        row, = attune_json("sweep", "-m", self.context.model, "--train", self.speech.train, "--dev", self.speech.dev,
                           "-o", out, "--try", what, "--seeds", SEED, "--no-lm", "--no-blend", *ALPHABET, *going_on)["rows"]
        return of_run(Path(row["bestRun"]), "adapted.attune")

    def _fetch(self):
        corpora = SCRIPTS / "corpora"
        if not self.speech.test.exists():
            run(corpora / "festvox-ru.sh", self.context.work)
        if not (self.prompts / "test.jsonl").exists():
            run(corpora / "asterisk.sh", "ru", self.prompts)
