"""Whether words with a confidence of 0.8 are right eight times out of ten, before and after calibration on dev."""

from laboratory.benchmarks import machine
from laboratory.pages import percent, table
from laboratory.programs import attune, attune_json
from laboratory.prompts import TEST
from laboratory.words.models import RUN

TITLE = "Confidence"
NAMES = {"raw": "raw", "calibrated": "calibrated on dev"}


def measure(models, drawings):
    on_dev = models.tuned()["calibrationError"]
    # With --lm, the bundle's weights are used, but not its calibration.
    heard = [transcripts("raw", "-m", models.tuned_model, "--lm", models.language),
             transcripts("calibrated", "-m", models.tuned_model)]
    rows = attune_json("evaluate", "--confidence", "--hypotheses", *heard, "--test", TEST)
    return section(on_dev, rows, drawings)


def transcripts(name, *options):
    """Written to the run's folder, and kept."""
    file = RUN / f"{name}.jsonl"
    file.write_text(attune("transcribe", *options, "--format", "json", TEST))
    return file


def section(on_dev, rows, drawings):
    """`on_dev`: errors before and after; `rows` of `attune evaluate`, raw and calibrated."""
    raw, calibrated = (row["confidence"] for row in rows)
    if raw["shareRight"] != calibrated["shareRight"]:
        raise RuntimeError("calibration changed words")
    measured = dict(zip(NAMES, (raw, calibrated)))
    shown = " ".join(drawings.put(f"confidence-{name}", calibration_error=of["expectedCalibrationError"], bins=of["bins"])
                     for name, of in measured.items())
    difference = calibrated["againstFirst"]
    return f"""How well confidences match accuracy, for the {raw["words"]} words recognised in the test clips, {percent(raw["shareRight"])} of them right:
expected calibration error over {len(raw["bins"])} bins, and Brier score, by `attune evaluate --confidence`. Adapted model with the language
model of its domain; calibrated on dev, where the error is {on_dev["before"]:.3f} raw and {on_dev["after"]:.3f} calibrated (two-fold).
{machine.describe()}. `scripts/lab words confidence`

{table(("", "expected calibration error on test (95 % interval)", "Brier score"),
       ((NAMES[name], f"{of['expectedCalibrationError']:.3f} ({of['low']:.3f} to {of['high']:.3f})", f"{of['brier']:.3f}")
        for name, of in measured.items()))}

Calibrated minus raw error: {difference["difference"]:+.3f} (95 % interval {difference["low"]:+.3f} to {difference["high"]:+.3f}, paired bootstrap over clips).
With so few words, even perfect confidences have some error, and each bootstrap draw adds to it: the intervals are slightly high.

{shown}

The bars show the share of right words in each bin, with the number of words above; the dashed line is perfect calibration.
A bar with few words says little."""
