"""Computes what a bundle's dense network answers, with numpy alone. Usage: forward.py dense.attune > dense.txt"""

import sys
import zipfile

import numpy
import safetensors

with zipfile.ZipFile(sys.argv[1]) as bundle:
    w = safetensors.read(bundle.read("weights.safetensors"))
x = numpy.array([[0.5, -1.0, 0.25, 2.0], [-0.75, 1.5, 0.0, 0.125]])
hidden = numpy.maximum(x @ w["hidden/W"] + w["hidden/b"], 0)
scores = hidden @ w["out/W"] + w["out/b"]
exp = numpy.exp(scores - scores.max(axis=1, keepdims=True))
for row in exp / exp.sum(axis=1, keepdims=True):
    print(*(f"{p:.9f}" for p in row))
