"""The machine measured on."""

import os
import platform
import time
from pathlib import Path

CORES = 2  # the bars are for two


def pin():
    """Keeps this process and all it starts on two cores; on a larger machine the comparison would not be fair."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])


def first_core():
    return {min(os.sched_getaffinity(0))}


def _cpu(field):
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith(field):
            return line.split(":", 1)[1].strip()
    return ""


def has_bf16():
    return has_amx() or "avx512_bf16" in _cpu("flags").split()


def has_amx():
    return "amx_bf16" in _cpu("flags").split()


def processor():
    return f"{_cpu('model name')} (family {_cpu('cpu family')}, model {_cpu('model')})"


def describe(cores=CORES):
    vector = [flag for flag in ("avx2", "avx512f", "avx512_bf16", "amx_bf16") if flag in _cpu("flags").split()]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = platform.freedesktop_os_release()["PRETTY_NAME"]
    return f"{processor()}, {cores} cores, {', '.join(vector)}, {memory:.0f} GiB, {system}"


def busy_share(seconds=1.0):
    """The share of the processors that other programs take, 0 to 1. Call it while nothing of ours runs."""
    def idle_and_all():
        ticks = [int(field) for field in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
        return ticks[3] + ticks[4], sum(ticks)  # idle and waiting for the disk
    before = idle_and_all()
    time.sleep(seconds)
    after = idle_and_all()
    return 1 - (after[0] - before[0]) / max(1, after[1] - before[1])
