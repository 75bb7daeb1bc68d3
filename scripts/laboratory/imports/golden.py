"""The small files that the tests compare with, so that they need neither TensorFlow nor the client."""

import json
import shutil

from laboratory.imports.models import FROZEN, MAPPED, NARROW, OUTPUTS
from laboratory.imports.programs import WORK, client, tensorflow
from laboratory.programs import PROJECT
from laboratory.prompts import CORPUS, samples

FOLDER = PROJECT / "src/test/resources/attune/foreign/tensorflow"
CLIP = "agent-loginok"
BEAM, TEXTS = 50, 3
SNIPPET_SAMPLES = 500  # too few for a second frame


def write():
    NARROW.write()
    whole, snippet = WORK / "golden.s16", WORK / "snippet.s16"
    sound = samples(CORPUS / f"clips/{CLIP}.flac")
    whole.write_bytes(sound)
    snippet.write_bytes(sound[:2 * SNIPPET_SAMPLES])
    tensorflow("hear", NARROW.folder, NARROW.widths, whole)
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    shutil.copytree(NARROW.folder / "checkpoint", FOLDER / "checkpoint")
    for form in (FROZEN, MAPPED):
        shutil.copy(NARROW.file(form), FOLDER)
    for name in ("dropped", "padded", "dropped.cepstra"):
        shutil.copy(whole.with_suffix(f".{name}"), FOLDER / f"{name}.f32")
    (FOLDER / "client.json").write_text(json.dumps(heard(whole, snippet), indent=1) + "\n")


def heard(whole, snippet):
    """The client's output: the best texts of the clip, and the log-probability of every text of the snippet."""
    clip, first = (client(NARROW.file(MAPPED), BEAM, OUTPUTS, [sound])["clips"][0]["texts"] for sound in (whole, snippet))
    return {"clip": CLIP, "beam": BEAM, "texts": [text for text, _ in clip[:TEXTS]],
            "snippetSamples": SNIPPET_SAMPLES, "snippetTexts": dict(first)}
