#!/usr/bin/env python3
"""Prints the seed that RunSeed(7) derives for "order", step 3, from the definition. Usage: python3 derive.py"""

MASK = (1 << 64) - 1
GAMMA = 0x9E3779B97F4A7C15


def mix(bits):
    z = (bits + GAMMA) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


state = mix(7)
for letter in "order":
    state = mix(state ^ ord(letter))
print(f"0x{mix((state + GAMMA) & MASK ^ 3):016X}")
