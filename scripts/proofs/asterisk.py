"""Experiments 1 and 5: telephone prompts, and what was forgotten meanwhile."""

from proofs import attune, language, speech
from proofs.context import EVALUATION_MINUTES, SCOPES, SCRATCH, Training, usual_budget
from proofs.row import GREEDY, LANGUAGE_MODEL
from proofs.speech import FOLDS, Speech
from proofs.task import Task

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
        self.corpus = context.project / "corpora" / "asterisk-en"
        self.speech = Speech(*(self.corpus / f"{split}.jsonl" for split in ("train", "dev", "test")))
        self.held_out = {name: context.work / "source-en" / f"{name}.jsonl" for name in HELD_OUT}
        self.training = Training(context, context.folder("asterisk"), context.model, BUDGET)
        self.language = self._domain(context.folder("asterisk", "language"), self.speech)

    def _domain(self, folder, part):
        return language.Domain(folder, self.context.work, part)

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

        runs = self.context.searched_rates() if seed == SEEDS[0] else 1
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
            results.add(key, attune.evaluate(model, self.speech.test, *options) | outcome, **settings)

    def _forgotten(self, condition, minutes, seed):
        """A model of the first experiment on the source model's own held-out people."""
        keys = tuple(self.context.key(FORGETTING, condition, minutes, seed, name) for name in HELD_OUT)

        def run(results):
            bundle = self._trained(condition, seed).bundle if seed else self.context.model
            for key in keys:
                results.add(key, attune.evaluate(bundle, self.held_out[key.test], "--greedy"))

        return Task(f"forgetting: {condition}, seed {seed}", keys, 2 * EVALUATION_MINUTES, run,
                    tuple(self.held_out.values()))

    def _folds(self):
        """Five times all but a fifth of the corpus learnt from, and what is heard of the fifths scored together."""
        keys = {(condition, decoding):
                self.context.key(CROSS_VALIDATION, condition, FOLD_MINUTES, SEEDS[0], FOLD_TEST, decoding)
                for condition in FOLDED for decoding in DECODINGS}

        def run(results):
            folder = self.context.folder("asterisk", "folds")
            parts = speech.folds(self.corpus, folder)
            test = folder / "test.jsonl"
            test.write_text("".join(part.test.read_text() for part in parts))
            models = {condition: [self._fold(condition, part) for part in parts] for condition in FOLDED}
            for decoding in DECODINGS:
                heard = {condition: folder / f"heard-{condition}-{decoding.replace(' ', '-')}.jsonl"
                         for condition in FOLDED}
                for condition, file in heard.items():
                    file.write_text("".join(_transcripts(model, part, decoding)
                                            for model, part in zip(models[condition], parts)))
                for condition, row in zip(FOLDED, attune.pooled(test, heard.values())):
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
        return trained, self._domain(folder / "language", part).tuned(trained.bundle)


def _transcripts(model, part, decoding):
    trained, tuned = model
    which, options = (trained.bundle, ("--greedy",)) if decoding == GREEDY else (tuned, ())
    return attune.attune("transcribe", "-m", which, part.test, "--format", "json", *options)


def _mean(outcomes):
    return {name: sum(outcome[name] for outcome in outcomes) / len(outcomes) for name in outcomes[0]}
