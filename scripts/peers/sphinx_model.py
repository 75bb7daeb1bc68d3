"""pocketsphinx's English model from Debian, and the mixture weights that are missing there."""

import array
import math
import pathlib
import re
import struct
import subprocess

MODELS = pathlib.Path("/usr/share/pocketsphinx/model/en-us")
ENGLISH = MODELS / "en-us"
SHIPPED_LM = MODELS / "en-us.lm.bin"
DICTIONARY = MODELS / "cmudict-en-us.dict"
TRAINING_PROGRAMS = pathlib.Path("/usr/lib/sphinxtrain")
PACKAGES = ("pocketsphinx", "pocketsphinx-en-us", "sphinxbase-utils", "sphinxtrain", "flac")

BYTE_ORDER_MARK = 0x11223344
LOGARITHM_SHIFT = 10  # pocketsphinx's default


def batch_command(names, folder, heard, *options, model=ENGLISH, log="/dev/null"):
    """The command that transcribes the files NAME.wav of a folder, with default options and these, to lines in `heard`."""
    control = heard.with_suffix(".ctl")
    control.write_text("".join(f"{name}\n" for name in names))
    return ["pocketsphinx_batch", "-adcin", "yes", "-adchdr", "44", "-cepdir", folder, "-cepext", ".wav", "-ctl", control,
            "-hmm", model, "-dict", DICTIONARY, "-hyp", heard, "-logfn", log, *options]


def transcript(line):
    """A line of output without the clip's number and score and the marks of alternative pronunciations."""
    return re.sub(r"\s*\([^()]*\)$|\(\d+\)", "", line)


def mixture_weights(definition, target):
    """Training wants weights as floats. The model has them quantised, in sendump: each byte is a negative logarithm to the
    base 1.0001, shifted; feature by feature, Gaussian by Gaussian, a byte for each tied state (senone), padded.
    """
    senones = int(next(line for line in definition.read_text().splitlines() if "n_tied_state" in line).split()[0])
    with (ENGLISH / "sendump").open("rb") as dump:
        header = _header(dump)
        gaussians, row = struct.unpack("<ii", dump.read(8))
        features = int(header["feature_count"])
        rows = [[dump.read(row)[:senones] for _ in range(gaussians)] for _ in range(features)]
    shift = int(header.get("mixw_shift", LOGARITHM_SHIFT))
    weight = [math.exp(-(byte << shift) * math.log(1.0001)) for byte in range(256)]
    values = array.array("f")
    for senone in range(senones):
        for feature in rows:
            mixture = [weight[gaussian[senone]] for gaussian in feature]
            total = sum(mixture)
            values.extend(one / total for one in mixture)
    with target.open("wb") as out:
        out.write(b"s3\nversion 1.0\nendhdr\n")
        out.write(struct.pack("<Iiiii", BYTE_ORDER_MARK, senones, features, gaussians, len(values)))
        values.tofile(out)


def _header(dump):
    """The title, then lines of a name and a value; a length before each, 0 after the last."""
    lines = []
    while length := struct.unpack("<i", dump.read(4))[0]:
        lines.append(dump.read(length)[:-1].decode())
    return dict(line.split() for line in lines[1:] if len(line.split()) == 2)


def text_definition(target):
    subprocess.run(["pocketsphinx_mdef_convert", "-text", ENGLISH / "mdef", target], check=True, capture_output=True)
