"""TensorFlow Lite files beside DeepSpeech's client for these."""

from laboratory.imports.parity import BEAM, CLIPS, QUICK_CLIPS, client_differences, sounds
from laboratory.imports.programs import WORK, attune_probabilities
from laboratory.pages import table
from laboratory.programs import PROJECT, attune

TITLE = "TensorFlow Lite"
FOLDER = PROJECT / "src/test/resources/attune/foreign"
FORMS = {"narrow-float.tflite": "floats", "narrow.tflite": "rounded to 8 bits"}


def measure(quick):
    clips, snippets = sounds(QUICK_CLIPS if quick else CLIPS)
    rows = table(("weights", "client: log-probability of a text, where it is the same", "client: probabilities of single frames",
                  "client: same texts by the same search", f"by `attune transcribe --beam {BEAM}`"),
                 (row(name, weights, clips, snippets) for name, weights in FORMS.items()))
    return f"""TensorFlow's converter is Python's alone, and none was at hand. The two files are the tests', written by Google's flatbuffers
library after TensorFlow's schema and DeepSpeech's export (`src/test/resources/attune/foreign/make_tflite.py`); the client of
the npm package deepspeech-tflite 0.9.3 opens and runs both, and the columns are those above. With rounded weights it rounds what
goes into a product to 8 bits too, which Attune does not: the weights agree, the sums cannot to the last digit.
`scripts/lab import lite`

{rows}
"""


def row(name, weights, clips, snippets):
    bundle = WORK / f"{name}.attune"
    bundle.unlink(missing_ok=True)
    attune("import", "deepspeech", FOLDER / name, "-o", bundle, "--pad-last-window")
    attune_probabilities(bundle, "attune", [*(clip.with_suffix(".s16") for clip in clips), *snippets])
    likelihood, frames, found, transcribed = client_differences(FOLDER / name, bundle, clips, snippets)
    return (weights, f"{likelihood:.1e}" if found else "–", f"{frames:.1e}", f"{found} of {len(clips)}",
            f"{transcribed} of {len(clips)}")
