"""Test pictures with the models' predictions, as SVG with the pictures embedded. Written by hand, because matplotlib embeds
pictures only as PNG, three times the size of these JPEGs.
"""

import base64
import io
from pathlib import PurePath

from PIL import Image

from laboratory.imageproofs.context import files
from laboratory.imageproofs.legs import ALL, SCRATCH
from laboratory.picturedata.classes import is_horse as named_after_a_horse

OF_EACH_CLASS = 3
COLUMNS, CELL_WIDTH, CELL_HEIGHT, THUMBNAIL = 6, 150, 124, 64
RIGHT, WRONG = "#2e7d32", "#c62828"


def test_pictures(context):
    return files(context.part("target", "test"))


def is_horse(name):
    return named_after_a_horse(PurePath(name).stem)


def chosen(names):
    """All horses first, then some of each class, spread over the alphabet and so over several hands."""
    horses = [name for name in names if is_horse(name)]
    rest = {}
    for name in names:
        if name not in horses:
            rest.setdefault(PurePath(name).parts[0], []).append(name)
    return horses + [name for of in rest.values() for name in of[::-(-len(of) // OF_EACH_CLASS)]]


def drawn(rows, context):
    """None unless both an adapted model and one from scratch were measured."""
    told = {}
    for condition in (ALL, SCRATCH):
        of = [row for row in rows if row["condition"] == condition and row["seed"] == 1]
        if of:
            told[condition] = max(of, key=lambda row: row["shots"] or 10**6)["told"]
    if len(told) < 2:
        return None
    names = chosen(test_pictures(context))
    height = CELL_HEIGHT * -(-len(names) // COLUMNS) + 10
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {COLUMNS * CELL_WIDTH} {height}" font-family="sans-serif"'
             ' font-size="11">', '<rect width="100%" height="100%" fill="#ffffff"/>']
    for number, name in enumerate(names):
        x, y = number % COLUMNS * CELL_WIDTH, number // COLUMNS * CELL_HEIGHT
        parts += cell(x, y, name, context, told)
    return "\n".join([*parts, "</svg>"]) + "\n"


def cell(x, y, name, context, told):
    truth = PurePath(name).parts[0]
    middle = x + CELL_WIDTH / 2
    data = thumbnail(context.part("target", "test") / name)
    yield f'<image x="{middle - THUMBNAIL / 2:.0f}" y="{y + 6}" width="{THUMBNAIL}" height="{THUMBNAIL}" href="{data}"/>'
    yield text(middle, y + THUMBNAIL + 20, truth)
    for line, (condition, word) in enumerate(((ALL, "adapted"), (SCRATCH, "scratch"))):
        answer = told[condition][name]
        yield text(middle, y + THUMBNAIL + 34 + 14 * line, f"{word}: {answer}", RIGHT if answer == truth else WRONG)


def text(x, y, words, colour="#333333"):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" fill="{colour}">{words}</text>'


def thumbnail(file):
    with Image.open(file) as picture:
        small = picture.convert("RGB").resize((THUMBNAIL, THUMBNAIL), Image.Resampling.LANCZOS)
    encoded = io.BytesIO()
    small.save(encoded, "JPEG", quality=80)
    return "data:image/jpeg;base64," + base64.b64encode(encoded.getvalue()).decode()
