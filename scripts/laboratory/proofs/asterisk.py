"""Telephone prompts: all of them, fewer, and in five folds."""

from laboratory import prompts
from laboratory.programs import attune, attune_json
from laboratory.proofs import speech
from laboratory.proofs.results import (ADAPTED, DECODINGS, FROM_SCRATCH, GREEDY, IN_BF16, MEAN_OF_RUNS, ON_STEM, OWN,
                                       SOURCE, WITHOUT_STEM)
from laboratory.proofs.speech import FOLDS, Speech
from laboratory.proofs.training import Training
from laboratory.tasks import Task

ONE_SPLIT, CURVE, CROSS_VALIDATION = "asterisk", "learning-curve", "five-fold"
SEEDS = (1, 2, 3)
FIRST = SEEDS[0]
ALL_MINUTES = 17.9
FEWER_MINUTES = (1, 3, 10)
TEST = "asterisk-en test"
FOLD_TEST = "asterisk-en five folds"
FOLD_MINUTES = 18.7  # on average


class Asterisk:
    """One split, with all of its speech."""

    def __init__(self, context):
        self.context = context
        self.speech = Speech(prompts.TRAIN, prompts.DEV, prompts.TEST)
        self.training = Training(context, context.folder("asterisk"), self.speech)

    def tasks(self):
        yield self._task(SOURCE, 0)
        for seed in SEEDS:
            yield self._task(ADAPTED, seed)
        yield self._task(ON_STEM, FIRST)
        yield self._task(MEAN_OF_RUNS, FIRST)
        yield self._task(WITHOUT_STEM, FIRST)
        for seed in SEEDS[1:]:
            yield self._task(ON_STEM, seed)
        for seed in SEEDS:
            yield self._task(IN_BF16, seed)

    def rate(self):
        """The learning rate from scratch: dev chose it on the stem with the first seed; all other runs use it, too."""
        row = self.context.results.get(self._keys(ON_STEM, FIRST)[GREEDY])
        return row["settings"]["learningRate"] if row else self.training.rate(ON_STEM, FIRST)

    def _keys(self, condition, seed):
        minutes = ALL_MINUTES if seed else 0
        return {decoding: self.context.key(ONE_SPLIT, condition, minutes, seed, TEST, decoding) for decoding in DECODINGS}

    def _task(self, condition, seed):
        keys = self._keys(condition, seed)
        return Task(f"asterisk: {condition}, seed {seed}", tuple(keys.values()),
                    lambda results: self.training.measure(condition, seed, keys, results, self.rate))


class LearningCurve:
    """Fewer minutes; the end of the curve is the experiment with one split."""

    def __init__(self, context):
        self.context = context
        self.whole = Asterisk(context)

    def tasks(self):
        for condition in (ADAPTED, ON_STEM):
            for minutes in FEWER_MINUTES:
                yield self._task(condition, minutes)

    def _task(self, condition, minutes):
        keys = {decoding: self.context.key(CURVE, condition, minutes, FIRST, TEST, decoding)
                for decoding in (GREEDY, OWN)}

        def run(results):
            whole, folder = self.whole.speech, self.context.folder("asterisk", f"{minutes}-minutes")
            fewer = Speech(speech.part(whole.train, minutes, folder / "train.jsonl"), whole.dev, whole.test)
            Training(self.context, folder, fewer).measure(condition, FIRST, keys, results, self.whole.rate)

        return Task(f"learning curve: {condition}, {minutes} minutes", tuple(keys.values()), run)


class FiveFolds:
    """Cross-validation: the transcripts of the five test parts are scored together."""

    def __init__(self, context):
        self.context = context
        self.rate = Asterisk(context).rate
        self.folder = context.folder("asterisk", "folds")
        self.test = self.folder / "test.jsonl"

    def tasks(self):
        for seed in SEEDS:
            yield self._task(ADAPTED, seed)
        yield self._task(ON_STEM, FIRST)

    def _task(self, condition, seed):
        keys = {decoding: self.context.key(CROSS_VALIDATION, condition, FOLD_MINUTES, seed, FOLD_TEST, decoding)
                for decoding in DECODINGS}

        def run(results):
            parts = self.parts()
            trained = [self._training(part).model(condition, seed, self.rate) for part in parts]
            settings = trained[0].settings | {"folds": FOLDS}
            for decoding, key in keys.items():
                compared = (ADAPTED, condition) if condition in FROM_SCRATCH else (condition,)
                heard = [self.heard(each, seed, decoding, parts) for each in compared]
                *_, row = attune_json("evaluate", "--hypotheses", *heard, "--test", self.test)
                against = {"againstAdapted": row["againstFirst"]} if len(heard) > 1 else {}
                results.add(key, row | _mean([each.outcome for each in trained]), **settings, **against)

        return Task(f"five folds: {condition}, seed {seed}", tuple(keys.values()), run)

    def parts(self):
        """The five splits; `test` has all of their test clips."""
        parts = speech.folds(prompts.CORPUS, self.folder)
        self.test.write_text("".join(part.test.read_text() for part in parts))
        return parts

    def _training(self, part):
        return Training(self.context, part.test.parent, part)

    def heard(self, condition, seed, decoding, parts):
        """The transcripts of every part, each by the model that was not trained on it."""
        file = self.folder / f"{condition} {decoding} seed {seed}.jsonl".replace(" ", "-")
        if not file.exists():
            texts = []
            for part in parts:
                training = self._training(part)
                bundle = training.model(condition, seed, self.rate).bundle
                decoded, options = training.decoded(bundle, [decoding])[decoding]
                texts.append(attune("transcribe", "-m", decoded, part.test, "--format", "json", *options))
            file.write_text("".join(texts))
        return file


def _mean(outcomes):
    names = ("steps", "stepsToBest", "seconds")
    return {name: sum(outcome[name] for outcome in outcomes) / len(outcomes) for name in names}
