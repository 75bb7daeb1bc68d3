"""docs/proof.md: the rows as a page."""

import os

from laboratory import pages
from laboratory.proofs import picture
from laboratory.proofs.results import DECODINGS, FROM_SCRATCH
from laboratory.rows import grouped, mean

PICTURE, PLACE_OF_PICTURE = "learning-curve.svg", "{picture}"
COLUMNS = ("what", "minutes", "seeds", "test", "decoding", "WER (95 % interval)", "CER", "steps to the best epoch")
INTRODUCTION = """# The gain from transfer

Written by `scripts/lab proof` from [{results}]({results}); do not edit. Source model: `{model}`. Processor: {processor}.

`attune adapt` was given nothing but the speech. A model's output becomes words greedily, with its own language model, or with a
language model of the training transcripts and general texts (`scripts/ladder`). The source's own is that of general texts;
`adapt` mixes it with the training transcripts. Weights are tuned on dev. Nothing was chosen on test. Rows with several seeds are
means; the interval is the mean of theirs, over clips."""
TRAINED_FROM_SCRATCH = """From scratch, `attune pretrain` trained new layers like those of `source-en` on the same clips, altered
in the same way, for twice the epochs that `adapt` chose, at the best of three learning rates, which dev chose on the stem, with
the first seed and all of the speech. It gets the language model that `adapt` made of the same transcripts. The stem, which does
not learn here, is Google's speech embedding, on which `source-en` is built, too; without it, the new layers hear log-mel
bands."""
SECTIONS = {
    "asterisk": ("Telephone prompts", "Asterisk's English prompts, one speaker (`corpora/asterisk-en`)."),
    "learning-curve": ("How much speech is needed", "All 17.9 minutes are in the table above. The picture shows the models with"
                       " their own language models."
                       f"\n\n![WER against minutes of speech]({PLACE_OF_PICTURE})"),
    "five-fold": ("Telephone prompts, five folds", "Of the corpus's 551 clips, the 254 prompts of three words or more in"
                  " clusters of similar wording of at most 40 seconds, in five parts. Each was transcribed by a model trained on"
                  " all of the corpus except its part and some clusters for dev; all transcripts are scored together. The"
                  " learning rate from scratch is that of the first table, chosen on dev clips that are also tested here."
                  " pocketsphinx was adapted to the same parts (`scripts/peers/pocketsphinx --folds`)."),
    "pocketsphinx": ("pocketsphinx", "The same prompts, scored by Attune (`scripts/peers/pocketsphinx`)."),
    "unseen": ("Unseen speakers", "Three actors of Flight of the Amazon Queen, two of Drascula and the synthetic voice awb, none"
               " of whom the source model has heard; and what adapting to the telephone prompts makes it forget of them."),
    "russian": ("Another alphabet", "The English model adapted to Russian (festvox-ru, one man) with `--alphabet auto`, and its"
                " network trained on the same from random weights, stem included. Tested on his held-out sentences, and on"
                " Asterisk's Russian prompts: another speaker, sex and channel."),
    "ten-hours": ("Ten hours", "Ten hours of a synthetic voice unknown to the source model, as a load test."),
}


def write(rows, results, page, model):
    """The page of experiments with a source model, by its name, and, beside the results, its chart, if there are rows for it."""
    drawn = results.with_name(PICTURE)
    if any(row["experiment"] == "learning-curve" for row in rows):
        picture.learning_curve(picture.points(rows), drawn)
    processors = sorted({row["settings"]["processor"] for row in rows if "processor" in row["settings"]})
    parts = [INTRODUCTION.format(results=os.path.relpath(results, page.parent), model=model, processor=", ".join(processors))]
    if any(row["condition"] in FROM_SCRATCH for row in rows):
        parts.append(TRAINED_FROM_SCRATCH)
    for experiment, (title, text) in SECTIONS.items():
        if mine := [row for row in rows if row["experiment"] == experiment]:
            text = text.replace(PLACE_OF_PICTURE, os.path.relpath(drawn, page.parent))
            parts += [f"## {title}\n\n{text}", measured(mine), *commands(mine), *differences(mine)]
    pages.write(page, parts)


def measured(rows):
    groups = grouped(rows, "condition", "minutes", "test", "decoding")
    order = list(grouped(rows, "condition"))
    ways = [*DECODINGS, *(way for way, in grouped(rows, "decoding") if way not in DECODINGS)]
    keys = sorted(groups, key=lambda key: (key[2], ways.index(key[3]), key[1], order.index(key[:1])))
    return pages.table(COLUMNS, (cells(*key, groups[key]) for key in keys))


def cells(condition, minutes, test, decoding, rows):
    means = {name: mean(rows, name) for name in ("wer", "werLow", "werHigh", "cer", "stepsToBest")}
    return (condition, f"{minutes:g}" if minutes else "–", len(rows) if rows[0]["seed"] else "–", test, decoding,
            pages.error_rate(means), "–" if means["cer"] is None else pages.percent(means["cer"]),
            "–" if means["stepsToBest"] is None else f"{means['stepsToBest']:,.0f}")


def commands(rows):
    """Cost of a whole command of fixed length."""
    return [f"The whole command took {row['settings']['wallSeconds'] / 60:.1f} minutes and at most"
            f" {row['settings']['peakBytes'] / 2**30:.2f} GiB: {row['settings']['epochs']} epochs of"
            f" {row['settings']['hours']} hours, on the kernel {row['settings']['kernel']}."
            for row in rows if "wallSeconds" in row["settings"]]


def differences(rows):
    compared = [row for row in rows if "againstAdapted" in row["settings"]]
    if compared:
        yield "Against `attune adapt` with the same speech and seed (the first, where there is none), in points of WER:"
        yield pages.table(
            ("what", "minutes", "seed", "decoding", "difference (95 % interval)", "p"),
            ((row["condition"], f"{row['minutes']:g}", row["seed"] or "–", row["decoding"], points(difference),
              f"{difference['bootstrapP']:.4f}") for row in compared for difference in [row["settings"]["againstAdapted"]]))


def points(difference):
    """A difference in points, and its interval of 95 %."""
    value, low, high = (f"{100 * difference[name]:+.1f}" for name in ("difference", "low", "high"))
    return f"{value} ({low} to {high})"
