"""The learning curve as SVG: words wrong against minutes of speech, for each condition its mean and interval."""

import math
from dataclasses import dataclass

WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 72, 150, 20, 50
COLOURS = ("#0b6e99", "#c05a00", "#4d7c0f", "#7c3aed")
NAMES = {"all": "all layers", "scratch": "from scratch"}
LINE = 16


@dataclass(frozen=True)
class Point:
    minutes: float
    wer: float
    low: float
    high: float


@dataclass(frozen=True)
class Axes:
    """Minutes on a logarithmic scale; percent from nothing up to a round number."""

    least: float
    most: float
    top: float

    def x(self, minutes):
        share = math.log(minutes / self.least) / math.log(self.most / self.least) if self.most > self.least else 0.5
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(self, percent):
        return HEIGHT - BOTTOM - percent / self.top * (HEIGHT - TOP - BOTTOM)


def learning_curve(rows):
    """The picture, or nothing where no row is there."""
    series = {}
    for row in rows:
        series.setdefault(row["condition"], {}).setdefault(row["minutes"], []).append(row)
    if not series:
        return None
    curves = {name: [point(minutes, of[minutes]) for minutes in sorted(of)] for name, of in series.items()}
    points = [one for curve in curves.values() for one in curve]
    axes = Axes(min(one.minutes for one in points), max(one.minutes for one in points),
                20 * math.ceil(max(one.high for one in points) / 20))
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif"'
             ' font-size="13">', '<rect width="100%" height="100%" fill="#ffffff"/>',
             *frame(axes, sorted({one.minutes for one in points}))]
    labels = apart({name: axes.y(curve[-1].wer) for name, curve in curves.items()})
    for number, (name, curve) in enumerate(sorted(curves.items())):
        parts += drawn(NAMES.get(name, name), curve, labels[name], COLOURS[number % len(COLOURS)], axes)
    return "\n".join([*parts, "</svg>"]) + "\n"


def apart(heights):
    """Places for labels, from the top down, none nearer to the one above than a line."""
    placed, least = {}, 0
    for name in sorted(heights, key=heights.get):
        placed[name] = max(heights[name], least)
        least = placed[name] + LINE
    return placed


def point(minutes, rows):
    def mean(name):
        return 100 * sum(row[name] for row in rows) / len(rows)
    return Point(minutes, mean("wer"), mean("werLow"), mean("werHigh"))


def text(x, y, words, anchor="middle", colour="#333333", more=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}"{more}>{words}</text>'


def frame(axes, minutes):
    for percent in range(0, int(axes.top) + 1, 20):
        y = axes.y(percent)
        yield f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#dddddd"/>'
        yield text(LEFT - 8, y + 4, f"{percent} %", "end")
    for one in minutes:
        yield text(axes.x(one), HEIGHT - BOTTOM + 20, f"{one:g}")
    yield text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, "minutes of speech to learn from")
    yield text(18, (TOP + HEIGHT - BOTTOM) / 2, "words wrong",
               more=f' transform="rotate(-90 18 {(TOP + HEIGHT - BOTTOM) / 2:.1f})"')


def drawn(name, curve, label, colour, axes):
    upper = [(axes.x(one.minutes), axes.y(one.high)) for one in curve]
    lower = [(axes.x(one.minutes), axes.y(one.low)) for one in reversed(curve)]
    middle = [(axes.x(one.minutes), axes.y(one.wer)) for one in curve]
    yield f'<polygon points="{pairs(upper + lower)}" fill="{colour}" opacity="0.15"/>'
    yield f'<polyline points="{pairs(middle)}" fill="none" stroke="{colour}" stroke-width="2"/>'
    for x, y in middle:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>'
    yield text(middle[-1][0] + 10, label + 4, f"{name}, {curve[-1].wer:.1f} %", "start", colour)


def pairs(points):
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
