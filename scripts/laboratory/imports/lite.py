"""TensorFlow Lite files against DeepSpeech's client for them."""

from laboratory.imports.parity import BEAM, client_differences, sounds
from laboratory.imports.programs import WORK, attune_probabilities
from laboratory.pages import table
from laboratory.programs import PROJECT, attune

TITLE = "TensorFlow Lite"
FOLDER = PROJECT / "src/test/resources/attune/foreign"
FORMS = {"narrow-float.tflite": "floats", "narrow.tflite": "rounded to 8 bits"}


def measure():
    clips, snippets = sounds()
    rows = table(("weights", "client: log-probability of a text, where it is the same", "client: probabilities of single frames",
                  "client: same texts by the same search", f"by `attune transcribe --beam {BEAM}`"),
                 (row(name, weights, clips, snippets) for name, weights in FORMS.items()))
    return f"""TensorFlow's converter exists only for Python and was not available. The two files are those of the tests, written with
Google's flatbuffers library after TensorFlow's schema and DeepSpeech's export
(`src/test/resources/attune/foreign/make_tflite.py`); the client of the npm package deepspeech-tflite 0.9.3 opens and runs both,
and the columns are those above. With rounded weights it also rounds the inputs of products to 8 bits, which Attune does not:
the weights agree, but the sums cannot agree to the last digit.
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
