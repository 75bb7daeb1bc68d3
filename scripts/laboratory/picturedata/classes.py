"""The classes of the source model and of adapted ones. The source's pictures have no subject of a target class, by any hand,
and no hand of the target's.
"""

import re

SOURCE_HANDS = ("noto", "noto-v1", "twemoji", "openmoji")
TARGET_HANDS = ("emojione", "fluent-flat", "fluent-3d", "openclipart", "tuxpaint")

# Animals of several kinds also appear in other subgroups; flags are near copies of one another across hands.
NOT_OF_THE_SOURCE = {"cat-face", "monkey-face", "food-marine", "country-flag", "subdivision-flag", "keycap"}
TARGET_OF_SUBGROUP = {"animal-mammal": "mammal", "animal-bird": "bird", "animal-bug": "bug",
                      "animal-marine": "water-reptile", "animal-reptile": "water-reptile",
                      "animal-amphibian": "water-reptile", "food-fruit": "fruit-vegetable",
                      "food-vegetable": "fruit-vegetable", "plant-flower": "plant", "plant-other": "plant"}
HORSES = {"horse face", "horse", "horse racing", "carousel horse", "unicorn", "zebra", "donkey"}
HOOFED = HORSES | {"deer", "moose", "bison", "cow face", "ox", "water buffalo", "cow", "pig face", "pig", "boar", "ram",
                   "ewe", "goat", "camel", "two-hump camel", "llama", "giraffe"}
# In these subgroups, but not a whole animal or plant.
PARTS = {"paw prints", "pig nose", "feather", "wing", "spider web", "microbe", "coral", "empty nest", "nest with eggs"}
HORSE_FILE = re.compile(r"horse|cavallo|unicorn|zebra|donkey")


def source_label(emoji):
    held_out = emoji.subgroup in TARGET_OF_SUBGROUP or emoji.subgroup in NOT_OF_THE_SOURCE or emoji.name in HOOFED
    return None if held_out else emoji.subgroup


def target_label(emoji):
    if emoji.name in PARTS:
        return None
    return "hoofed" if emoji.name in HOOFED else TARGET_OF_SUBGROUP.get(emoji.subgroup)


def is_horse(name):
    """Whether a picture of the target, by its name, shows a horse or one of its kin; seahorses do not count."""
    return bool(HORSE_FILE.search(name)) and "seahorse" not in name
