"""The course of pretraining as SVG: loss on what is learnt, and the share of dev that is right, by epoch."""

import re

from proofs.picture import pairs, text

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 320, 60, 60, 32, 50
LOSS, DEV = "#c05a00", "#0b6e99"
ACCURACY = re.compile(r"accuracy ([0-9.]+) %")


def drawn(epochs):
    """`epochs`: of each its number, loss and what dev said."""
    accuracy = [float(ACCURACY.search(epoch["dev"])[1]) for epoch in epochs]
    loss = [epoch["loss"] for epoch in epochs]
    top = max(loss)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif"'
             ' font-size="13">', '<rect width="100%" height="100%" fill="#ffffff"/>']
    for share in range(0, 101, 20):
        y = height(share / 100)
        parts += [f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#dddddd"/>',
                  text(LEFT - 8, y + 4, f"{share} %", "end", DEV),
                  text(WIDTH - RIGHT + 8, y + 4, f"{top * share / 100:.1f}", "start", LOSS)]
    for values, colour in ((accuracy, DEV), (loss, LOSS)):
        whole = 100 if values is accuracy else top
        points = [(across(i, len(values)), height(value / whole)) for i, value in enumerate(values)]
        parts.append(f'<polyline points="{pairs(points)}" fill="none" stroke="{colour}" stroke-width="2"/>')
    parts += [text(across(i, len(epochs)), HEIGHT - BOTTOM + 20, epoch["epoch"]) for i, epoch in enumerate(epochs)
              if i % max(1, len(epochs) // 8) == 0]
    parts += [text(WIDTH / 2, HEIGHT - 10, "epoch"), text(LEFT, 14, "dev right", "middle", DEV),
              text(WIDTH - RIGHT, 14, "training loss", "middle", LOSS)]
    return "\n".join([*parts, "</svg>"]) + "\n"


def across(index, count):
    return LEFT + (WIDTH - LEFT - RIGHT) * (index / (count - 1) if count > 1 else 0.5)


def height(share):
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)
