#!/usr/bin/env python3
"""Golden values for every stage of the standard log-mel front end, in double precision from the definitions.

Usage: python3 make_golden.py        (needs numpy; writes the .txt files beside itself, one row a line)

Nothing here shares a formula's implementation with the Java code: windows by index arithmetic, numpy's own transform
(pocketfft), triangles as the lower of two slopes (the HTK and Kaldi definition), means by summing slices.
"""
import pathlib

import numpy as np

HERE = pathlib.Path(__file__).parent
RATE, WINDOW, HOP, FFT, STACK = 16000, 400, 160, 512, 3
BANDS, LOW_HZ, HIGH_HZ, FLOOR, PRIOR = 80, 20.0, 7600.0, 1e-6, 50.0


def write(name, rows, form="%.10e"):
    np.savetxt(HERE / (name + ".txt"), np.atleast_2d(rows), fmt=form)


# A rising tone, noise in all bands and an offset, rounded to 16 bits: 7 whole windows and 37 samples more.
samples = WINDOW + 6 * HOP + 37
seconds = np.arange(samples) / RATE
noise = np.random.default_rng(20261124).standard_normal(samples)
sound = 0.4 * np.sin(2 * np.pi * (300 * seconds + 20000 * seconds**2)) + 0.03 * noise + 0.01
clip = np.round(sound * 32768).astype(int)
write("clip", clip, "%d")
x = clip / 32768.0

# Stage 1: cut, times the periodic Hann window, zeros behind.
starts = HOP * np.arange((samples - WINDOW) // HOP + 1)
hann = np.sin(np.pi * np.arange(WINDOW) / WINDOW) ** 2
windowed = np.stack([x[s : s + WINDOW] * hann for s in starts])
write("windowed", windowed)

# Stage 2: power.
power = np.abs(np.fft.rfft(windowed, FFT)) ** 2
write("power", power)

# Stage 3: triangles on the mel scale.
mel = lambda hz: 1127.0 * np.log(1.0 + hz / 700.0)
points = np.linspace(mel(LOW_HZ), mel(HIGH_HZ), BANDS + 2)
left, centre, right = points[:-2, None], points[1:-1, None], points[2:, None]
bins = mel(np.fft.rfftfreq(FFT, 1.0 / RATE))[None]
triangles = np.maximum(0, np.minimum((bins - left) / (centre - left), (right - bins) / (right - centre)))
energies = power @ triangles.T
write("mel", energies)

# Stage 4: logarithm.
log = np.log(energies + FLOOR)
write("log", log)

# Stage 5: against the channel; the statistics are made up, but exact in single precision.
means = -3.0 - np.arange(BANDS) / 64
deviations = 1.5 + np.arange(BANDS) / 128
kept = log[: len(log) // STACK * STACK]
smoothed = lambda seen: (seen.sum(axis=0) + PRIOR * means) / (len(seen) + PRIOR)
whole = (kept - smoothed(kept)) / deviations
so_far = np.stack([(kept[i] - smoothed(kept[: i + 1])) / deviations for i in range(len(kept))])
write("normalized-whole-clip", whole)
write("normalized-so-far", so_far)

# Stage 6: three windows side by side.
write("stacked", np.stack([np.concatenate(whole[i : i + STACK]) for i in range(0, len(whole), STACK)]))
