import io
import itertools
import random
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from laboratory.picturedata import classes, parts
from laboratory.picturedata.canvas import INNER, SIDE, on_canvas
from laboratory.picturedata.clipart import SERIES
from laboratory.picturedata.distinct import Groups, distances, without_copies
from laboratory.picturedata.drawing import Drawing
from laboratory.picturedata.emoji import Emoji, bare, listed, slug

TABLE = """# group: Animals & Nature
# subgroup: animal-mammal
1F434                ; fully-qualified     # 🐴 E0.6 horse face
1F466 1F3FB          ; fully-qualified     # 👦🏻 E1.0 boy: light skin tone
263A FE0F            ; fully-qualified     # ☺️ E0.6 smiling face
263A                 ; unqualified         # ☺ E0.6 smiling face
# subgroup: food & drink
1F34E                ; fully-qualified     # 🍎 E0.6 red apple
"""


def test_emoji_are_listed_by_subgroup_without_skin_tones(tmp_path):
    (tmp_path / "emoji-test.txt").write_text(TABLE)
    assert [(one.code, one.name, one.subgroup) for one in listed(tmp_path / "emoji-test.txt")] == [
        ("1f434", "horse face", "animal-mammal"), ("263a", "smiling face", "animal-mammal"),
        ("1f34e", "red apple", "food-drink")]


def test_genders_are_one_group():
    assert Emoji("1f468-200d-1f373", "man cook", "x").group == Emoji("1f469-200d-1f373", "woman cook", "x").group
    assert bare("263A-FE0F") == "263a"


@pytest.mark.parametrize("name, file", [("piñata", "pinata"), ("Côte d’Ivoire", "cote-divoire"), ("Mrs. Claus", "mrs-claus")])
def test_names_become_file_names(name, file):
    assert slug(name) == file


def test_no_class_of_the_target_is_in_the_source():
    for subgroup, name in itertools.product(classes.TARGET_OF_SUBGROUP, ("cat", "horse", "rose")):
        assert classes.source_label(Emoji("1", name, subgroup)) is None
    assert classes.source_label(Emoji("1", "centaur", "person-fantasy")) == "person-fantasy"
    assert classes.source_label(Emoji("1", "horse racing", "person-sport")) is None
    assert classes.target_label(Emoji("1", "horse racing", "person-sport")) == "hoofed"
    assert classes.target_label(Emoji("1", "paw prints", "animal-mammal")) is None


def test_a_series_is_told_by_the_number_at_the_end():
    assert SERIES.sub("", "duck_02") == SERIES.sub("", "duck-11bw") == "duck"


def test_groups_that_were_joined_are_one():
    groups = Groups()
    for pair in (("a", "b"), ("c", "d"), ("b", "d")):
        groups.join(*pair)
    assert len({groups.of(name) for name in "abcd"}) == 1 and groups.of("e") == "e"


def test_distances_are_counted_bit_by_bit():
    bits = np.random.default_rng(1).integers(0, 2, (6, 40))
    counted = [[sum(a != b for a, b in zip(one, other)) for other in bits] for one in bits]
    assert distances(bits).tolist() == counted


def drawing(name, label, group, file=None):
    return Drawing("hand", name, group, label, file or Path(f"{name}.png"))


def test_parts_take_whole_groups_and_do_not_depend_on_order():
    stream = random.Random(1)
    drawn = [(one, one.group) for one in (drawing(f"{number}", "bird", f"group {stream.randint(0, 60)}")
                                          for number in range(200))]
    parted = parts.parted(drawn, parts.TARGET)["bird"]
    assert sum(map(len, parted.values())) == 200
    groups = [{one.group for one in part} for part in parted.values()]
    assert not any(a & b for a, b in itertools.combinations(groups, 2))
    assert len(parted["test"]) == pytest.approx(0.46 * 200, abs=8)
    assert parts.parted(drawn[::-1], parts.TARGET)["bird"] == parted


def test_a_class_needs_enough_to_learn_from_and_to_test_on():
    labels = {"bird": {"train": [0] * 25, "dev": [], "test": [0] * 30}, "bug": {"train": [0] * 25, "dev": [], "test": [0] * 29}}
    assert list(parts.large_enough(labels, parts.TARGET)) == ["bird"]
    assert list(parts.large_enough(labels, parts.SOURCE)) == ["bird", "bug"]


def picture(shade, size=(60, 30)):
    encoded = io.BytesIO()
    image = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    image.paste((shade, 0, 0, 255), (20, 20, 20 + size[0], 20 + size[1]))
    image.save(encoded, "PNG")
    return encoded.getvalue()


def test_a_drawing_fills_the_middle_of_a_white_square(tmp_path):
    on_canvas(picture(200), tmp_path / "wide.png")
    with Image.open(tmp_path / "wide.png") as made:
        pixels = np.asarray(made)
    assert pixels.shape == (SIDE, SIDE, 3)
    coloured = np.argwhere((pixels != 255).any(axis=2))
    (top, left), (bottom, right) = coloured.min(axis=0), coloured.max(axis=0)
    assert right - left + 1 == INNER and bottom - top + 1 == INNER // 2


def test_near_copies_are_left_out_and_their_groups_joined(tmp_path):
    drawn = []
    for name, label, shade, size in (("a", "bird", 200, (60, 30)), ("b", "bird", 190, (60, 30)), ("c", "bug", 200, (60, 30)),
                                     ("d", "bird", 200, (20, 60))):
        on_canvas(picture(shade, size), tmp_path / f"{name}.png")
        drawn.append(drawing(name, label, f"group {name}", tmp_path / f"{name}.png"))
    kept = without_copies(drawn)
    assert [one.subject for one, _ in kept] == ["a", "c", "d"]
