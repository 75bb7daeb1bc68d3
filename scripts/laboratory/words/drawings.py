"""The charts of docs/words.md, drawn from docs/results/words.json: a row for each has its numbers."""

from dataclasses import dataclass
from pathlib import Path

from laboratory import charts
from laboratory.pages import percent
from laboratory.rows import Rows


@dataclass(frozen=True)
class Key:
    chart: str


class Drawings:
    """Keeps the numbers and draws them, in one folder."""

    def __init__(self, folder: Path):
        self._folder, self._rows = folder, Rows(folder / "results" / "words.json")

    def put(self, name: str, **numbers) -> str:
        """Returns the Markdown that shows the chart."""
        self._rows.put(Key(name), **numbers)
        self._draw(self._rows.get(Key(name)))
        return f"![{name}]({name}.svg)"

    def draw(self):
        for row in self._rows:
            self._draw(row)

    def _draw(self, row):
        with charts.figure(self._folder / f"{row['chart']}.svg", 4.4, 3.3) as (axes,):
            if "widths" in row:
                _widths(axes, **row)
            else:
                _reliability(axes, **row)


def _widths(axes, chart, widths, rates):
    del chart
    charts.percent_axis(axes, "word error rate on dev", 1.15 * max(rates))
    charts.logarithmic(axes, "beam width (prefixes kept)", widths)
    axes.plot(widths, rates, marker="o", markersize=4, color=charts.COLOURS[0])
    for width, rate in zip(widths, rates):
        axes.annotate(percent(rate), (width, rate), (4, 6), textcoords="offset points")


def _reliability(axes, chart, calibration_error, bins):
    """`bins`: the number of words with a confidence `from` 0 `to` 0.1 and so on, and the share of them that are right."""
    name = chart.removeprefix("confidence-")
    places = [(one["from"] + one["to"]) / 2 for one in bins]
    axes.bar(places, [one["shareRight"] or 0 for one in bins], 0.9 / len(bins), color=charts.COLOURS[name == "raw"], alpha=0.75)
    axes.plot((0, 1), (0, 1), color=charts.GREY, linestyle="--", linewidth=1)
    for place, one in zip(places, bins):
        axes.annotate(one["words"], (place, 1.02), horizontalalignment="center", fontsize=8)
    axes.set_title(f"{name}: expected calibration error {calibration_error:.3f}", fontsize=10)
    axes.set_xlim(0, 1)
    axes.set_xlabel("confidence")
    charts.percent_axis(axes, "words right", 1.08)
