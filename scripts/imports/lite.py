"""TensorFlow Lite files beside DeepSpeech's client for these."""

from imports.parity import BEAM, CLIPS, QUICK_CLIPS, client_differences, sounds
from imports.programs import PROJECT, WORK, attune, attune_probabilities

TITLE = "TensorFlow Lite"
FOLDER = PROJECT / "src/test/resources/attune/foreign"
FORMS = {"narrow-float.tflite": "floats", "narrow.tflite": "rounded to 8 bits"}


def measure(quick):
    clips, snippets = sounds(QUICK_CLIPS if quick else CLIPS)
    table = [row(name, weights, clips, snippets) for name, weights in FORMS.items()]
    return f"""TensorFlow's converter is Python's alone, and none was at hand. The two files are the tests', written by Google's flatbuffers
library after TensorFlow's schema and DeepSpeech's export (`src/test/resources/attune/foreign/make_tflite.py`); the client of
the npm package deepspeech-tflite 0.9.3 opens and runs both, and the columns are those above. With rounded weights it rounds what
goes into a product to 8 bits too, which Attune does not: the weights agree, the sums cannot to the last digit.
`scripts/check-import lite`

| weights | client: log-probability of a text, where it is the same | client: probabilities of single frames | client: same texts by the same search | by `attune transcribe --beam {BEAM}` |
|---|---|---|---|---|
{chr(10).join(table)}
"""


def row(name, weights, clips, snippets):
    bundle = WORK / f"{name}.attune"
    bundle.unlink(missing_ok=True)
    attune("import", "deepspeech", FOLDER / name, "-o", bundle, "--pad-last-window")
    samples = [clip.with_suffix(".s16") for clip in clips]
    attune_probabilities(bundle, "attune", [*samples, *snippets])
    likelihood, frames, found, transcribed = client_differences(FOLDER / name, bundle, clips, samples, snippets)
    likelihood = f"{likelihood:.1e}" if found else "–"
    return (f"| {weights} | {likelihood} | {frames:.1e} | {found} of {len(clips)}"
            f" | {transcribed} of {len(clips)} |")
