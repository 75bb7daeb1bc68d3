"""Whether words with a confidence of 0.8 are right eight times in ten, before and after calibration on dev."""

import json
import random

from words.programs import CORPUS, RUN, output, utterances
from words.svg import Picture

TITLE = "Confidence"
BINS = 10
RESAMPLES = 2000
RAW, CALIBRATED = "#c98b4a", "#4472a8"


def measure(models, page):
    tuned = models.tuned()
    # A language model given anew is decoded with the bundle's weights, but without its calibration.
    raw_clips = judged("raw", "-m", models.tuned_model, "--lm", models.language)
    calibrated_clips = judged("calibrated", "-m", models.tuned_model)
    raw, calibrated = sum(raw_clips, []), sum(calibrated_clips, [])
    if [right for _, right in raw] != [right for _, right in calibrated]:
        raise RuntimeError("calibration changed words")
    pictures = [page.picture(f"confidence-{name}", drawn(name, words, colour))
                for name, words, colour in (("raw", raw, RAW), ("calibrated", calibrated, CALIBRATED))]
    on_dev = tuned["calibrationError"]
    low, high = difference(raw_clips, calibrated_clips)
    return f"""How far confidences are from what they say, for the {len(raw)} words heard in the test clips, {share_right(raw):.1f} % of them right:
expected calibration error over {BINS} bins, and Brier score. Adapted model with the language model of its domain; calibrated on
dev, where the error is {on_dev["before"]:.3f} raw and {on_dev["after"]:.3f} calibrated (two-fold). `scripts/check-words confidence`

| | expected calibration error on test | Brier score |
|---|---|---|
| raw | {expected_error(raw):.3f} | {brier(raw):.3f} |
| calibrated on dev | {expected_error(calibrated):.3f} | {brier(calibrated):.3f} |

Calibrated minus raw error: {expected_error(calibrated) - expected_error(raw):+.3f} (95 % interval {low:+.3f} to {high:+.3f}, paired bootstrap over clips).

{" ".join(pictures)}

The bars are the share of right words among those of a bin, with their number above; the dashed line is what it should be."""


def judged(name, *options):
    """Of each test clip, (confidence, whether it is right) of every word heard. The transcripts stay in the run's folder."""
    transcripts = output("transcribe", *options, "--format", "json", CORPUS / "test.jsonl")
    (RUN / f"{name}.jsonl").write_text(transcripts)
    clips = []
    for line, said in zip(transcripts.splitlines(), utterances("test"), strict=True):
        heard = json.loads(line)["words"]
        right = matched(said["text"].split(), [word["word"] for word in heard])
        clips.append([(word["confidence"], place in right) for place, word in enumerate(heard)])
    return clips


def difference(raw, calibrated):
    """Where the difference of the two errors lies on clips of this kind, nineteen times in twenty."""
    stream = random.Random(1)
    found = []
    for _ in range(RESAMPLES):
        drawn_clips = stream.choices(range(len(raw)), k=len(raw))
        found.append(expected_error([word for clip in drawn_clips for word in calibrated[clip]])
                     - expected_error([word for clip in drawn_clips for word in raw[clip]]))
    found.sort()
    return found[RESAMPLES * 25 // 1000], found[RESAMPLES * 975 // 1000 - 1]


def brier(words):
    return sum((confidence - right) ** 2 for confidence, right in words) / len(words)


def matched(said, heard):
    """Places of the heard words that are right in an alignment with fewest errors."""
    costs = [[0] * (len(heard) + 1) for _ in range(len(said) + 1)]
    for i in range(len(said), -1, -1):
        for j in range(len(heard), -1, -1):
            ways = []
            if i < len(said):
                ways.append(costs[i + 1][j] + 1)
            if j < len(heard):
                ways.append(costs[i][j + 1] + 1)
            if i < len(said) and j < len(heard):
                ways.append(costs[i + 1][j + 1] + (said[i] != heard[j]))
            costs[i][j] = min(ways, default=0)
    right, i, j = set(), 0, 0
    while i < len(said) and j < len(heard):
        if costs[i][j] == costs[i + 1][j + 1] + (said[i] != heard[j]):
            if said[i] == heard[j]:
                right.add(j)
            i, j = i + 1, j + 1
        elif costs[i][j] == costs[i + 1][j] + 1:
            i += 1
        else:
            j += 1
    return right


def bins(words):
    """Of each bin, its words."""
    filled = [[] for _ in range(BINS)]
    for confidence, right in words:
        filled[min(BINS - 1, int(confidence * BINS))].append((confidence, right))
    return filled


def expected_error(words):
    return sum(abs(sum(confidence - right for confidence, right in one)) for one in bins(words)) / len(words)


def share_right(words):
    return 100 * sum(right for _, right in words) / len(words)


def drawn(name, words, colour):
    picture = Picture(f"{name}: expected calibration error {expected_error(words):.3f}", "confidence", "words right")
    for number, one in enumerate(bins(words)):
        if one:
            picture.bar(number / BINS, (number + 1) / BINS, share_right(one) / 100, colour, str(len(one)))
    picture.line([(0, 0), (1, 1)], "#555", dashed=True)
    return str(picture)
