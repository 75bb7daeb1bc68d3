"""The course of pretraining: accuracy on dev and training loss, by epoch."""

import re

from laboratory import charts

ACCURACY = re.compile(r"accuracy ([0-9.]+) %")


def draw(epochs, file):
    """`epochs`: the number, loss and dev score of each."""
    numbers = [epoch["epoch"] for epoch in epochs]
    with charts.figure(file, 7, 3, panels=2) as (right, loss):
        right.plot(numbers, [float(ACCURACY.search(epoch["dev"])[1]) / 100 for epoch in epochs], color=charts.COLOURS[0])
        charts.percent_axis(right, "accuracy on dev", top=None)
        loss.plot(numbers, [epoch["loss"] for epoch in epochs], color=charts.COLOURS[1])
        loss.set_ylim(0)
        loss.set_ylabel("training loss (cross-entropy)")
        for axes in (right, loss):
            axes.set_xlabel("epoch")
