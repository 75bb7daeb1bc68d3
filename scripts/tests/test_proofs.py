import argparse
import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from laboratory import prompts
from laboratory.programs import PROJECT
from laboratory.proofs import page, picture, speech, training
from laboratory.proofs.asterisk import Asterisk, FiveFolds, LearningCurve
from laboratory.proofs.context import Context
from laboratory.proofs.main import RESULTS, options
from laboratory.proofs.peers import Pocketsphinx
from laboratory.proofs.results import (ADAPTED, DECODINGS, GREEDY, IN_BF16, ON_STEM, OWN, SOURCE, WITHOUT_STEM, Key,
                                       Results)
from laboratory.proofs.speech import Speech
from laboratory.proofs.training import Training
from laboratory.speechdata.manifest import read_lines, sha256_file, write_lines

MEASURED = {"wer": 0.5, "werLow": 0.4, "werHigh": 0.6, "cer": 0.2, "words": 10}
DIFFERENCE = {"difference": 0.1, "low": 0.05, "high": 0.15, "bootstrapP": 0.0123}


def source():
    return next(row["source"] for row in Results(RESULTS) if row["condition"] == SOURCE)


def test_the_committed_page_is_what_its_rows_give(tmp_path):
    results = tmp_path / "docs" / "results" / "proof.json"
    results.parent.mkdir(parents=True)
    results.write_bytes(RESULTS.read_bytes())
    page.write(Results(results).of_source(source()), results, tmp_path / "docs" / "proof.md", "source-en")
    assert (tmp_path / "docs" / "proof.md").read_text() == (PROJECT / "docs" / "proof.md").read_text()


def test_the_committed_rows_are_of_the_shipped_source_and_of_what_is_measured_now():
    assert source() == sha256_file(options([]).model)
    context = Context(Path("work"), options([]).model, Results(None))
    kinds = (Asterisk, LearningCurve, FiveFolds, Pocketsphinx)
    keys = {key for kind in kinds for task in kind(context).tasks() for key in task.keys}
    rows = [row for row in Results(RESULTS) if row["experiment"] in ("asterisk", "learning-curve", "five-fold", "pocketsphinx")]
    assert rows and all(Key(*(row[name] for name in vars(next(iter(keys))))) in keys for row in rows)


@pytest.fixture
def commands(monkeypatch):
    """Commands that Attune was asked to carry out; runs end at once, and dev likes a learning rate of 0.002 best."""
    asked = []

    def attune(command, *words):
        asked.append([command, *map(str, words)])
        out = Path(words[words.index("-o") + 1])
        if command == "lm":
            out.write_text("tuned")
            return
        out.mkdir(parents=True, exist_ok=True)
        rate = words[words.index("--learning-rate") + 1] if command == "pretrain" else 0.001
        plan = {"settings": {"schedule": {"epochs": 30, "patience": 7, "learningRate": rate}, "batchSize": 8}}
        (out / "plan.json").write_text(json.dumps(plan))
        (out / "outcome.json").write_text(json.dumps({"bestScore": abs(rate - 0.002), "steps": 9}))
        with ZipFile(out / ("model.attune" if command == "pretrain" else "adapted.attune"), "w") as bundle:
            bundle.writestr("language.lm", f"{command} {rate}")
    monkeypatch.setattr(training, "attune", attune)
    monkeypatch.setattr(training, "processor", lambda: "Z80")
    return asked


@pytest.fixture
def trainer(tmp_path):
    (tmp_path / "source.attune").write_text("source")
    context = Context(tmp_path, tmp_path / "source.attune", Results(None))
    return Training(context, tmp_path / "runs", Speech(Path("train"), Path("dev"), Path("test")))


def test_from_scratch_gets_twice_the_epochs_and_the_best_of_three_rates(commands, trainer):
    assert trainer.rate(ON_STEM, 1) == 0.002
    trained = [words for words in commands if words[0] == "pretrain"]
    assert [words[words.index("--learning-rate") + 1] for words in trained] == ["0.001", "0.002", "0.004"]
    for words in trained:
        assert [words[words.index(name) + 1] for name in ("--epochs", "--patience", "--batch-size")] == ["60", "14", "8"]
        assert "--stem" in words
    trainer.model(WITHOUT_STEM, 1, lambda: 0.002)
    assert commands[-1][:2] == ["lm", "tune"], "it has the language model that an adapted model has"
    assert "--stem" not in commands[-2]


def test_adapting_chooses_everything_itself(commands, trainer):
    made = trainer.model(ADAPTED, 2)
    assert commands == [["adapt", "--train", "train", "--dev", "dev", "-o", str(made.bundle.parent), "-m",
                         str(trainer.context.model), "--seed", "2"]]
    assert made.settings == {"epochs": 30, "learningRate": 0.001, "devScore": 0.001, "processor": "Z80"}


def test_what_has_ended_is_not_trained_again_and_what_has_begun_goes_on(commands, trainer):
    made = trainer.model(ADAPTED, 1)
    trainer.model(ADAPTED, 1)
    assert len(commands) == 1
    made.bundle.unlink()
    trainer.model(ADAPTED, 1)
    assert commands[-1][-1] == "--resume"


def test_what_was_trained_from_scratch_or_in_bf16_is_compared_with_what_was_adapted(commands, trainer, monkeypatch):
    def evaluate(*words):
        return [MEASURED] if words.count("-m") == 1 else [MEASURED, MEASURED | {"againstFirst": DIFFERENCE}]
    monkeypatch.setattr(training, "attune_json", evaluate)
    results = trainer.context.results
    for condition in (ADAPTED, ON_STEM, IN_BF16):
        keys = {OWN: trainer.context.key("asterisk", condition, 1, 1, "test", OWN)}
        trainer.measure(condition, 1, keys, results, lambda: 0.002)
    adapted, scratch, in_bf16 = results
    assert "againstAdapted" not in adapted["settings"]
    assert scratch["settings"]["againstAdapted"] == in_bf16["settings"]["againstAdapted"] == DIFFERENCE
    assert commands[-1][-2:] == ["--kernel", "onednn-bf16"]
    assert (adapted["steps"], scratch["settings"]["epochs"]) == (9, 30)
    assert adapted["source"] == scratch["source"], "whose language model it decodes with"


def test_the_rate_from_scratch_is_that_of_the_row_once_it_is_measured(commands, trainer):
    context = trainer.context
    for decoding in DECODINGS:
        context.results.add(context.key("asterisk", ON_STEM, 17.9, 1, "asterisk-en test", decoding), MEASURED,
                            learningRate=0.0005)
    assert Asterisk(context).rate() == 0.0005 and not commands


def rows_of(minutes, decoding, condition=ADAPTED):
    return {"experiment": "learning-curve", "condition": condition, "minutes": minutes, "seed": 1, "test": "t",
            "decoding": decoding, "settings": {}, "stepsToBest": 5, **MEASURED}


def test_the_curve_is_of_what_adapt_leaves():
    rows = [rows_of(1, OWN), rows_of(1, GREEDY), rows_of(0, OWN, SOURCE), rows_of(3, OWN, ON_STEM)]
    assert picture.points(rows) == [rows[0], rows[3]]


def test_the_curve_is_drawn_once_there_is_more_than_its_end(tmp_path):
    whole, fewer = rows_of(17.9, OWN) | {"experiment": "asterisk"}, rows_of(3, OWN)
    for rows, drawn in (([whole], False), ([whole, fewer], True)):
        page.write(rows, tmp_path / "proof.json", tmp_path / "proof.md", "source-en")
        assert (tmp_path / "learning-curve.svg").exists() == drawn


def test_seeds_are_means_and_greedy_comes_first():
    rows = [rows_of(1, OWN), rows_of(1, GREEDY), rows_of(1, GREEDY) | {"seed": 2, "wer": 0.7, "stepsToBest": 7}]
    lines = page.measured(rows).splitlines()
    assert lines[2] == "| attune adapt | 1 | 2 | t | greedy | 60.0 % (40.0 to 60.0) | 20.0 % | 6 |"
    assert "its own language model" in lines[3]


def test_a_difference_from_what_was_adapted_is_in_points():
    compared = rows_of(3, GREEDY, ON_STEM) | {"settings": {"againstAdapted": DIFFERENCE}}
    _, table = page.differences([rows_of(3, GREEDY), compared])
    assert table.splitlines()[2:] == ["| from scratch on the stem | 3 | 1 | greedy | +10.0 (+5.0 to +15.0) | 0.0123 |"]
    assert not list(page.differences([rows_of(3, GREEDY)]))


def test_rows_of_another_source_count_for_nothing(tmp_path):
    results = Results(tmp_path / "rows.json")
    for of in ("mine", "other", ""):
        results.add(Key("asterisk", ADAPTED, 1, 1, "test", GREEDY, of), MEASURED, folds=5)
    assert [row["source"] for row in results.of_source("mine")] == ["mine", ""]
    assert results.of_source("mine")[0]["steps"] is None and results.of_source("mine")[0]["settings"] == {"folds": 5}


def test_folds_part_the_corpus_by_clusters(tmp_path):
    folds = speech.folds(prompts.CORPUS, tmp_path)
    parts = [{name: read_lines(path) for name, path in vars(fold).items()} for fold in folds]
    tested = [clip["audio_filepath"] for part in parts for clip in part["test"]]
    assert len(tested) == len(set(tested)) == 254
    for part in parts:
        assert sum(len(clips) for clips in part.values()) == 551
        clusters = {name: {clip["cluster"] for clip in clips} for name, clips in part.items()}
        assert not clusters["test"] & (clusters["train"] | clusters["dev"]) and not clusters["train"] & clusters["dev"]
        assert all(speech.is_sentence(clip) for clip in part["test"])
    lengths = [speech.seconds(part["test"]) for part in parts]
    assert max(lengths) - min(lengths) < 10


def test_smaller_parts_lie_in_larger_ones(tmp_path):
    parts = [{clip["audio_filepath"] for clip in read_lines(speech.part(prompts.TRAIN, minutes, tmp_path / f"{minutes}"))}
             for minutes in (1, 3, 10)]
    assert parts[0] < parts[1] < parts[2]


def test_a_part_is_chosen_by_names_not_by_their_order(tmp_path):
    clips = [{"audio_filepath": f"{number}.wav", "duration": 10.0} for number in range(20)]
    chosen = []
    for order in (clips, clips[::-1]):
        write_lines(tmp_path / "all.jsonl", order)
        chosen.append(read_lines(speech.part(tmp_path / "all.jsonl", 0.5, tmp_path / "part.jsonl")))
    assert chosen[0] == chosen[1] and len(chosen[0]) == 3


def test_options_have_defaults():
    given = options(["--only", "asterisk,russian", "--plan"])
    assert isinstance(given, argparse.Namespace)
    assert (given.only, given.plan, given.results) == ("asterisk,russian", True, None)
    assert given.model == PROJECT / "models" / "source-en" / "source-en.attune"
