"""Experiments 1 and 5: telephone prompts, and what was forgotten meanwhile."""

from laboratory import prompts
from laboratory.programs import attune, attune_json, evaluated
from laboratory.proofs import language, speech
from laboratory.proofs.context import (EVALUATION_MINUTES, LEARNING_RATES, SCOPES, SCRATCH, Trained, Training, scored,
                                       usual_budget)
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
        yield Task("asterisk: source", self._keys("source", 0, 0), 3 * EVALUATION_MINUTES, self._source)
        yield self._forgotten("source", 0, 0)
        for seed in SEEDS:
            for condition in SCOPES:
                yield self._scope(condition, seed)
                yield self._forgotten(condition, ALL_MINUTES, seed)
        yield self._folds()

    def _keys(self, condition, minutes, seed):
        return tuple(self.context.key(SCOPE_EXPERIMENT, condition, minutes, seed, TEST, decoding)
                     for decoding in DECODINGS)

    def _source(self, results):
        self._score(self.context.model, self._keys("source", 0, 0), {}, {}, results)

    def _scope(self, condition, seed):
        keys = self._keys(condition, ALL_MINUTES, seed)

        def run(results):
            trained = self._trained(condition, seed)
            self._score(trained.bundle, keys, trained.outcome, trained.settings, results)

        # As a rule, the search of the first seed tries one rate more than the given ones.
        runs = len(LEARNING_RATES) + 1 if seed == SEEDS[0] and not self.context.trial_epochs else 1
        minutes = runs * self.context.training_minutes(condition, ALL_MINUTES, BUDGET) + 2 * EVALUATION_MINUTES
        return Task(f"asterisk: {condition}, seed {seed}", keys, minutes, run)

    def rate(self, condition):
        """The learning rate that dev chooses with the first seed: other seeds and experiments use it, too."""
        key = self._keys(condition, ALL_MINUTES, SEEDS[0])[0]
        return self.context.rate_of(key) or self.training.rate(condition, self.speech, SEEDS[0])

    def _trained(self, condition, seed):
        return self.training.run(condition, self.speech, seed, self.rate(condition))

    def _score(self, bundle, keys, outcome, settings, results):
        tuned = self.language.tuned(bundle)
        for key, model, options in zip(keys, (bundle, tuned), (("--greedy",), ())):
            results.add(key, evaluated(model, self.speech.test, *options) | outcome, **settings)

    def _forgotten(self, condition, minutes, seed):
        """A model of the first experiment on the source model's own held-out people."""
        tests = {self.context.key(FORGETTING, condition, minutes, seed, name): test for name, test in self.held_out.items()}
        return scored(f"forgetting: {condition}, seed {seed}", tests,
                      lambda: Trained(self._trained(condition, seed).bundle if seed else self.context.model),
                      needs=tuple(self.held_out.values()))

    def _folds(self):
        """Five times all but a fifth of the corpus learnt from, and what is heard of the fifths scored together."""
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
                hypotheses = [word for file in heard for word in ("--hypotheses", file)]
                for condition, row in zip(FOLDED, attune_json("evaluate", *hypotheses, "--test", test)):
                    outcome = _mean([trained.outcome for trained, _ in models[condition]])
                    results.add(keys[condition, decoding], row | outcome, learningRate=self.rate(condition), folds=FOLDS,
                                againstScratch=row["againstFirst"])

        training = sum(FOLDS * self.context.training_minutes(condition, FOLD_MINUTES, BUDGET) for condition in FOLDED)
        evaluation = 2 * len(FOLDED) * FOLDS * 2 * EVALUATION_MINUTES
        return Task("five-fold", tuple(keys.values()), training + evaluation, run)

    def _fold(self, condition, part):
        """A model, and the same with its language model."""
        folder = part.test.parent
        training = Training(self.context, folder.with_name(f"runs-{folder.name}"), self.context.model, BUDGET)
        trained = training.run(condition, part, SEEDS[0], self.rate(condition))
        return trained, language.Domain(folder / "language", self.context.work, part).tuned(trained.bundle)


def _heard(models, parts, decoding, file):
    """Writes the transcripts of every part, each by the model that has not learnt from it."""
    with file.open("w") as out:
        for (trained, tuned), part in zip(models, parts):
            which, options = (trained.bundle, ("--greedy",)) if decoding == GREEDY else (tuned, ())
            out.write(attune("transcribe", "-m", which, part.test, "--format", "json", *options))
    return file


def _mean(outcomes):
    return {name: sum(outcome[name] for outcome in outcomes) / len(outcomes) for name in outcomes[0]}
