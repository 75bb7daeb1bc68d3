"""Experiments 1 and 5: telephone prompts, and what was forgotten in adapting to them."""

from laboratory import prompts
from laboratory.programs import attune, attune_json, evaluated
from laboratory.proofs import language, speech
from laboratory.proofs.context import SCOPES, SCRATCH, Trained, Training, scored, usual_budget
from laboratory.proofs.results import GREEDY, LANGUAGE_MODEL
from laboratory.proofs.speech import FOLDS, Speech
from laboratory.tasks import Task

SCOPE_EXPERIMENT, FORGETTING, CROSS_VALIDATION = "asterisk", "forgetting", "five-fold"
SEEDS = (1, 2, 3)
ALL_MINUTES = 17.9
BUDGET = usual_budget(ALL_MINUTES)
FOLDED = (SCRATCH, "all")  # nothing transferred, and what `attune adapt` trains by itself
TEST = "asterisk-en test"
FOLD_TEST = "asterisk-en five folds"
FOLD_MINUTES = 18.7  # on average
DECODINGS = (GREEDY, LANGUAGE_MODEL)
HELD_OUT = ("heldout-awb", "heldout-queen")


class Asterisk:
    def __init__(self, context):
        self.context = context
        self.speech = Speech(prompts.TRAIN, prompts.DEV, prompts.TEST)
        self.held_out = {name: context.work / "source-en" / f"{name}.jsonl" for name in HELD_OUT}
        self.training = Training(context, context.folder("asterisk"), context.model, BUDGET)
        self.language = language.Domain(context.folder("asterisk", "language"), context.work, self.speech)

    def tasks(self):
        for condition, minutes, seed in (("source", 0, 0), *((each, ALL_MINUTES, seed) for seed in SEEDS for each in SCOPES)):
            yield self._scope(condition, minutes, seed)
            yield self._forgotten(condition, minutes, seed)
        yield self._folds()

    def _keys(self, condition, minutes, seed):
        return tuple(self.context.key(SCOPE_EXPERIMENT, condition, minutes, seed, TEST, decoding)
                     for decoding in DECODINGS)

    def _scope(self, condition, minutes, seed):
        keys = self._keys(condition, minutes, seed)

        def run(results):
            trained = self._trained(condition, seed)
            bundles = trained.bundle, self.language.tuned(trained.bundle)
            for key, bundle, options in zip(keys, bundles, (("--greedy",), ())):
                results.add(key, evaluated(bundle, self.speech.test, *options) | trained.outcome, **trained.settings)

        return Task(f"asterisk: {condition}, seed {seed}", keys, run)

    def rate(self, condition):
        """The learning rate chosen on dev with the first seed; other seeds and experiments use it too."""
        key = self._keys(condition, ALL_MINUTES, SEEDS[0])[0]
        return self.context.rate_of(key) or self.training.rate(condition, self.speech, SEEDS[0])

    def _trained(self, condition, seed):
        """The source itself if the seed is 0."""
        return self.training.run(condition, self.speech, seed, self.rate(condition)) if seed else Trained(self.context.model)

    def _forgotten(self, condition, minutes, seed):
        """A model of the first experiment on the source model's own held-out speakers."""
        tests = {self.context.key(FORGETTING, condition, minutes, seed, name): test for name, test in self.held_out.items()}
        return scored(f"forgetting: {condition}, seed {seed}", tests,
                      lambda: Trained(self._trained(condition, seed).bundle), tuple(self.held_out.values()))

    def _folds(self):
        """Five-fold cross-validation: the transcripts of the five test parts are scored together."""
        keys = {(condition, decoding):
                self.context.key(CROSS_VALIDATION, condition, FOLD_MINUTES, SEEDS[0], FOLD_TEST, decoding)
                for condition in FOLDED for decoding in DECODINGS}

        def run(results):
            folder = self.context.folder("asterisk", "folds")
            parts = speech.folds(prompts.CORPUS, folder)
            test = folder / "test.jsonl"
            test.write_text("".join(part.test.read_text() for part in parts))
            models = {condition: [self._fold(condition, part) for part in parts] for condition in FOLDED}
            for decoding in DECODINGS:
                heard = [_heard(models[condition], parts, decoding,
                                folder / f"heard-{condition}-{decoding.replace(' ', '-')}.jsonl") for condition in FOLDED]
                for condition, row in zip(FOLDED, attune_json("evaluate", "--hypotheses", *heard, "--test", test)):
                    outcome = _mean([trained.outcome for trained, _ in models[condition]])
                    results.add(keys[condition, decoding], row | outcome, learningRate=self.rate(condition), folds=FOLDS,
                                againstScratch=row["againstFirst"])

        return Task("five-fold", tuple(keys.values()), run)

    def _fold(self, condition, part):
        """A model, with and without its language model."""
        folder = part.test.parent
        training = Training(self.context, folder.with_name(f"runs-{folder.name}"), self.context.model, BUDGET)
        trained = training.run(condition, part, SEEDS[0], self.rate(condition))
        return trained, language.Domain(folder / "language", self.context.work, part).tuned(trained.bundle)


def _heard(models, parts, decoding, file):
    """Writes the transcripts of every part, each by the model that was not trained on it."""
    with file.open("w") as out:
        for (trained, tuned), part in zip(models, parts):
            which, options = (trained.bundle, ("--greedy",)) if decoding == GREEDY else (tuned, ())
            out.write(attune("transcribe", "-m", which, part.test, "--format", "json", *options))
    return file


def _mean(outcomes):
    return {name: sum(outcome[name] for outcome in outcomes) / len(outcomes) for name in outcomes[0]}
