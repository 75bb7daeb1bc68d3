"""Prints every element of a safetensors file: name, index along each axis, value. Usage: dump.py weights.safetensors"""

import sys

import numpy
import safetensors

with open(sys.argv[1], "rb") as file:
    for name, array in safetensors.read(file.read()).items():
        for index, value in numpy.ndenumerate(array):
            print(name, ",".join(map(str, index)), float(value).hex(), sep="\t")
