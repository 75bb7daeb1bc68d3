"""Rows of the benchmarks: our measurement, theirs, and the bar to hold."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """A limit on a row's ratio, or on our own number if there is nothing to compare with."""

    limit: float
    of: str = "ratio"  # or "ours"
    at_least: bool = False
    unit: str = "×"

    def __str__(self):
        return f"{'≥' if self.at_least else '≤'} {self.limit:g} {self.unit}"

    def holds(self, ours, ratio):
        value = ratio if self.of == "ratio" else ours
        return value >= self.limit if self.at_least else value <= self.limit


def measured(group, name, unit, ours, theirs=None, bar=None, note="", stock_dl4j=None, work=None):
    """Numbers are in the row's unit; the ratio is ours divided by theirs. `work`: GFLOP that ours has to compute, if it is
    mostly matrix products. `holds`: yes, no, not run, or no bar.
    """
    ratio = ours / theirs if theirs is not None else None
    holds = "no bar" if bar is None else "yes" if bar.holds(ours, ratio) else "no"
    return {"group": group, "name": name, "unit": unit, "ours": ours, "theirs": theirs, "ratio": ratio,
            "bar": str(bar or ""), "holds": holds, "note": note, "stock_dl4j": stock_dl4j, "work": work}


def not_run(group, name, unit, bar, why):
    return {**measured(group, name, unit, None, note=why), "bar": str(bar), "holds": "not run"}
