"""docs/proof-images.md: the rows as people read them."""

import statistics

from imageproofs import curve, grid, paired
from imageproofs.context import count
from imageproofs.legs import ALL, CONDITIONS, OUTPUT, PRETRAIN, SCRATCH
from speechdata.manifest import write_text

CURVE, GRID = "image-pretraining.svg", "image-predictions.svg"
NAMES = {OUTPUT: "a new output on the frozen source", ALL: "all layers from the source's weights",
         SCRATCH: "from scratch"}
INTRODUCTION = """# What transfer pays on pictures

Written by `scripts/proof-images` from results/proof-images.json; do not edit.

ResNet-50 of DL4J's zoo, at 96 x 96 pixels, is trained from random weights on emoji drawn by four hands (Google's Noto, old
and new, Twemoji, OpenMoji), and then adapted to animals, fruit and plants that it never saw, by hands it never saw
(EmojiOne, Microsoft's Fluent emoji flat and in three dimensions, Open Clip Art, Tux Paint's drawings and photographs).
Training from scratch has the same pictures, the same learning rates to choose from, the same augmentation and stopping
rule, and may train for twice as many epochs. Dev chose the epoch and the learning rate; test was scored once per row."""
PICTURES = """## The pictures

`scripts/corpora/pictures.sh` counts and parts them. Distinct: without near copies (a difference hash of 512 bits, at most 40
of them other). An emoji with all its genders, by all hands, or a series by one author that is numbered at the end of its name, is on one
side of the split; Open Clip Art numbers some in the middle, and of these a lion, a horse and a bird are on both. Skin
tones were left out. A class needs 25 distinct pictures to learn from and, of the target, 30 to test on; the others were left
out. A tenth of each class is dev. {horses} of the target's test pictures show horses or their kin: too few for a rate, so
they are a part of the class hoofed, and all of them are shown below."""
REBUILDING = """## To rebuild

```
scripts/corpora/pictures.sh        # fetches and parts the pictures
scripts/proof-images --plan        # what is to be done, and how long it takes
scripts/proof-images               # does it; --budget MINUTES stops in time, a second start goes on
```"""


def write(rows, context, folder):
    """The page and its pictures, as far as there are rows for them."""
    (folder / "results").mkdir(parents=True, exist_ok=True)
    horses = [name for name in grid.test_pictures(context) if grid.is_horse(name)]
    parts = [INTRODUCTION, PICTURES.format(horses=len(horses)), *counts(context.counts())]
    by_condition = {name: [row for row in rows if row["condition"] == name] for name in (PRETRAIN, *CONDITIONS)}
    for row in by_condition[PRETRAIN]:
        write_text(folder / "results" / CURVE, curve.drawn(row["curve"]))
        parts += ["## Pretraining", pretraining(row, context)]
    if measured := [row for name in CONDITIONS for row in by_condition[name]]:
        parts += ["## Results", table(measured), *differences(measured), "## By class", by_class(measured)]
        if shown := grid.drawn(measured, context):
            write_text(folder / "results" / GRID, shown)
            parts.append(f"## Some test pictures\n\nAll horses, and three of every class, with what the models of"
                         f" seed 1 that learnt from the most pictures took them for.\n\n![Predictions](results/{GRID})")
    else:
        parts += ["## Results", "Nothing has been measured yet."]
    write_text(folder / "proof-images.md", "\n\n".join([*parts, REBUILDING]) + "\n")


def counts(tables):
    yield "The target:"
    yield markdown(("class", "pictures", "distinct", "by hand", "to learn from", "dev", "test", "used"), [
        (row["class"], row["pictures"], row["distinct"], ", ".join(f"{hand} {n}" for hand, n in row["hands"].items()),
         row["train"], row["dev"], row["test"], "yes" if row["used"] else "no") for row in tables["target"]])
    used = [row for row in tables["source"] if row["used"]]
    yield (f"The source, by Unicode's subgroups: {len(used)} of {len(tables['source'])} classes are large enough, with"
           f" {sum(row['distinct'] for row in used)} distinct pictures ({sum(row['train'] for row in used)} to learn from,"
           f" {sum(row['dev'] for row in used)} dev).")
    yield markdown(("class", "pictures", "distinct", "to learn from", "dev", "used"), [
        (row["class"], row["pictures"], row["distinct"], row["train"], row["dev"], "yes" if row["used"] else "no")
        for row in tables["source"]])


def pretraining(row, context):
    # Of an epoch that was stopped and gone on with, only the rest is told: hence not the mean.
    seconds = statistics.median(epoch["seconds"] for epoch in row["curve"])
    pictures = count(context.part("source", "train"))
    return (f"{len(row['curve'])} epochs of {seconds:.0f} s of training each, which are {pictures / seconds:.0f} pictures a"
            f" second on two cores. On held-out subjects (dev, which chose the"
            f" epoch) {percent(row['accuracy'])} of the pictures are given their class of {len(row['classes'])}"
            f" ({percent(row['low'])} to {percent(row['high'])}).\n\n![Loss and dev accuracy by epoch](results/{CURVE})")


def table(rows):
    groups = grouped(rows)
    return markdown(("pictures of each class", "what was trained", "seeds", "right (95 % interval)", "mean recall",
                     "dev loss by learning rate"), [
        (shots or "all", NAMES[condition], len(of),
         f"{percent(mean(of, 'accuracy'))} ({percent(mean(of, 'low'))} to {percent(mean(of, 'high'))})",
         percent(mean(of, "meanRecall")), dev_losses(of))
        for (shots, condition), of in sorted(groups.items(), key=lambda item: (item[0][0] or 10**6,
                                                                              CONDITIONS.index(item[0][1])))])


def dev_losses(rows):
    rates = rows[0]["settings"]["devLosses"]
    return ", ".join(f"{rate}: {sum(row['settings']['devLosses'][rate] for row in rows) / len(rows):.3f}" for rate in rates)


def grouped(rows):
    groups = {}
    for row in rows:
        groups.setdefault((row["shots"], row["condition"]), []).append(row)
    return groups


def differences(rows):
    """Each way of adapting beside training from scratch on the same pictures."""
    groups = grouped(rows)
    lines = []
    for shots, condition in sorted(groups, key=lambda key: (key[0] or 10**6, key[1])):
        scratch = groups.get((shots, SCRATCH))
        if condition != SCRATCH and scratch:
            found = paired.difference(groups[shots, condition], scratch)
            lines.append((shots or "all", NAMES[condition],
                          f"{100 * found.mean:+.1f} points ({100 * found.low:+.1f} to {100 * found.high:+.1f})"))
    if lines:
        yield "Beside training from scratch, on the same test pictures (paired bootstrap over subjects, mean of the seeds):"
        yield markdown(("pictures of each class", "what was trained", "more right"), lines)


def by_class(rows):
    """Recall with as many pictures as were learnt from at most."""
    groups = grouped(rows)
    most = max((row["shots"] for row in rows), key=lambda shots: shots or 10**6)
    conditions = [name for name in CONDITIONS if (most, name) in groups]
    classes = groups[most, conditions[0]][0]["classes"]
    return markdown(("class", "test pictures", *(f"found: {NAMES[name]}" for name in conditions)), [
        (one["label"], one["pictures"],
         *(percent(sum(row["classes"][i]["recall"] for row in groups[most, name]) / len(groups[most, name]))
           for name in conditions)) for i, one in enumerate(classes)])


def mean(rows, name):
    return sum(row[name] for row in rows) / len(rows)


def percent(share):
    return f"{100 * share:.1f} %"


def markdown(head, rows):
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in [head, ["---"] * len(head), *rows])
