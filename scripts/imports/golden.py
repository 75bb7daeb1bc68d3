"""The small files that the tests compare with, so that they need neither TensorFlow nor the client."""

import json
import shutil

from imports.models import FROZEN, MAPPED, NARROW, OUTPUTS
from imports.programs import CORPUS, PROJECT, WORK, client, decode, tensorflow

FOLDER = PROJECT / "src/test/resources/attune/foreign/tensorflow"
CLIP = "agent-loginok"
BEAM, TEXTS = 50, 3
SNIPPET_SAMPLES = 500  # too few for a second frame


def write():
    NARROW.write()
    samples, snippet = WORK / "golden.s16", WORK / "snippet.s16"
    decode(CORPUS / f"clips/{CLIP}.flac", samples)
    snippet.write_bytes(samples.read_bytes()[:2 * SNIPPET_SAMPLES])
    tensorflow("hear", NARROW.folder, NARROW.widths, samples)
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    shutil.copytree(NARROW.folder / "checkpoint", FOLDER / "checkpoint")
    for form in (FROZEN, MAPPED):
        shutil.copy(NARROW.file(form), FOLDER)
    for name in ("dropped", "padded", "dropped.cepstra"):
        shutil.copy(samples.with_suffix(f".{name}"), FOLDER / f"{name}.f32")
    (FOLDER / "client.json").write_text(json.dumps(heard(samples, snippet), indent=1) + "\n")


def heard(samples, snippet):
    """What the client tells: the best texts of the clip, and of the snippet the log-probability of every text."""
    clip, first = (client(NARROW.file(MAPPED), BEAM, OUTPUTS, [sound])["clips"][0]["texts"] for sound in (samples, snippet))
    return {"clip": CLIP, "beam": BEAM, "texts": [text for text, _ in clip[:TEXTS]],
            "snippetSamples": SNIPPET_SAMPLES, "snippetTexts": dict(first)}
