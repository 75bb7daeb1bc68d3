"""How models are trained: as users adapt, with nothing but the speech, and from scratch; and how their output becomes words."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZipFile

from laboratory.benchmarks.machine import processor
from laboratory.programs import PROJECT, SCRIPTS, attune, attune_json, outcome, run
from laboratory.proofs.context import Context
from laboratory.proofs.results import (ADAPTED, BESIDE_ADAPTED, DOMAIN, FROM_SCRATCH, OWN, GREEDY, IN_BF16, MEAN_OF_RUNS,
                                       ON_STEM, SOURCE, WITHOUT_STEM)
from laboratory.proofs.speech import Speech
from laboratory.speechdata.manifest import sha256_file

STEM = PROJECT / "models" / "speech-embedding" / "embedding_model.onnx"
ADAPTING = {ADAPTED: (), MEAN_OF_RUNS: ("--runs", 3), IN_BF16: ("--kernel", "onednn-bf16")}
# From scratch: the layers of source-en, and clips altered as adapt alters them. Without a source to start from, training
# gets twice the epochs that adapt chose, the same batches, and the learning rate that dev likes best.
BELOW = {ON_STEM: ("--stem", STEM), WITHOUT_STEM: ()}
NETWORK = ("--layers", 3, "--units", 320, "--dropout", 0.15, "--augment", "light")
LONGER = 2
LEARNING_RATES = (0.001, 0.002)
BEYOND = {0.001: 0.0005, 0.002: 0.004}  # the third that is tried, if this one is the better


@dataclass(frozen=True)
class Trained:
    """A model with a language model in it and, for a finished run, the cost and settings of its training."""

    bundle: Path
    outcome: dict = field(default_factory=dict)
    settings: dict = field(default_factory=dict)


def of_run(folder, bundle):
    took, plan = outcome(folder), plan_of(folder)
    schedule = plan["settings"]["schedule"]
    settings = {"epochs": schedule["epochs"], "learningRate": schedule["learningRate"], "devScore": took["bestScore"],
                "processor": processor()}
    return Trained(folder / bundle, took, settings)


def plan_of(folder):
    return json.loads((folder / "plan.json").read_text())


@dataclass(frozen=True)
class Training:
    """Trains on the same speech in every way. What exists is not trained again, what has begun goes on."""

    context: Context
    folder: Path
    speech: Speech
    options: tuple = ()

    def model(self, condition, seed, rate=None):
        """`rate`: gives the learning rate from scratch."""
        if condition == SOURCE:
            return Trained(self.context.model)
        if condition in FROM_SCRATCH:
            return self._with_language(self.from_scratch(condition, seed, rate()), seed)
        return self.adapted(condition, seed)

    def adapted(self, condition, seed):
        more = ADAPTING[condition]
        out = self.folder / "-".join(["adapted", *map(str, more), f"seed-{seed}"]).replace("--", "")
        self._run("adapt", out, "adapted.attune", "-m", self.context.model, "--seed", seed, *more, *self.options)
        return of_run(out, "adapted.attune")

    def from_scratch(self, condition, seed, rate):
        out = self.folder / f"{condition} {rate:g} seed {seed}".replace(" ", "-")
        settings = plan_of(self.adapted(ADAPTED, seed).bundle.parent)["settings"]
        schedule = settings["schedule"]
        self._run("pretrain", out, "model.attune", *BELOW[condition], *NETWORK, "--seed", seed, "--learning-rate", rate,
                  "--epochs", LONGER * schedule["epochs"], "--patience", LONGER * schedule["patience"],
                  "--batch-size", settings["batchSize"])
        return of_run(out, "model.attune")

    def rate(self, condition, seed):
        """The learning rate from scratch that dev likes best, of three."""
        def score(rate):
            return self.from_scratch(condition, seed, rate).outcome["bestScore"]

        better = min(LEARNING_RATES, key=score)
        return min(better, BEYOND[better], key=score)

    def decoded(self, bundle, decodings):
        """For each way of decoding, the model and the options of a command."""
        ways = {GREEDY: lambda: (bundle, ("--greedy",)), OWN: lambda: (bundle, ()),
                DOMAIN: lambda: (self._tuned(bundle, self._of_domain()), ())}
        return {decoding: ways[decoding]() for decoding in decodings}

    def measure(self, condition, seed, keys, results, rate):
        """Adds a row for each way of decoding in `keys`. Some are compared with what was adapted."""
        trained = self.model(condition, seed, rate)
        decoded = self.decoded(trained.bundle, keys)
        adapted = self.decoded(self.adapted(ADAPTED, seed).bundle, keys) if condition in BESIDE_ADAPTED else {}
        for decoding, key in keys.items():
            bundle, options = decoded[decoding]
            beside = ("-m", adapted[decoding][0]) if adapted else ()
            *_, row = attune_json("evaluate", *beside, "-m", bundle, "--test", self.speech.test, *options)
            against = {"againstAdapted": row["againstFirst"]} if adapted else {}
            results.add(key, row | trained.outcome, **trained.settings, **against)

    def _run(self, command, out, bundle, *options):
        if not (out / bundle).exists():
            going_on = ("--resume",) if (out / "plan.json").exists() else ()
            attune(command, "--train", self.speech.train, "--dev", self.speech.dev, "-o", out, *options, *going_on)

    def _with_language(self, trained, seed):
        """The same with the language model that `adapt` makes of the same speech."""
        adapted = self.adapted(ADAPTED, seed).bundle
        extracted = self.folder / "tuned" / f"{sha256_file(adapted)[:12]}.lm"
        if not extracted.exists():
            extracted.parent.mkdir(parents=True, exist_ok=True)
            with ZipFile(adapted) as bundle:
                extracted.write_bytes(bundle.read("language.lm"))
        return Trained(self._tuned(trained.bundle, extracted), trained.outcome, trained.settings)

    def _tuned(self, bundle, language_model):
        """The model with a language model in it, whose weight is tuned on dev."""
        tuned = self.folder / "tuned" / f"{sha256_file(bundle)[:12]}-{language_model.stem}.attune"
        if not tuned.exists():
            tuned.parent.mkdir(parents=True, exist_ok=True)
            attune("lm", "tune", "-m", bundle, "--lm", language_model, "--dev", self.speech.dev, "-o", tuned)
        return tuned

    def _of_domain(self):
        """Of the training transcripts and general texts, as scripts/ladder makes it."""
        built = self.folder / "domain.lm"
        if not built.exists():
            run(SCRIPTS / "models" / "domain-lm.sh", *vars(self.speech).values(), built, self.context.work)
        return built
