"""Charts as SVG, drawn by matplotlib: the same numbers give the same file. Shares are drawn in percent."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator, PercentFormatter

from laboratory.pages import percent

# Okabe and Ito's palette, which is safe for the colour-blind.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7")
GREY = "#666666"
STYLE = {"svg.hashsalt": "attune", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 10,
         "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True, "axes.grid.axis": "y",
         "axes.axisbelow": True, "grid.color": "#dddddd", "axes.edgecolor": GREY}
# Neither date nor version: with them, the same numbers would give another file.
METADATA = {"Date": None, "Creator": None}
LABEL_HEIGHT = 0.055  # of the axes


@dataclass(frozen=True)
class Curve:
    """Points and, if known, the ends of their intervals; fractions, if drawn in percent."""

    name: str
    x: Sequence[float]
    y: Sequence[float]
    low: Sequence[float] = ()
    high: Sequence[float] = ()


@contextmanager
def figure(file: Path, width: float, height: float, panels: int = 1) -> Iterator[list[Axes]]:
    """The axes of a figure with panels side by side, its size in inches. The figure is written at the end."""
    with matplotlib.rc_context(STYLE):
        whole = Figure(figsize=(width, height), layout="constrained")
        yield list(whole.subplots(ncols=panels, squeeze=False).flat)
        file.parent.mkdir(parents=True, exist_ok=True)
        whole.savefig(file, format="svg", metadata=METADATA)


def percent_axis(axes: Axes, label: str, top: float | None = 1.0) -> None:
    """From 0 to `top`, or as far as the data reach."""
    axes.set_ylim(0, top)
    axes.set_ylabel(label)
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))


def logarithmic(axes: Axes, label: str, ticks: Sequence[float]) -> None:
    axes.set_xscale("log")
    axes.set_xlim(ticks[0] / 1.2, ticks[-1] * 1.2)
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_xlabel(label)


def curves(axes: Axes, drawn: Sequence[Curve], dodge: float = 0.0) -> None:
    """Lines through points, each named at its end. So that intervals do not hide one another, each curve is shifted to the
    right of the one before, by `dodge` times its x.
    """
    top = axes.get_ylim()[1]
    heights = apart({curve.name: curve.y[-1] / top for curve in drawn}, LABEL_HEIGHT)
    for number, (curve, colour) in enumerate(zip(drawn, COLOURS)):
        places = [x * (1 + dodge * (number - (len(drawn) - 1) / 2)) for x in curve.x]
        intervals = [[y - low for y, low in zip(curve.y, curve.low)],
                     [high - y for y, high in zip(curve.y, curve.high)]] if curve.low else None
        axes.errorbar(places, curve.y, intervals, marker="o", markersize=4, color=colour, elinewidth=1, capsize=2)
        axes.annotate(f"{curve.name}, {percent(curve.y[-1])}", (max(drawn[0].x), heights[curve.name] * top), (14, 0),
                      textcoords="offset points", color=colour, verticalalignment="center", annotation_clip=False)


def apart(heights: dict[str, float], least: float) -> dict[str, float]:
    """Places for labels at these heights or above, from the bottom up, at least `least` apart."""
    placed: dict[str, float] = {}
    lowest = 0.0
    for name in sorted(heights, key=lambda name: heights[name]):
        placed[name] = max(heights[name], lowest)
        lowest = placed[name] + least
    return placed
