"""Adapts the source model to the telephone prompts by several ranks, processes of this machine, and prints the error rates
of what they make beside those of one. The number of clips heard is the same for all; N ranks with blocks take an Nth of the
steps each. All ranks share this machine's cores, so it says nothing of speed.
"""

import argparse
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from laboratory.pages import error_rate
from laboratory.programs import ATTUNE, PROJECT, SOURCE_MODEL, epochs, evaluated
from laboratory.prompts import DEV, TEST, TRAIN

# Ranks, and steps in a block; 0 for summed gradients.
WAYS = ["1:0", "2:0", "2:4", "2:16", "4:4", "4:16"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return probe.getsockname()[1]


def adapted(ranks, block_steps, given, folder):
    """The run's folder, once all ranks have ended."""
    command = [ATTUNE, "adapt", "-m", SOURCE_MODEL, "--train", TRAIN, "--dev", DEV, "-o", folder, "--epochs", given.epochs,
               "--patience", 0, "--seed", given.seed, "--no-lm", "--no-blend", "--quiet"]
    if given.batch_size:
        command += ["--batch-size", given.batch_size]
    if ranks > 1:
        command += ["--ranks", ranks, "--rendezvous", f"localhost:{free_port()}", "--block-steps", block_steps]
    processes = [subprocess.Popen(list(map(str, command + (["--rank", rank] if ranks > 1 else []))), cwd=PROJECT,
                                  stdout=subprocess.DEVNULL) for rank in range(ranks)]
    if any([process.wait() for process in processes]):
        sys.exit(f"lab: a rank of {ranks} failed")
    return folder


def main(arguments):
    parser = argparse.ArgumentParser(prog="scripts/lab ranks", description=__doc__)
    parser.add_argument("--epochs", type=int, default=10, help="passes over the 17.9 minutes; default: %(default)s")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch-size", type=int, help="clips in a batch; default: the plan's")
    parser.add_argument("--ways", nargs="+", default=WAYS, metavar="RANKS:BLOCK_STEPS",
                        help="0 block steps are gradients summed in every step; default: %(default)s")
    given = parser.parse_args(arguments)
    print("| ranks | exchange | steps of each rank | dev WER + CER / 100 | test WER |\n|---|---|---|---|---|", flush=True)
    for way in given.ways:
        ranks, block_steps = map(int, way.split(":"))
        with tempfile.TemporaryDirectory() as work:
            run = adapted(ranks, block_steps, given, Path(work, "run"))
            steps = sum(epoch["steps"] for epoch in epochs(run))
            best = min(epoch["score"]["value"] for epoch in epochs(run))
            how = "none" if ranks == 1 else f"every {block_steps} steps" if block_steps else "every step"
            test = error_rate(evaluated(run / "adapted.attune", TEST, "--greedy"))
            print(f"| {ranks} | {how} | {steps} | {best:.3f} | {test} |", flush=True)
