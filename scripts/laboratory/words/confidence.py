"""Whether words with a confidence of 0.8 are right eight times in ten, before and after calibration on dev."""

import json

from laboratory.pages import percent, table
from laboratory.programs import attune
from laboratory.prompts import TEST, utterances
from laboratory.significance import (BINS, bootstrap, brier_score, confidence_bins, expected_calibration_error,
                                     right_places)
from laboratory.words.models import RUN

TITLE = "Confidence"
DRAWS = 2000


def measure(models, drawings):
    on_dev = models.tuned()["calibrationError"]
    # A language model given anew is decoded with the bundle's weights, but without its calibration.
    clips = {"raw": judged("raw", "-m", models.tuned_model, "--lm", models.language),
             "calibrated": judged("calibrated", "-m", models.tuned_model)}
    raw, calibrated = (sum(of, []) for of in clips.values())
    if [right for _, right in raw] != [right for _, right in calibrated]:
        raise RuntimeError("calibration changed words")
    errors = {name: expected_calibration_error(sum(of, [])) for name, of in clips.items()}
    shown = " ".join(drawings.put(f"confidence-{name}", calibration_error=errors[name],
                                  words=[len(of) for of in confidence_bins(words)],
                                  right=[sum(right for _, right in of) for of in confidence_bins(words)])
                     for name, words in (("raw", raw), ("calibrated", calibrated)))
    low, high = bootstrap(len(clips["raw"]), lambda drawn: difference(*clips.values(), drawn), DRAWS)
    rows = table(("", "expected calibration error on test", "Brier score"),
                 (("raw", f"{errors['raw']:.3f}", f"{brier_score(raw):.3f}"),
                  ("calibrated on dev", f"{errors['calibrated']:.3f}", f"{brier_score(calibrated):.3f}")))
    return f"""How far confidences are from what they say, for the {len(raw)} words heard in the test clips, {percent(share_right(raw))} of them right:
expected calibration error over {BINS} bins, and Brier score. Adapted model with the language model of its domain; calibrated on
dev, where the error is {on_dev["before"]:.3f} raw and {on_dev["after"]:.3f} calibrated (two-fold). `scripts/lab words confidence`

{rows}

Calibrated minus raw error: {errors["calibrated"] - errors["raw"]:+.3f} (95 % interval {low:+.3f} to {high:+.3f}, paired bootstrap over clips).

{shown}

The bars are the share of right words among those of a bin, with their number above and a 95 % interval (Wilson's); the dashed
line is what it should be."""


def judged(name, *options):
    """For each test clip (confidence, whether it is right) of every word heard. The transcripts stay in the run's folder."""
    transcripts = attune("transcribe", *options, "--format", "json", TEST)
    (RUN / f"{name}.jsonl").write_text(transcripts)
    clips = []
    for line, said in zip(transcripts.splitlines(), utterances(TEST), strict=True):
        heard = json.loads(line)["words"]
        right = right_places(said["text"].split(), [word["word"] for word in heard])
        clips.append([(word["confidence"], place in right) for place, word in enumerate(heard)])
    return clips


def difference(raw, calibrated, drawn):
    """Calibrated minus raw error of the clips that were drawn."""
    before, after = (expected_calibration_error([word for clip in drawn for word in of[clip]]) for of in (raw, calibrated))
    return after - before


def share_right(words):
    return sum(right for _, right in words) / len(words)
