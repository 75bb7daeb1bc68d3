"""Drawings and photographs that come in folders by subject."""

import re

from laboratory.picturedata.canvas import on_canvas
from laboratory.picturedata.drawing import Drawing

# The collections' own folders, by our labels. Folders that mix subjects are left out.
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


def drawings(hand, folder, labels, out):
    """Pictures below the folders that have a label. Numbers in names are ignored: the pictures of a series are one group."""
    found = []
    for name, label in labels.items():
        for file in sorted((folder / name).rglob("*.png")):
            subject = file.stem.lower()
            if subject not in MISPLACED:
                group = f"{hand}-{SERIES.sub('', subject)}"
                drawing = Drawing(hand, subject, group, label, out / f"{hand}-{subject}.png")
                on_canvas(file.read_bytes(), drawing.file)
                found.append(drawing)
    return found
