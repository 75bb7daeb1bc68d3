"""Whether Attune computes what TensorFlow and DeepSpeech's client compute, with the same files and the same clips."""

import math
import shutil
import sys
from pathlib import Path

from laboratory.imports import prefix_beam
from laboratory.imports.models import CHECKPOINT, FORMS, FULL, NARROW, OUTPUTS, Network
from laboratory.imports.programs import WORK, attune_probabilities, client, largest_difference, rows, tensorflow
from laboratory.pages import table
from laboratory.programs import attune, say
from laboratory.prompts import BYTES_PER_SECOND, TEST, between, samples

TITLE = "The same numbers"
NETWORKS = (NARROW, Network("256"), FULL)
LABELS = " abcdefghijklmnopqrstuvwxyz'"
CEPSTRA, CONTEXT = 26, 9
BEAM = 16
CLIPS, SECONDS = 8, (1, 8)
# Too short for a whole window: the client sees a single frame, whose probabilities are those of its one-letter texts.
SNIPPETS, SNIPPET_SAMPLES = 8, 500
BAR = 1e-4


def measure():
    clips, snippets = sounds()
    compared = table(
        ("widths", "form", "cepstra, largest difference", "probabilities", "their logarithms",
         "client: log-probability of a text", "client: probabilities of single frames", "client: same texts"),
        (row for network in NETWORKS for row in network_rows(network, clips, snippets)))
    seconds = sum(clip.with_suffix(".s16").stat().st_size for clip in clips) / BYTES_PER_SECOND
    return f"""{len(clips)} clips of corpora/asterisk-en's test split ({seconds:.0f} s), random weights. **TensorFlow** is 1.15.0, the release that DeepSpeech 0.9
is trained and exported with: it wrote the checkpoint with its own saver, read it back into the `.pb`, and computed the
reference features and probabilities. The `.pbmm` has the numbers of the `.pb` in the layout of
`convert_graphdef_memmapped_format`. The **client** is libdeepspeech 0.9.3, which opened both. It reports texts with their
probabilities in its beam search (width {BEAM}, no scorer), but not the probabilities of frames. So three things are compared:
those text probabilities with what the same search, rewritten in `scripts/laboratory/imports/prefix_beam.py`, finds in Attune's
output; {SNIPPETS} snippets too short for a second frame, for which the client's {OUTPUTS} one-letter texts give the frame's
probabilities; and its texts with those of `attune transcribe --beam {BEAM}`, runs of spaces counted as one. Checkpoints, which
the client does not read, use whole windows only, as in training; the exported files use one window more, as in the client
(`--pad-last-window`).
`scripts/lab import parity`

{compared}
"""


def sounds():
    """FLAC files of whole clips, each with its samples beside it in the work folder; and the snippets' samples."""
    folder = WORK / "clips"
    folder.mkdir(parents=True, exist_ok=True)
    clips = []
    for utterance in between(TEST, *SECONDS, CLIPS):
        clips.append(Path(shutil.copy(utterance["audio_filepath"], folder / f"{len(clips)}.flac")))
        clips[-1].with_suffix(".s16").write_bytes(samples(clips[-1]))
    speech = clips[0].with_suffix(".s16").read_bytes()
    snippets = []
    for i in range(SNIPPETS):
        snippet = folder / f"snippet-{i}.s16"
        begin = 2 * (i * (len(speech) // 2 - SNIPPET_SAMPLES) // SNIPPETS)
        snippet.write_bytes(speech[begin:begin + 2 * SNIPPET_SAMPLES])
        snippets.append(snippet)
    return clips, snippets


def network_rows(network, clips, snippets):
    say(f"network of widths {network.widths}")
    network.write()
    heard_clips = [clip.with_suffix(".s16") for clip in clips]
    tensorflow("hear", network.folder, network.widths, *heard_clips)
    for form in FORMS:
        bundle = network.bundle(form)
        attune_probabilities(bundle, "attune", [*heard_clips, *snippets])
        client_cells = (("–", "–", "–") if form == CHECKPOINT
                        else beside_client(network.file(form), bundle, clips, snippets))
        yield network.widths, form.name, *beside_tensorflow(form, heard_clips), *client_cells


def beside_tensorflow(form, heard_clips):
    cepstra = probabilities = logarithms = 0.0
    for clip in heard_clips:
        own = [row[CONTEXT * CEPSTRA:(CONTEXT + 1) * CEPSTRA]
               for row in rows(clip.with_suffix(".attune.features"), (2 * CONTEXT + 1) * CEPSTRA)]
        theirs = rows(clip.with_suffix(f".{form.hearing}.cepstra"), CEPSTRA)
        cepstra = max(cepstra, largest_difference(own, theirs))
        ours, theirs = (rows(clip.with_suffix(f".{name}"), OUTPUTS) for name in ("attune", form.hearing))
        probabilities = max(probabilities, largest_difference(ours, theirs))
        logarithms = max(logarithms, largest_difference(*(prefix_beam.logarithms(each) for each in (ours, theirs))))
    require(probabilities, f"{form.name}: a probability differs from TensorFlow's by")
    return f"{cepstra:.1e}", f"{probabilities:.1e}", f"{logarithms:.1e}"


def beside_client(model, bundle, clips, snippets):
    """Cells for a model that computes with floats, as Attune does."""
    likelihood, frames, found, transcribed = client_differences(model, bundle, clips, snippets)
    require(frames, f"{model}: a probability differs from the client's by")
    if found != len(clips):
        sys.exit(f"lab: {model}: in {len(clips) - found} clips the client finds a different text")
    return f"{likelihood:.1e}", f"{frames:.1e}", f"{transcribed} of {len(clips)}"


def client_differences(model, bundle, clips, snippets):
    """Largest differences of texts' log-probabilities and of single frames' probabilities; number of clips with the client's
    text by the same search and by `attune transcribe`.
    """
    heard = [clip["texts"][0] for clip in client(model, BEAM, 1, [clip.with_suffix(".s16") for clip in clips])["clips"]]
    likelihood, found = 0.0, 0
    for clip, (text, theirs) in zip(clips, heard, strict=True):
        labels, ours = prefix_beam.best(rows(clip.with_suffix(".attune"), OUTPUTS), BEAM)
        if "".join(LABELS[label] for label in labels) == text:
            likelihood, found = max(likelihood, abs(ours - theirs)), found + 1
    lines = attune("transcribe", "-m", bundle, "--beam", BEAM, *clips).splitlines()
    transcribed = sum(line.split("\t")[1].split() == text.split() for line, (text, _) in zip(lines, heard, strict=True))
    return likelihood, largest_difference(*single_frames(model, snippets)), found, transcribed


def single_frames(model, snippets):
    """Attune's probabilities of each snippet's one frame, and the client's."""
    ours, theirs = [], []
    for snippet, heard in zip(snippets, client(model, OUTPUTS, OUTPUTS, snippets)["clips"], strict=True):
        ours += rows(snippet.with_suffix(".attune"), OUTPUTS)
        known = {text: math.exp(confidence) for text, confidence in heard["texts"]}
        theirs.append([known[text] for text in (*LABELS, "")])
    return ours, theirs


def require(difference, what):
    if difference > BAR:
        sys.exit(f"lab: {what} {difference:.1e}; the bar is {BAR:.0e}")
