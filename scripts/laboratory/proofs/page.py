"""docs/proof.md: the rows as a page."""

import os

from laboratory import pages
from laboratory.proofs import picture
from laboratory.proofs.results import GREEDY
from laboratory.rows import grouped, mean
from laboratory.significance import holm

PICTURE, PLACE_OF_PICTURE = "learning-curve.svg", "{picture}"
COLUMNS = ("what", "minutes", "seeds", "test", "decoding", "WER (95 % interval)", "CER",
           "steps to the best epoch", "training seconds")
INTRODUCTION = """# The gain from transfer

Written by `scripts/lab proof` from [{results}]({results}); do not edit. The source model is `{model}`.

Rows with several seeds are means; the interval is the mean of theirs, over clips. Every condition, including training from
scratch, was tuned over the same learning rates, extended while the highest or lowest was the best; dev chose. All used the
same augmentation and stopping rule and the same limit on epochs, twice as high for training from scratch. Nothing was
chosen on test. Rows come from two kinds of processors, on which the same seed gives different runs; training seconds were
measured on machines that also did other work."""
SECTIONS = {
    "asterisk": ("Telephone prompts", "Asterisk's English prompts, one speaker, adapted in several ways and trained from"
                 " scratch (`corpora/asterisk-en`). `new` replaces the last recurrent layer by a new one of 128 units each way."),
    "five-fold": ("Telephone prompts, five folds", "Of the corpus's 551 clips, the 254 prompts of three words or more in"
                  " clusters of similar wording of at most 40 seconds, in five parts. Each was transcribed by a model trained on"
                  " all of the corpus except its part and some clusters for dev; all transcripts are scored together. The"
                  " learning rates are those of the first table, chosen on dev clips that are also tested here; `all` is what"
                  " `attune adapt` trains by default."),
    "learning-curve": ("How much speech is needed", "With all the speech, seeds 2 and 3 are those of the first table, trained"
                       " once more on another processor. The run with 5 minutes came later, on a busy machine; its seconds"
                       " say nothing."
                       f"\n\n![WER against minutes of speech]({PLACE_OF_PICTURE})"),
    "defaults": ("What adapt chooses by default", "`attune adapt`, given nothing but the speech, against the method that a sweep"
                 " over last:2, all and two-stage, each with its learning rate, chooses on dev with the same seed. Where"
                 " both give the same run, there is nothing to compare. Acted dialogue starts from the synthetic source;"
                 " Russian uses `--alphabet auto`."),
    "acted-dialogue": ("Acted dialogue", "A source model trained only on synthetic speech, adapted to actors (Flight of the"
                       " Amazon Queen) and tested on three held-out ones. The learning rates are those that"
                       " dev chose for the telephone prompts."),
    "russian": ("Another alphabet", "The English model adapted to Russian (festvox-ru, one man). The two adapted conditions"
                " differ in how the rows of the new output are initialised. The learning rates are those that dev chose for the"
                " telephone prompts. Tested on its own held-out sentences, and on Asterisk's Russian prompts: another"
                " speaker, sex and channel."),
    "forgetting": ("What was forgotten", "The models of the first table on the source model's own held-out speakers."),
    "acted-forgetting": ("What the synthetic source forgot", "The models of acted dialogue on a synthetic voice that the"
                         " source was not trained on."),
    "pocketsphinx": ("pocketsphinx", "The same prompts, scored by Attune (`scripts/peers/pocketsphinx`)."),
    "ten-hours": ("Ten hours", "Ten hours of a synthetic voice unknown to the source model, as a load test."),
}


def write(rows, results, page, model):
    """The page of experiments with a source model, by its name, and, beside the results, its chart, if there are rows for it."""
    drawn = results.with_name(PICTURE)
    if curve := [row for row in rows if row["experiment"] == "learning-curve"]:
        picture.learning_curve(curve, drawn)
    parts = [INTRODUCTION.format(results=os.path.relpath(results, page.parent), model=model)]
    for experiment, (title, text) in SECTIONS.items():
        if mine := [row for row in rows if row["experiment"] == experiment]:
            text = text.replace(PLACE_OF_PICTURE, os.path.relpath(drawn, page.parent))
            parts += [f"## {title}\n\n{text}", measured(mine), *commands(mine), *against_scratch(mine), *against_winners(mine)]
    pages.write(page, parts)


def measured(rows):
    groups = grouped(rows, "condition", "minutes", "test", "decoding")
    order = list(grouped(rows, "condition"))
    keys = sorted(groups, key=lambda key: (key[2], key[3] != GREEDY, key[3], key[1], order.index(key[:1])))
    return pages.table(COLUMNS, (cells(*key, groups[key]) for key in keys))


def cells(condition, minutes, test, decoding, rows):
    means = {name: mean(rows, name) for name in ("wer", "werLow", "werHigh", "cer", "stepsToBest", "seconds")}
    return (condition, f"{minutes:g}" if minutes else "–", len(rows) if rows[0]["seed"] else "–", test, decoding,
            pages.error_rate(means), "–" if means["cer"] is None else pages.percent(means["cer"]),
            number(means["stepsToBest"]), number(means["seconds"]))


def number(value):
    return "–" if value is None else f"{value:,.0f}"


def commands(rows):
    """Cost of a whole command of fixed length."""
    return [f"The whole command took {row['settings']['wallSeconds'] / 60:.1f} minutes and at most"
            f" {row['settings']['peakBytes'] / 2**30:.2f} GiB: {row['settings']['epochs']} epochs of"
            f" {row['settings']['hours']} hours, on the kernel {row['settings']['kernel']}."
            for row in rows if "wallSeconds" in row["settings"]]


def against_scratch(rows):
    return [f"`{row['condition']}` against scratch, {row['decoding']}: {points(difference)} points of WER,"
            f" p = {difference['bootstrapP']:.4f}."
            for row in rows if (difference := row["settings"].get("againstScratch"))]


def points(difference):
    """A difference in points, and its interval of 95 %."""
    value, low, high = (f"{100 * difference[name]:+.1f}" for name in ("difference", "low", "high"))
    return f"{value} ({low} to {high})"


def against_winners(rows):
    """Each difference from a sweep's winner, with Holm's correction over all but identical runs."""
    of_defaults = [row for row in rows if "againstWinner" in row["settings"]]
    p_values = [row["settings"]["againstWinner"]["bootstrapP"] for row in of_defaults if differs(row)]
    corrected = iter(holm(p_values))
    if of_defaults:
        yield pages.table(
            ("test", "minutes", "seed", "the sweep's winner", "points of WER against it (95 % interval)",
             "p, corrected"),
            ((row["test"], f"{row['minutes']:g}", row["seed"], row["settings"]["winner"],
              *((points(row["settings"]["againstWinner"]), f"{next(corrected):.3f}") if differs(row)
                else ("the same run", "–"))) for row in of_defaults))


def differs(row):
    difference = row["settings"]["againstWinner"]
    return difference["low"] < difference["high"]
