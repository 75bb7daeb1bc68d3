"""Adapts pocketsphinx's English model as its makers' tutorial says: statistics by bw, then MLLR or MAP."""

import re
import shutil
import subprocess

from peers.sphinx_model import DICTIONARY, ENGLISH, TRAINING_PROGRAMS, mixture_weights, text_definition

LONGEST_SECONDS = 40  # leaves out one clip, of 73 s


def usable(clips):
    """Prompts and digits whose words are all in the dictionary: it has no phones for others."""
    known = {re.sub(r"\(\d\)$", "", line.split()[0]) for line in DICTIONARY.read_text().splitlines() if line.strip()}
    return [clip for clip in clips
            if clip["category"] in ("prompt", "digit") and clip["duration"] < LONGEST_SECONDS
            and known.issuperset(clip["text"].split())]


def adapt(texts, folder):
    """A matrix to move the shipped model's means by, and a whole model. `folder` holds the clips, 0000.wav and on."""
    def run(log, *command):
        with (folder / f"{log}.log").open("w") as out:
            subprocess.run(command, check=True, cwd=folder, stdout=out, stderr=subprocess.STDOUT)

    (folder / "ctl").write_text("".join(f"{number:04}\n" for number in range(len(texts))))
    (folder / "lsn").write_text("".join(f"<s> {text} </s> ({number:04})\n" for number, text in enumerate(texts)))
    text_definition(folder / "mdef.txt")
    mixture_weights(folder / "mdef.txt", folder / "mixture_weights")
    (folder / "accum").mkdir()
    run("features", "sphinx_fe", "-argfile", ENGLISH / "feat.params", "-samprate", "16000", "-c", "ctl", "-di", ".",
        "-do", ".", "-ei", "wav", "-eo", "mfc", "-mswav", "yes")
    means = ["-meanfn", ENGLISH / "means", "-varfn", ENGLISH / "variances"]
    model = [*means, "-moddeffn", "mdef.txt", "-ts2cbfn", ".ptm.", "-mixwfn", "mixture_weights",
             "-tmatfn", ENGLISH / "transition_matrices"]
    run("bw", TRAINING_PROGRAMS / "bw", "-hmmdir", ENGLISH, *model, "-feat", "1s_c_d_dd", "-svspec",
        "0-12/13-25/26-38", "-cmn", "batch", "-agc", "none", "-dictfn", DICTIONARY, "-fdictfn", ENGLISH / "noisedict",
        "-ctlfn", "ctl", "-cepdir", ".", "-cepext", "mfc", "-lsnfn", "lsn", "-accumdir", "accum")
    run("mllr", TRAINING_PROGRAMS / "mllr_solve", *means, "-outmllrfn", "mllr_matrix", "-accumdir", "accum")
    return folder / "mllr_matrix", _map_model(run, model, folder)


def _map_model(run, model, folder):
    target = folder / "map"
    shutil.copytree(ENGLISH, target)
    run("map", TRAINING_PROGRAMS / "map_adapt", *model, "-accumdir", "accum", "-mapmeanfn", "map/means", "-mapvarfn",
        "map/variances", "-mapmixwfn", "map/mixture_weights", "-maptmatfn", "map/transition_matrices")
    run("sendump", TRAINING_PROGRAMS / "mk_s2sendump", "-pocketsphinx", "yes", "-moddeffn", "mdef.txt",
        "-mixwfn", "map/mixture_weights", "-sendumpfn", "map/sendump")
    (target / "mixture_weights").unlink()  # sendump has them
    return target
