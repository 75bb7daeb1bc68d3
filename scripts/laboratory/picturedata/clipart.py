"""Drawings and photographs that come in folders by what they show."""

import re
from dataclasses import dataclass
from pathlib import Path

from laboratory.picturedata.canvas import on_canvas
from laboratory.picturedata.drawing import Drawing

# What the collections' own folders hold, by our labels. Folders that mix subjects are left out.
OPENCLIPART = {"animals/mammals/horses": "hoofed", "animals/mammals/big_cats": "mammal", "animals/mammals/bears": "mammal",
               "animals/mammals/dogs": "mammal", "animals/mammals/housecats": "mammal", "animals/birds": "bird",
               "animals/bugs": "bug", "food/fruit": "fruit-vegetable", "food/vegetables": "fruit-vegetable",
               "plants/flowers": "plant", "plants/trees": "plant"}
TUXPAINT = {"animals/mammals/equines": "hoofed", "animals/mammals/bovines": "hoofed", "animals/mammals/deer": "hoofed",
            "animals/mammals/camel": "hoofed", "animals/mammals/apes": "mammal", "animals/mammals/bears": "mammal",
            "animals/mammals/cats": "mammal", "animals/mammals/dogs": "mammal", "animals/mammals/lagomorphs": "mammal",
            "animals/mammals/rodents": "mammal", "animals/birds": "bird", "animals/insects": "bug",
            "animals/fish": "water-reptile", "animals/amphibians": "water-reptile", "animals/lizards": "water-reptile",
            "food/fruit": "fruit-vegetable", "food/vegetables": "fruit-vegetable", "plants/flowers": "plant",
            "plants/trees": "plant"}
# In those folders, but something else: a missing picture's stand-in, a wing, a manager, a bat among the birds, a roast.
MISPLACED = {"duck_yellow_ii_kurt_cagl_", "wing_mitchell_johnson_si_", "manager_mimooh_01", "contour_bat",
             "turkey_on_platter_01", "virus_andreas_nilsson_01", "christmas_balls_mo_01"}
SERIES = re.compile(r"[\d_-]*(bw)?[\d_-]*$")


@dataclass(frozen=True)
class Collection:
    hand: str
    folder: Path
    labels: dict


def drawings(collection, out):
    """Pictures below the folders that have a label. A name's number does not count: the pictures of a series are a group."""
    found = []
    for folder, label in collection.labels.items():
        for file in sorted((collection.folder / folder).rglob("*.png")):
            subject = file.stem.lower()
            if subject not in MISPLACED:
                group = f"{collection.hand}-{SERIES.sub('', subject)}"
                drawing = Drawing(collection.hand, subject, group, label, out / f"{collection.hand}-{subject}.png")
                on_canvas(file.read_bytes(), drawing.file)
                found.append(drawing)
    return found
