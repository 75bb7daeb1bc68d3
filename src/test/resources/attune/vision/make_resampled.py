#!/usr/bin/env python3
"""Writes resampled.txt: a made-up picture of 50 x 37 pixels, scaled to 8 x 8 by PyTorch's antialiased "bilinear"."""

from pathlib import Path

import torch

WIDTH, HEIGHT, SIZE = 50, 37, 8

pixels = torch.arange(WIDTH * HEIGHT)
red = pixels * 7919 % 251
green = pixels * 104729 % 241
blue = (red + green) % 239
picture = torch.stack([red, green, blue]).reshape(1, 3, HEIGHT, WIDTH).double()
scaled = torch.nn.functional.interpolate(
    picture, size=(SIZE, SIZE), mode="bilinear", align_corners=False, antialias=True
)
lines = [f"{value:.5f}\n" for value in scaled.flatten().tolist()]
Path(__file__).with_name("resampled.txt").write_text("".join(lines))
