"""The learning curve: WER against minutes of speech, as `attune adapt` leaves a model, for each condition the mean over its
seeds and of their intervals.
"""

from laboratory import charts
from laboratory.proofs.results import ADAPTED, ON_STEM, OWN
from laboratory.rows import grouped, mean

NAMES = {ADAPTED: "adapted", ON_STEM: "from scratch"}


def points(rows):
    """The rows to draw: of every amount, with language models."""
    return [row for row in rows if row["experiment"] in ("asterisk", "learning-curve") and row["condition"] in NAMES
            and row["decoding"] == OWN]


def learning_curve(rows, file):
    drawn = []
    for condition, name in NAMES.items():
        of = [row for row in rows if row["condition"] == condition]
        measured = sorted((minutes, *(mean(at, name) for name in ("wer", "werLow", "werHigh")))
                          for (minutes,), at in grouped(of, "minutes").items())
        if measured:
            drawn.append(charts.Curve(name, *zip(*measured)))
    with charts.figure(file, 7, 4.2) as (axes,):
        charts.percent_axis(axes, "word error rate", 1.02 * max(max(curve.high) for curve in drawn))
        charts.logarithmic(axes, "minutes of training speech", sorted({row["minutes"] for row in rows}))
        charts.curves(axes, drawn, dodge=0.03)
