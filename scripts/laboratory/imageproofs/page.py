"""docs/proof-images.md: the rows as a page."""

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
INTRODUCTION = """# The gain from transfer for pictures

Written by `scripts/lab proof-images` from results/proof-images.json; do not edit.

ResNet-50 of DL4J's zoo, at 96 x 96 pixels, is trained from random weights on emoji drawn by four hands (Google's Noto, old
and new, Twemoji, OpenMoji), and then adapted to unseen animals, fruit and plants by unseen hands (EmojiOne, Microsoft's
Fluent emoji flat and in three dimensions, Open Clip Art, Tux Paint's drawings and photographs). A hand is an artist or an
icon set. Training from scratch uses the same pictures, learning rates, augmentation and stopping rule, and up to twice as
many epochs. The epoch and the learning rate were chosen on dev; test was scored once per row."""
PICTURES = """## The pictures

`scripts/corpora/pictures.sh` counts and splits them. Distinct: without near copies (a difference hash of 512 bits, at most 40
of them different). An emoji with all its genders, by all hands, or a series by one author that is numbered at the end of its
name, is on one side of the split; Open Clip Art numbers some in the middle, and of these a lion, a horse and a bird are on
both. Skin tones were left out. A class needs 25 distinct training pictures and, in the target, 30 test pictures; smaller
classes were left out. A tenth of each class is dev. {horses} of the target's test pictures show horses or their kin: too few for a rate, so
they are part of the class hoofed, and all of them are shown below."""
REBUILDING = """## To rebuild

```
scripts/corpora/pictures.sh         # fetches and splits the pictures
scripts/lab proof-images --plan     # lists what is left to do
scripts/lab proof-images            # does it; start it again to resume
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
            parts.append(f"## Some test pictures\n\nAll horses and three other pictures of every class, with the"
                         f" predictions of the seed-1 models trained on the most pictures.\n\n![Predictions](results/{GRID})")
    else:
        parts += ["## Results", "Nothing has been measured yet."]
    pages.write(folder / "proof-images.md", [*parts, REBUILDING])


def counts(tables):
    yield "The target:"
    yield pages.table(("class", "pictures", "distinct", "by hand", "train", "dev", "test", "used"), [
        (row["class"], row["pictures"], row["distinct"], ", ".join(f"{hand} {n}" for hand, n in row["hands"].items()),
         row["train"], row["dev"], row["test"], "yes" if row["used"] else "no") for row in tables["target"]])
    used = [row for row in tables["source"] if row["used"]]
    yield (f"The source, by Unicode's subgroups: {len(used)} of {len(tables['source'])} classes are large enough, with"
           f" {sum(row['distinct'] for row in used)} distinct pictures ({sum(row['train'] for row in used)} train,"
           f" {sum(row['dev'] for row in used)} dev).")
    yield pages.table(("class", "pictures", "distinct", "train", "dev", "used"), [
        (row["class"], row["pictures"], row["distinct"], row["train"], row["dev"], "yes" if row["used"] else "no")
        for row in tables["source"]])


def pretraining(row, context):
    # A resumed epoch records only the time since it was resumed, hence the median.
    seconds = statistics.median(epoch["seconds"] for epoch in row["curve"])
    pictures = count(context.part("source", "train"))
    return (f"{len(row['curve'])} epochs of {seconds:.0f} s of training each: {pictures / seconds:.0f} pictures a"
            f" second on two cores. Accuracy on held-out subjects (dev, which chose the epoch) is"
            f" {percent(row['accuracy'])} over {len(row['classes'])} classes"
            f" ({percent(row['low'])} to {percent(row['high'])}).\n\n![Loss and dev accuracy by epoch](results/{CURVE})")


def by_amount(rows):
    """Rows by number of pictures, "all" last, and by condition: the order of the page."""
    return sorted(grouped(rows, "shots", "condition").items(),
                  key=lambda item: (item[0][0] or 10**6, CONDITIONS.index(item[0][1])))


def results(rows):
    return pages.table(("pictures per class", "what was trained", "seeds", "accuracy (95 % interval)", "mean recall",
                        "dev loss by learning rate"), [
        (shots or "all", NAMES[condition], len(of),
         f"{percent(mean(of, 'accuracy'))} ({percent(mean(of, 'low'))} to {percent(mean(of, 'high'))})",
         percent(mean(of, "meanRecall")), dev_losses(of)) for (shots, condition), of in by_amount(rows)])


def dev_losses(rows):
    losses = [row["settings"]["devLosses"] for row in rows]
    return ", ".join(f"{rate}: {mean(losses, rate):.3f}" for rate in losses[0])


def differences(rows):
    """Each way of adapting against training from scratch on the same pictures."""
    groups = dict(by_amount(rows))
    lines = []
    # All layers before the output alone, as on the page.
    for shots, condition in sorted(groups, key=lambda key: (key[0] or 10**6, key[1])):
        if condition != SCRATCH and (shots, SCRATCH) in groups:
            gain, low, high = paired.difference(groups[shots, condition], groups[shots, SCRATCH])
            lines.append((shots or "all", NAMES[condition],
                          f"{100 * gain:+.1f} points ({100 * low:+.1f} to {100 * high:+.1f})"))
    if lines:
        yield "Against training from scratch, on the same test pictures (paired bootstrap over subjects, mean of the seeds):"
        yield pages.table(("pictures per class", "what was trained", "gain in accuracy"), lines)


def by_class(rows):
    """Recall with the most training pictures."""
    groups = dict(by_amount(rows))
    most, _ = list(groups)[-1]
    conditions = [name for name in CONDITIONS if (most, name) in groups]
    classes = groups[most, conditions[0]][0]["classes"]
    return pages.table(("class", "test pictures", *(f"recall: {NAMES[name]}" for name in conditions)), [
        (one["label"], one["pictures"],
         *(percent(mean([row["classes"][i] for row in groups[most, name]], "recall")) for name in conditions))
        for i, one in enumerate(classes)])
