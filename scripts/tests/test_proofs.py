import argparse
import re
from dataclasses import replace
from pathlib import Path

import pytest

from laboratory import prompts
from laboratory.programs import PROJECT
from laboratory.proofs import page, speech
from laboratory.proofs.context import (HIGHEST_LEARNING_RATE, LOWEST_LEARNING_RATE, Budget, Context, Training, epochs,
                                       next_rate, usual_budget)
from laboratory.proofs.main import RESULTS, options
from laboratory.proofs.results import Key, Results
from laboratory.speechdata.manifest import read_lines, write_lines

SOURCE = next(row["source"] for row in Results(RESULTS) if row["experiment"] == "asterisk")


def context():
    return Context(Path("work"), Path("model"), Results(RESULTS))


def test_the_committed_page_is_what_its_rows_give(tmp_path):
    results = tmp_path / "docs" / "results" / "proof.json"
    results.parent.mkdir(parents=True)
    results.write_bytes(RESULTS.read_bytes())
    page.write(Results(results).of_source(SOURCE), results, tmp_path / "docs" / "proof.md", "source-en-plain")
    assert (tmp_path / "docs" / "proof.md").read_text() == (PROJECT / "docs" / "proof.md").read_text()
    assert (results.parent / "learning-curve.svg").exists()


def rows_of_tries():
    """Committed rows of what was trained in a sweep, with the epochs that their try names."""
    for row in Results(RESULTS):
        if found := re.search(r"epochs=(\d+)", row["settings"].get("try", "")):
            yield row, int(found[1])


@pytest.mark.parametrize("row, epochs", rows_of_tries())
def test_the_usual_budget_is_that_of_the_committed_rows(row, epochs):
    """What `attune adapt` chooses for so much speech, written down once more in Python."""
    budget = usual_budget(row["minutes"], *([496] if row["experiment"] == "russian" else []))
    twice = 2 if row["condition"] == "scratch" else 1
    assert (epochs, row["settings"]["batchSize"], row["settings"]["patience"]) == (
        twice * budget.epochs, budget.batch_size, budget.patience)


def test_little_speech_is_gone_through_more_often():
    assert usual_budget(60, 1000) == Budget(12, 16, 4)
    assert usual_budget(30) == Budget(24, 8, 6)
    assert usual_budget(60, 500) == Budget(24, 8, 6)
    assert usual_budget(1) == Budget(100, 8, 25)


def test_the_search_for_a_rate_goes_on_while_the_best_is_the_last():
    assert next_rate({0.0005: 3, 0.001: 2, 0.002: 1}) == 0.004
    assert next_rate({0.0005: 1, 0.001: 2, 0.002: 3}) == 0.00025
    assert next_rate({0.0005: 2, 0.001: 1, 0.002: 3}) is None
    assert next_rate({HIGHEST_LEARNING_RATE: 1, 0.008: 2}) is None
    assert next_rate({LOWEST_LEARNING_RATE: 1, 0.00025: 2}) is None


def test_rates_are_tried_in_one_sweep_and_one_more_where_the_best_is_the_last(monkeypatch):
    tried = []

    def ranking(training, conditions, speech, seed):
        tried.append([rate for _, rate in conditions])
        return {"rows": [{"dev": {"wer": abs(rate - 0.004), "cer": 0}} for rate in tried[-1]]}
    monkeypatch.setattr(Training, "_ranking", ranking)
    assert Training(context(), Path("folder"), Path("model"), usual_budget(60)).rate("all", None, 1) == 0.004
    assert tried == [[0.0005, 0.001, 0.002], [0.0005, 0.001, 0.002, 0.004], [0.0005, 0.001, 0.002, 0.004, 0.008]]


def test_a_rate_is_read_from_the_row_that_was_measured_with_it():
    results = Results(RESULTS)
    row = next(row for row in results if "learning-rate" in row["settings"].get("try", ""))
    key = Key(*(row[name] for name in ("experiment", "condition", "minutes", "seed", "test", "decoding", "source")))
    assert f"learning-rate={context().rate_of(key):g}" in row["settings"]["try"]
    assert context().rate_of(replace(key, seed=99)) is None


def test_scratch_may_train_for_twice_as_many_epochs():
    assert epochs("scratch", Budget(12, 16, 4)) == 24
    assert epochs("all", Budget(12, 16, 4)) == 12


def test_rows_of_another_source_count_for_nothing(tmp_path):
    results = Results(tmp_path / "rows.json")
    measured = {"wer": 0.5, "werLow": 0.4, "werHigh": 0.6, "cer": 0.2, "words": 10}
    for source in ("mine", "other", ""):
        results.add(Key("asterisk", "all", 1, 1, "test", "greedy", source), measured, folds=5)
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
    clips = [{"audio_filepath": f"{number}.wav", "duration": 10.0, "voice": "human" if number % 2 else "flite"}
             for number in range(20)]
    chosen = []
    for order in (clips, clips[::-1]):
        write_lines(tmp_path / "all.jsonl", order)
        part = speech.part(tmp_path / "all.jsonl", 0.5, tmp_path / "part.jsonl", lambda clip: clip["voice"] == "human")
        chosen.append(read_lines(part))
    assert chosen[0] == chosen[1] and len(chosen[0]) == 3
    assert all(clip["voice"] == "human" for clip in chosen[0])


def test_the_difference_from_a_sweeps_winner_is_corrected_where_there_is_one():
    def row(seed, low, high, p):
        return {"test": "t", "minutes": 1, "seed": seed, "settings": {"winner": "all", "againstWinner": {
            "difference": (low + high) / 2, "low": low, "high": high, "bootstrapP": p}}}
    table, = page.against_winners([row(1, -0.1, 0.3, 0.2), row(2, 0, 0, 1), row(3, 0.01, 0.03, 0.02)])
    assert [line.split(" | ")[-1].strip(" |") for line in table.splitlines()[2:]] == ["0.200", "–", "0.040"]
    assert "the same run" in table and "+2.0 (+1.0 to +3.0)" in table


def test_options_have_defaults():
    given = options(["--only", "asterisk,russian", "--plan"])
    assert isinstance(given, argparse.Namespace)
    assert (given.only, given.plan, given.results) == ("asterisk,russian", True, None)
    assert given.model == PROJECT / "models" / "source-en" / "source-en.attune"
