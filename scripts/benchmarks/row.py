"""One row of the results, and the bar it has to hold."""

from dataclasses import asdict, dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Bar:
    """What must hold: of a row's ratio, or of our own number where there is nobody to compare with."""

    limit: float
    of: str = "ratio"  # or "ours"
    at_least: bool = False
    unit: str = "×"

    def __str__(self):
        return f"{'≥' if self.at_least else '≤'} {self.limit:g} {self.unit}"

    def holds(self, ours, ratio):
        value = ratio if self.of == "ratio" else ours
        return value >= self.limit if self.at_least else value <= self.limit


@dataclass(frozen=True)
class Row:
    """One result. Numbers are in the row's unit; a ratio is ours divided by theirs."""

    group: str
    name: str
    unit: str
    ours: float | None
    theirs: float | None
    ratio: float | None
    bar: str
    holds: str  # yes, no, not run, or no bar
    note: str = ""
    stock_dl4j: float | None = None
    work: float | None = None  # GFLOP that ours has to compute, where it is mostly matrix products
    measured: str = ""  # date
    quick: bool = False
    busy: float = 0.0  # share of the processors that others took just before or after; above BUSY it is no measurement

    BUSY: ClassVar[float] = 0.1

    def on_busy_machine(self):
        return self.busy > self.BUSY

    def to_json(self):
        return asdict(self)


def measured(group, name, unit, ours, theirs=None, bar=None, **details):
    ratio = ours / theirs if theirs is not None else None
    holds = "no bar" if bar is None else "yes" if bar.holds(ours, ratio) else "no"
    return Row(group, name, unit, ours, theirs, ratio, str(bar or ""), holds, **details)


def not_run(group, name, unit, bar, why):
    return Row(group, name, unit, None, None, None, str(bar), "not run", note=why)
