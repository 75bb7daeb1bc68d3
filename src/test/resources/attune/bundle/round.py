"""Rounds numbers to 16 bits. Standard input: one hexadecimal number a line. Output: binary16 and bfloat16 bits, in hex.

numpy rounds to binary16 itself. For bfloat16 the bits of the number as a binary32 are rounded as integers: half a unit
less one, plus one if the kept part is odd, is added before the lower half is cut off.
"""

import sys

import numpy

numpy.seterr(all="ignore")
values = numpy.array([float.fromhex(line) for line in sys.stdin], dtype="f8")
halves = values.astype("<f2").view("<u2")
bits = values.astype("<f4").view("<u4").astype("u8")
brains = (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16
for half, brain in zip(halves, brains):
    print(f"{half:x} {brain:x}")
