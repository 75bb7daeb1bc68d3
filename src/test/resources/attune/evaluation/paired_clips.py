#!/usr/bin/env python3
"""Makes paired-clips.csv, two recognisers' error counts on the same clips, and paired-clips.properties, what NumPy and
SciPy say of them: python3 paired_clips.py, in this folder."""

import numpy as np
import scipy
from scipy.stats import bootstrap, norm

CLIPS = 120
RESAMPLES = 200_000

rng = np.random.default_rng(1989)
length = rng.integers(1, 20, CLIPS)
hardness = rng.beta(2, 8, CLIPS)
baseline = rng.binomial(length, hardness) + rng.binomial(2, 0.05, CLIPS)
candidate = rng.binomial(length, hardness * 0.9) + rng.binomial(2, 0.05, CLIPS)

with open("paired-clips.csv", "w") as table:
    print("reference_words,baseline_errors,candidate_errors", file=table)
    for row in zip(length, baseline, candidate):
        print(*row, sep=",", file=table)


def rate(errors, words, axis=-1):
    return errors.sum(axis=axis) / words.sum(axis=axis)


def drawn(errors):
    return bootstrap((errors, length), rate, paired=True, vectorized=True, n_resamples=RESAMPLES, batch=2_000,
                     method="percentile", rng=np.random.default_rng(2004))


difference = candidate - baseline
z = difference.mean() / (difference.std(ddof=1) / np.sqrt(CLIPS))
alone, paired = drawn(baseline), drawn(difference)
draws = paired.bootstrap_distribution
results = {
    "rate.low": alone.confidence_interval.low,
    "rate.high": alone.confidence_interval.high,
    "difference": difference.sum() / length.sum(),
    "difference.low": paired.confidence_interval.low,
    "difference.high": paired.confidence_interval.high,
    "difference.standardError": paired.standard_error,
    "difference.improved": (draws < 0).mean() + (draws == 0).mean() / 2,
    "matchedPairs.z": z,
    "matchedPairs.p": 2 * norm.sf(abs(z)),
}
with open("paired-clips.properties", "w") as golden:
    print(f"# By paired_clips.py with NumPy {np.__version__}, SciPy {scipy.__version__}.", file=golden)
    for name, value in results.items():
        print(f"{name}={float(value)!r}", file=golden)
