"""Turns sound files into 16 kHz mono 16-bit WAV with SoX, two at a time and at low priority."""

import concurrent.futures
import os
import subprocess

PROCESSES = 2
# Headroom for what resampling adds to a full-scale recording.
HEADROOM_DB = -3


def to_wav(target, *source, data=None):
    """Writes TARGET from SoX's SOURCE options and file, or from DATA where that file is "-"; does nothing if TARGET exists."""
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part.wav")
    subprocess.run(["nice", "-n", "10", "sox", "-D", "-V1", *source, "-r", "16000", "-c", "1", "-b", "16", part,
                    "gain", str(HEADROOM_DB)], input=data, check=True)
    os.replace(part, target)


def in_parallel(make, items):
    with concurrent.futures.ThreadPoolExecutor(PROCESSES) as pool:
        return list(pool.map(make, items))
