"""The learning curve: WER against minutes of speech, for each condition the mean over its seeds and of their intervals."""

from laboratory import charts
from laboratory.rows import grouped, mean

NAMES = {"all": "all layers", "last:2": "last two layers", "two-stage": "two stages", "scratch": "from scratch"}


def learning_curve(rows, file):
    drawn = []
    for (condition,), of in sorted(grouped(rows, "condition").items()):
        points = sorted((minutes, *(mean(at, name) for name in ("wer", "werLow", "werHigh")))
                        for (minutes,), at in grouped(of, "minutes").items())
        drawn.append(charts.Curve(NAMES.get(condition, condition), *zip(*points)))
    with charts.figure(file, 7, 4.2) as (axes,):
        charts.percent_axis(axes, "word error rate", 1.02 * max(max(curve.high) for curve in drawn))
        charts.logarithmic(axes, "minutes of training speech", sorted({row["minutes"] for row in rows}))
        charts.curves(axes, drawn, dodge=0.03)
