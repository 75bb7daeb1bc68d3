"""DeepSpeech models with random weights, written by TensorFlow in every form it supports."""

import dataclasses

from laboratory.imports.programs import WORK, tensorflow, tensorflow_class_path
from laboratory.programs import attune

SEED = 93
OUTPUTS = 29


@dataclasses.dataclass(frozen=True)
class Form:
    """A form of model file, and how DeepSpeech treats the end of a clip with it."""

    name: str
    file: str
    hearing: str  # "dropped" as in training, or "padded" as in the client: one more window, padded with zeros


CHECKPOINT = Form("checkpoint", "checkpoint", "dropped")
FROZEN = Form("`.pb`", "model.pb", "padded")
MAPPED = Form("`.pbmm`", "model.pbmm", "padded")
FORMS = (CHECKPOINT, FROZEN, MAPPED)


@dataclasses.dataclass(frozen=True)
class Network:
    """`widths` of the layers: one number for all, or five of the layers 1, 2, 3, the LSTM and layer 5."""

    widths: str

    @property
    def folder(self):
        return WORK / f"models/{self.widths.replace(',', '-')}"

    def file(self, form):
        return self.folder / form.file

    def write(self):
        """Unless it has been written by the same program."""
        file = self.file(MAPPED)
        if not file.exists() or file.stat().st_mtime < tensorflow_class_path().stat().st_mtime:
            tensorflow("write", self.folder, self.widths, SEED)

    def bundle(self, form):
        """Imports it again."""
        bundle = self.folder / f"{form.file}.attune"
        bundle.unlink(missing_ok=True)
        options = ["--pad-last-window"] if form.hearing == "padded" else []
        attune("import", "deepspeech", self.file(form), "-o", bundle, *options)
        return bundle


# Layers of different widths, so that none can pass for another; and those of the released models.
NARROW = Network("10,11,12,8,13")
FULL = Network("2048")
