"""What Attune says where a card cannot be used, provoked: NVIDIA's libraries are hidden behind empty ones, one by one."""

import subprocess
import tempfile
from pathlib import Path

from laboratory.gpu.checks import Check
from laboratory.programs import ATTUNE, run

# What libtorch_cuda.so needs by name; CUDA's runtime may be where JavaCPP finds it whatever the loader is told.
RUNTIME = "libcudart.so.13"
LIBRARIES = ("libcublas.so.13", "libcublasLt.so.13", "libcusparse.so.12", "libcufft.so.12", "libcurand.so.10",
             "libcufile.so.0", "libnccl.so.2", "libcudnn.so.9")


def messages() -> list[Check]:
    """On a build with -Pcuda and a machine that has a C compiler, but neither a card nor NVIDIA's libraries."""
    everything = {RUNTIME, *LIBRARIES}
    return [said(f"without {library}", f"{library} is missing", everything - {library}) for library in LIBRARIES] + [
        said("without a driver", "no NVIDIA driver is loaded", everything)]


def said(name: str, expected: str, present: set[str]) -> Check:
    """What `attune devices` says where the loader finds these libraries alone."""
    with tempfile.TemporaryDirectory() as folder:
        for library in present:
            empty = Path(folder) / library
            subprocess.run(["cc", "-shared", "-x", "c", "/dev/null", f"-Wl,-soname,{library}", "-o", empty], check=True)
        lines = run(ATTUNE, "devices", changes={"LD_LIBRARY_PATH": folder}).splitlines()
    line = next((line for line in lines if line.startswith("libtorch")), "nothing of libtorch")
    return Check(name, f"says: {expected}", line, expected in line)
