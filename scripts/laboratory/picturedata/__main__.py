"""usage: python3 -m laboratory.picturedata FETCHED OUT: pictures, splits and counts.json from unpacked packages

scripts/corpora/pictures.sh calls it.
"""

import shutil
import sys
from collections import Counter
from pathlib import Path

from laboratory.picturedata import clipart, parts
from laboratory.picturedata.classes import SOURCE_HANDS, source_label, target_label
from laboratory.picturedata.distinct import without_copies
from laboratory.picturedata.emoji import icon_set, listed, rendered_set
from laboratory.speechdata.manifest import write_record

ICON_SETS = {"emojione": "emojione", "fluent-flat": "fluent-emoji-flat"}


def of_source(fetched, emoji, pictures):
    wanted = [(one, label) for one in emoji if (label := source_label(one))]
    return [drawing for hand in SOURCE_HANDS for drawing in icon_set(hand, fetched / hand, wanted, pictures)]


def of_target(fetched, emoji, pictures):
    wanted = [(one, label) for one in emoji if (label := target_label(one))]
    drawn = [drawing for hand, folder in ICON_SETS.items()
             for drawing in icon_set(hand, fetched / folder, wanted, pictures)]
    drawn += rendered_set("fluent-3d", fetched / "fluent-3d" / "assets", wanted, pictures)
    share = fetched / "usr" / "share"
    drawn += clipart.drawings("openclipart", share / "openclipart" / "png", clipart.OPENCLIPART, pictures)
    return drawn + clipart.drawings("tuxpaint", share / "tuxpaint" / "stamps", clipart.TUXPAINT, pictures)


def counted(drawings, distinct, labels, kept):
    """A row of the table for each class."""
    return [{"class": label,
             "pictures": sum(drawing.label == label for drawing in drawings),
             "distinct": sum(drawing.label == label for drawing, _ in distinct),
             "hands": dict(Counter(drawing.hand for drawing, _ in distinct if drawing.label == label)),
             **{part: len(of) for part, of in labels[label].items()},
             "used": label in kept} for label in labels]


def collection(drawings, shares, out):
    """Splits a collection, links its folders, and returns its table."""
    distinct = without_copies(drawings)
    labels = parts.parted(distinct, shares)
    kept = parts.large_enough(labels, shares)
    shutil.rmtree(out, ignore_errors=True)
    parts.link(kept, out)
    rows = counted(drawings, distinct, labels, kept)
    used = [row for row in rows if row["used"]]
    print(f"{out.name}: {len(drawings)} pictures, {len(distinct)} distinct; {len(used)} of {len(rows)} classes are large enough:"
          f" {sum(row['train'] for row in used)} train, {sum(row['dev'] for row in used)} dev,"
          f" {sum(row['test'] for row in used)} test")
    return rows


def main(fetched, out):
    pictures = out / "all"
    pictures.mkdir(parents=True, exist_ok=True)
    emoji = list(listed(fetched / "usr" / "share" / "unicode" / "emoji" / "emoji-test.txt"))
    write_record(out / "counts.json", {
        "source": collection(of_source(fetched, emoji, pictures), parts.SOURCE, out / "source"),
        "target": collection(of_target(fetched, emoji, pictures), parts.TARGET, out / "target")})


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
