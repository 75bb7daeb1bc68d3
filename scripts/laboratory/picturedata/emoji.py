"""Emoji by the Unicode subgroup they are in, and their drawings in the icon sets of the npm registry."""

import json
import re
import subprocess
from dataclasses import dataclass
from multiprocessing.pool import ThreadPool

from laboratory.picturedata.canvas import INNER, on_canvas
from laboratory.picturedata.drawing import Drawing

LINE = re.compile(r"(?P<code>[0-9A-F ]+); fully-qualified +# \S+ E[0-9.]+ (?P<name>.+)")
SKIN_TONES = frozenset({"1f3fb", "1f3fc", "1f3fd", "1f3fe", "1f3ff"})
PRESENTATION = "fe0f"
JOINER = "200d"
# A man, a woman and a person doing the same are one subject.
GENDERS = {"1f468": "1f9d1", "1f469": "1f9d1", "2640": "", "2642": ""}


@dataclass(frozen=True)
class Emoji:
    """`code`: code points in hexadecimal, joined by hyphens, without variation selectors; `group`: without genders too."""

    code: str
    name: str
    subgroup: str

    @property
    def group(self):
        parts = [GENDERS.get(part, part) for part in self.code.split("-") if part != JOINER]
        return "-".join(part for part in parts if part)


def slug(name):
    """The icon sets' file name for a name of Unicode's."""
    plain = name.lower().replace("ñ", "n").replace("ã", "a").replace("é", "e").replace("ç", "c").replace("ô", "o")
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("’", "").replace("“", "").replace("”", "").replace(".", "")).strip("-")


def bare(code):
    return "-".join(part for part in code.lower().split("-") if part != PRESENTATION)


def listed(table):
    """The emoji of Unicode's emoji-test.txt, without those that differ only in skin tone."""
    subgroup = ""
    for line in table.read_text(encoding="utf-8").splitlines():
        if line.startswith("# subgroup: "):
            subgroup = line.removeprefix("# subgroup: ").replace(" & ", "-")
        elif found := LINE.fullmatch(line.strip()):
            code = bare("-".join(found["code"].split()))
            if SKIN_TONES.isdisjoint(code.split("-")):
                yield Emoji(code, found["name"], subgroup)


def icon_set(hand, folder, wanted, out):
    """The drawings of one icon set for `wanted`, emoji with their labels, as pictures in `out`. Sets without a list of code
    points use Unicode's names.
    """
    icons = json.loads((folder / "icons.json").read_text(encoding="utf-8"))
    names = {bare(code): name for code, name in json.loads((folder / "chars.json").read_text(encoding="utf-8")).items()}
    work = []
    for emoji, label in wanted:
        name = names.get(emoji.code, slug(emoji.name))
        if icon := icons["icons"].get(name):
            drawing = Drawing(hand, name, emoji.group, label, out / f"{hand}-{name}.png")
            width, height = (icon.get(side, icons.get(side, 16)) for side in ("width", "height"))
            work.append((drawing, f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
                                  f' viewBox="0 0 {width} {height}">{icon["body"]}</svg>'))
    with ThreadPool(2) as pool:
        pool.starmap(render, work)
    return [drawing for drawing, _ in work]


def render(drawing, svg):
    if not drawing.file.exists():
        size = ["-w", str(INNER), "-h", str(INNER), "--keep-aspect-ratio"]
        png = subprocess.run(["rsvg-convert", *size], input=svg.encode(), stdout=subprocess.PIPE, check=True).stdout
        on_canvas(png, drawing.file)


def rendered_set(hand, folder, wanted, out):
    """The same for a set of pictures named by code points."""
    files = {bare(file.stem): file for file in sorted(folder.iterdir())}
    drawings = []
    for emoji, label in wanted:
        if file := files.get(emoji.code):
            drawing = Drawing(hand, slug(emoji.name), emoji.group, label, out / f"{hand}-{slug(emoji.name)}.png")
            on_canvas(file.read_bytes(), drawing.file)
            drawings.append(drawing)
    return drawings
