"""docs/proof.md: the rows as people read them."""

import os

from proofs import picture
from proofs.row import GREEDY
from speechdata.manifest import write_text

PICTURE, PLACE_OF_PICTURE = "learning-curve.svg", "{picture}"
COLUMNS = ("what", "minutes", "seeds", "test", "decoding", "words wrong (95 % interval)", "characters wrong",
           "steps to the best epoch", "training seconds")
INTRODUCTION = """# What transfer pays

Written by `scripts/proof` from [{results}]({results}); do not edit.

Rows of several seeds are means; the interval is the mean of theirs, over clips. Every condition, training from scratch
like the others, was trained with the same learning rates, and higher or lower ones while the highest or lowest was the
best, of which dev chose; with the same augmentation, stopped by the same rule; it may train for as many epochs, scratch for
twice as many. Nothing was chosen on test. Rows are of two kinds of processors, each of which makes its own run of a seed,
and seconds of machines that did other work, too."""
SECTIONS = {
    "asterisk": ("Telephone prompts", "Asterisk's English prompts, one speaker, adapted in several ways and trained from"
                 " scratch (`corpora/asterisk-en`). `new` keeps all but the last recurrent layer, and puts a new one of 128"
                 " units each way on."),
    "five-fold": ("Telephone prompts, five folds", "Of the corpus's 551 clips the 254 prompts of three words or more in"
                  " clusters of like wording of at most 40 seconds, in five parts. Each was transcribed by a model that"
                  " had learnt from all of the corpus but its part and some clusters for dev; all transcripts are scored"
                  " together. The learning rates are those of the first table, chosen on dev clips that are tested here, too;"
                  " `all` is what `attune adapt` trains by itself."),
    "learning-curve": ("How much speech is needed", "With all the speech, seeds 2 and 3 are those of the first table, trained"
                       f" once more on another processor.\n\n![Words wrong against minutes of speech]({PLACE_OF_PICTURE})"),
    "defaults": ("What adapt picks by itself", "`attune adapt` told nothing but the speech, against the way that a sweep"
                 " over last:2, all and two-stage, each with its learning rate, chooses on dev with the same seed. Where"
                 " that is the same run, there is nothing to compare. Acted dialogue starts from the synthetic source, and"
                 " of Russian `adapt` is told `--alphabet auto`."),
    "acted-dialogue": ("Acted dialogue", "A source model that has heard synthetic speech alone, adapted to actors (Flight"
                       " of the Amazon Queen), tested on three whom nobody trained on. The learning rates are those that"
                       " dev chose for the telephone prompts."),
    "russian": ("Another alphabet", "The English model adapted to Russian (festvox-ru, one man). The two adapted conditions"
                " differ in what the rows of the new output start from. The learning rates are those that dev chose for the"
                " telephone prompts. Tested on its own held-out sentences, and on Asterisk's Russian prompts: another"
                " speaker, sex and channel."),
    "forgetting": ("What was forgotten", "The models of the first table on the source model's own held-out people."),
    "acted-forgetting": ("What the synthetic source forgot", "The models of acted dialogue on a synthetic voice that the"
                         " source never heard."),
    "pocketsphinx": ("pocketsphinx", "The same prompts, scored by Attune (`scripts/peers/pocketsphinx`)."),
    "ten-hours": ("Ten hours", "Ten hours of one person unknown to the source model, synthetic, as load."),
}


def write(rows, results, page):
    """The page, and its picture, beside the results, where there are rows for it."""
    drawn = results.with_name(PICTURE)
    if curve := picture.learning_curve([row for row in rows if row["experiment"] == "learning-curve"]):
        write_text(drawn, curve)
    parts = [INTRODUCTION.format(results=os.path.relpath(results, page.parent))]
    for experiment, (title, text) in SECTIONS.items():
        if mine := [row for row in rows if row["experiment"] == experiment]:
            text = text.replace(PLACE_OF_PICTURE, os.path.relpath(drawn, page.parent))
            parts += [f"## {title}\n\n{text}", table(mine), *remarks(mine)]
    write_text(page, "\n\n".join(parts) + "\n")


def table(rows):
    groups = {}
    for row in rows:
        groups.setdefault((row["condition"], row["minutes"], row["test"], row["decoding"]), []).append(row)
    order = list(dict.fromkeys(row["condition"] for row in rows))
    keys = sorted(groups, key=lambda key: (key[2], key[3] != GREEDY, key[3], key[1], order.index(key[0])))
    return "\n".join([line(COLUMNS), line(["---"] * len(COLUMNS)), *(line(cells(key, groups[key])) for key in keys)])


def line(cells_of_it):
    return "| " + " | ".join(cells_of_it) + " |"


def mean(rows, name):
    values = [row[name] for row in rows if row[name] is not None]
    return sum(values) / len(values) if values else None


def cells(key, rows):
    condition, minutes, test, decoding = key
    wer, low, high, cer = (mean(rows, name) for name in ("wer", "werLow", "werHigh", "cer"))
    return (condition, f"{minutes:g}" if minutes else "–", str(len(rows)) if rows[0]["seed"] else "–", test, decoding,
            f"{100 * wer:.1f} % ({100 * low:.1f} to {100 * high:.1f})", "–" if cer is None else f"{100 * cer:.1f} %",
            number(mean(rows, "stepsToBest")), number(mean(rows, "seconds")))


def number(value):
    return "–" if value is None else f"{value:,.0f}"


def remarks(rows):
    return [*commands(rows), *against_scratch(rows), *verdicts([row for row in rows if "againstWinner" in row["settings"]])]


def against_scratch(rows):
    for row in rows:
        if difference := row["settings"].get("againstScratch"):
            yield (f"`{row['condition']}` against scratch, {row['decoding']}: {interval(difference)} points of words wrong,"
                   f" p = {difference['bootstrapP']:.4f}.")


def interval(difference):
    """A difference in points, and its interval of 95 %."""
    points, low, high = (f"{100 * difference[name]:+.1f}" for name in ("difference", "low", "high"))
    return f"{points} ({low} to {high})"


def verdicts(rows):
    """Each difference from a sweep's winner, with Holm's correction for all that are not of a run from itself."""
    compared = sorted((row for row in rows if differs(row)), key=lambda row: row["settings"]["againstWinner"]["bootstrapP"])
    corrected, least = {}, 0
    for rank, row in enumerate(compared):
        least = max(least, min(1, row["settings"]["againstWinner"]["bootstrapP"] * (len(compared) - rank)))
        corrected[run_of(row)] = least
    if rows:
        head = ("test", "minutes", "seed", "the sweep's winner", "points of words wrong against it (95 % interval)", "p, corrected")
        yield "\n".join([line(head), line(["---"] * len(head)),
                         *(verdict(row, corrected.get(run_of(row))) for row in rows)])


def run_of(row):
    return row["test"], row["minutes"], row["seed"]


def differs(row):
    difference = row["settings"]["againstWinner"]
    return difference["low"] < difference["high"]


def verdict(row, corrected):
    told = (("the same run", "–") if corrected is None
            else (interval(row["settings"]["againstWinner"]), f"{corrected:.3f}"))
    return line((row["test"], f"{row['minutes']:g}", str(row["seed"]), row["settings"]["winner"], *told))


def commands(rows):
    """What a run of fixed length took beside its training."""
    return [f"The whole command took {row['settings']['wallSeconds'] / 60:.1f} minutes and at most"
            f" {row['settings']['peakBytes'] / 2**30:.2f} GiB: {row['settings']['epochs']} epochs of"
            f" {row['settings']['hours']} hours, on the kernel {row['settings']['kernel']}."
            for row in rows if "wallSeconds" in row["settings"]]
