"""What the width of the beam brings on dev, at the best settings of the usual width."""

import math

from words.svg import Picture

TITLE = "Width of the beam"
COLOUR = "#4472a8"


def measure(models, page):
    tuned = models.tuned()
    widths = [(trial["settings"]["width"], trial["wordErrorRate"]) for trial in tuned["widths"]]
    widest = math.log10(widths[-1][0])
    points = [(0.05 + 0.9 * math.log10(width) / widest, rate) for width, rate in widths]
    picture = Picture("Words wrong on dev", "width of the beam", "words wrong",
                      [(x, f"{width}") for (x, _), (width, _) in zip(points, widths, strict=True)])
    picture.line(points, COLOUR)
    for x, rate in points:
        picture.dot(x, rate, COLOUR, f"{100 * rate:.1f} %")
    rows = "".join(f"| {width} | {100 * rate:.1f} % |\n" for width, rate in widths)
    return f"""Words wrong on the dev clips, adapted model with the language model of its domain; weight and word bonus are
those tuned at width 100. Without beam and language model: {100 * tuned["greedy"]["wordErrorRate"]:.1f} %. `scripts/check-words beam`

| width | words wrong |
|---|---|
{rows}
{page.picture("beam-width", str(picture))}"""
