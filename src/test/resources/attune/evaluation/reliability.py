#!/usr/bin/env python3
"""Makes reliability.properties, how far the confidences of heard-words.jsonl can be trusted, from the definitions in plain
Python: python3 reliability.py, in this folder. heard-words.jsonl has what source-en, adapted for four epochs to 48 clips of
corpora/asterisk-en, heard in its dev clips without a language model: any recogniser's words would do.

Errors, bins and bootstrap are those of scripts/words/confidence.py, which gives the same numbers for the same words. That
script takes any alignment with fewest errors, though, and of these words finds 116 right; here, as in the error rates, it is
the one with most right words, 120."""

import json
import random

BINS = 10
RESAMPLES = 20_000


def matched(said, heard):
    """Places of the heard words that are right, in the alignment with fewest errors, and of these with most right words:
    costs[i][j] is (errors, substitutions) from there to the end."""
    costs = {}
    for i in range(len(said), -1, -1):
        for j in range(len(heard), -1, -1):
            ways = []
            if i < len(said):
                errors, substitutions = costs[i + 1, j]
                ways.append((errors + 1, substitutions))
            if j < len(heard):
                errors, substitutions = costs[i, j + 1]
                ways.append((errors + 1, substitutions))
            if i < len(said) and j < len(heard):
                errors, substitutions = costs[i + 1, j + 1]
                wrong = said[i] != heard[j]
                ways.append((errors + wrong, substitutions + wrong))
            costs[i, j] = min(ways, default=(0, 0))
    right, i, j = set(), 0, 0
    while i < len(said) and j < len(heard):
        here, wrong = costs[i, j], said[i] != heard[j]
        if here == (costs[i + 1, j + 1][0] + wrong, costs[i + 1, j + 1][1] + wrong):
            right |= set() if wrong else {j}
            i, j = i + 1, j + 1
        elif here == (costs[i, j + 1][0] + 1, costs[i, j + 1][1]):
            j += 1
        else:
            i += 1
    return right


def filled(words):
    bins = [[] for _ in range(BINS)]
    for confidence, right in words:
        bins[min(BINS - 1, int(confidence * BINS))].append((confidence, right))
    return bins


def expected_error(words):
    return sum(abs(sum(confidence - right for confidence, right in one)) for one in filled(words)) / len(words)


def brier(words):
    return sum((confidence - right) ** 2 for confidence, right in words) / len(words)


clips = []
for line in open("heard-words.jsonl"):
    clip = json.loads(line)
    right = matched(clip["said"].split(), [word["word"] for word in clip["words"]])
    clips.append([(word["confidence"], place in right) for place, word in enumerate(clip["words"])])
# As if the recogniser had been twice as unsure: something to compare the first with.
squared = [[(confidence**2, right) for confidence, right in clip] for clip in clips]

stream = random.Random(2015)
errors, differences = [], []
for _ in range(RESAMPLES):
    drawn = stream.choices(range(len(clips)), k=len(clips))
    errors.append(expected_error(sum((clips[clip] for clip in drawn), [])))
    differences.append(expected_error(sum((squared[clip] for clip in drawn), [])) - errors[-1])
errors.sort()
differences.sort()

words = sum(clips, [])
results = {
    "words": len(words),
    "right": sum(right for _, right in words),
    "expectedError": expected_error(words),
    "expectedError.low": errors[RESAMPLES * 25 // 1000],
    "expectedError.high": errors[RESAMPLES * 975 // 1000 - 1],
    "brier": brier(words),
    "difference": expected_error(sum(squared, [])) - expected_error(words),
    "difference.low": differences[RESAMPLES * 25 // 1000],
    "difference.high": differences[RESAMPLES * 975 // 1000 - 1],
}
for number, one in enumerate(filled(words)):
    results[f"bin{number}.words"] = len(one)
    results[f"bin{number}.right"] = sum(right for _, right in one)
    results[f"bin{number}.meanConfidence"] = sum(confidence for confidence, _ in one) / len(one) if one else "NaN"

with open("reliability.properties", "w") as golden:
    print("# By reliability.py.", file=golden)
    for name, value in results.items():
        print(f"{name}={value}", file=golden)
