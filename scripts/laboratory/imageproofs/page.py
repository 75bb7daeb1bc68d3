"""docs/proof-images.md: the rows as people read them."""

import statistics

from laboratory import pages
from laboratory.imageproofs import curve, grid, paired
from laboratory.imageproofs.context import count
from laboratory.imageproofs.legs import ALL, CONDITIONS, OUTPUT, PRETRAIN, SCRATCH
from laboratory.pages import percent
from laboratory.rows import grouped, mean
from laboratory.speechdata.manifest import write_text

CURVE, GRID = "image-pretraining.svg", "image-predictions.svg"
NAMES = {OUTPUT: "a new output on the frozen source", ALL: "all layers from the source's weights",
         SCRATCH: "from scratch"}
INTRODUCTION = """# What transfer pays on pictures

Written by `scripts/lab proof-images` from results/proof-images.json; do not edit.

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
scripts/corpora/pictures.sh         # fetches and parts the pictures
scripts/lab proof-images --plan     # what is to be done, and how long it takes
scripts/lab proof-images            # does it; --budget MINUTES stops in time, a second start goes on
```"""


def write(rows, context, folder):
    """The page and its pictures, as far as there are rows for them."""
    horses = [name for name in grid.test_pictures(context) if grid.is_horse(name)]
    parts = [INTRODUCTION, PICTURES.format(horses=len(horses)), *counts(context.counts())]
    for row in rows:
        if row["condition"] == PRETRAIN:
            curve.draw(row["curve"], folder / "results" / CURVE)
            parts += ["## Pretraining", pretraining(row, context)]
    if measured := [row for condition in CONDITIONS for row in rows if row["condition"] == condition]:
        parts += ["## Results", results(measured), *differences(measured), "## By class", by_class(measured)]
        if shown := grid.drawn(measured, context):
            write_text(folder / "results" / GRID, shown)
            parts.append(f"## Some test pictures\n\nAll horses, and three of every class, with what the models of"
                         f" seed 1 that learnt from the most pictures took them for.\n\n![Predictions](results/{GRID})")
    else:
        parts += ["## Results", "Nothing has been measured yet."]
    pages.write(folder / "proof-images.md", [*parts, REBUILDING])


def counts(tables):
    yield "The target:"
    yield pages.table(("class", "pictures", "distinct", "by hand", "to learn from", "dev", "test", "used"), [
        (row["class"], row["pictures"], row["distinct"], ", ".join(f"{hand} {n}" for hand, n in row["hands"].items()),
         row["train"], row["dev"], row["test"], "yes" if row["used"] else "no") for row in tables["target"]])
    used = [row for row in tables["source"] if row["used"]]
    yield (f"The source, by Unicode's subgroups: {len(used)} of {len(tables['source'])} classes are large enough, with"
           f" {sum(row['distinct'] for row in used)} distinct pictures ({sum(row['train'] for row in used)} to learn from,"
           f" {sum(row['dev'] for row in used)} dev).")
    yield pages.table(("class", "pictures", "distinct", "to learn from", "dev", "used"), [
        (row["class"], row["pictures"], row["distinct"], row["train"], row["dev"], "yes" if row["used"] else "no")
        for row in tables["source"]])


def pretraining(row, context):
    # A resumed epoch tells only the time since it was resumed: hence not the mean.
    seconds = statistics.median(epoch["seconds"] for epoch in row["curve"])
    pictures = count(context.part("source", "train"))
    return (f"{len(row['curve'])} epochs of {seconds:.0f} s of training each, which are {pictures / seconds:.0f} pictures a"
            f" second on two cores. On held-out subjects (dev, which chose the"
            f" epoch) {percent(row['accuracy'])} of the pictures are given their class of {len(row['classes'])}"
            f" ({percent(row['low'])} to {percent(row['high'])}).\n\n![Loss and dev accuracy by epoch](results/{CURVE})")


def by_amount(rows):
    """Rows by amount of pictures, all of them last, and condition: in the order of the page."""
    return sorted(grouped(rows, "shots", "condition").items(),
                  key=lambda item: (item[0][0] or 10**6, CONDITIONS.index(item[0][1])))


def results(rows):
    return pages.table(("pictures of each class", "what was trained", "seeds", "right (95 % interval)", "mean recall",
                        "dev loss by learning rate"), [
        (shots or "all", NAMES[condition], len(of),
         f"{percent(mean(of, 'accuracy'))} ({percent(mean(of, 'low'))} to {percent(mean(of, 'high'))})",
         percent(mean(of, "meanRecall")), dev_losses(of)) for (shots, condition), of in by_amount(rows)])


def dev_losses(rows):
    losses = [row["settings"]["devLosses"] for row in rows]
    return ", ".join(f"{rate}: {mean(losses, rate):.3f}" for rate in losses[0])


def differences(rows):
    """Each way of adapting beside training from scratch on the same pictures."""
    groups = dict(by_amount(rows))
    lines = []
    # All layers before the output alone, as the page has it.
    for shots, condition in sorted(groups, key=lambda key: (key[0] or 10**6, key[1])):
        if condition != SCRATCH and (shots, SCRATCH) in groups:
            gain, low, high = paired.difference(groups[shots, condition], groups[shots, SCRATCH])
            lines.append((shots or "all", NAMES[condition],
                          f"{100 * gain:+.1f} points ({100 * low:+.1f} to {100 * high:+.1f})"))
    if lines:
        yield "Beside training from scratch, on the same test pictures (paired bootstrap over subjects, mean of the seeds):"
        yield pages.table(("pictures of each class", "what was trained", "more right"), lines)


def by_class(rows):
    """Recall with as many pictures as were learnt from at most."""
    groups = dict(by_amount(rows))
    most, _ = list(groups)[-1]
    conditions = [name for name in CONDITIONS if (most, name) in groups]
    classes = groups[most, conditions[0]][0]["classes"]
    return pages.table(("class", "test pictures", *(f"found: {NAMES[name]}" for name in conditions)), [
        (one["label"], one["pictures"],
         *(percent(mean([row["classes"][i] for row in groups[most, name]], "recall")) for name in conditions))
        for i, one in enumerate(classes)])
