"""Trains small networks on an hour of three games' actors and measures them on people who are in no training: which input is
best, and what the literature's methods bring.

Fills docs/results/proxies.json and writes docs/proxies.md from it; rows that exist are skipped. Needs the speech that
scripts/corpora/queen.sh, steelsky.sh and drascula.sh and `scripts/models/source-en.sh --held-out` leave, and Debian's sox,
python3-numpy, python3-torch, python3-onnx and pocketsphinx-en-us (for its dictionary). A network takes about three minutes of a
core.
"""

import argparse
import importlib
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from laboratory.pages import percent, table, write
from laboratory.programs import PROJECT, needed
from laboratory.proxies import speech
from laboratory.proxies.arms import ARMS
from laboratory.rows import Rows

RESULTS, PAGE = PROJECT / "docs" / "results" / "proxies.json", PROJECT / "docs" / "proxies.md"
PROCESSES = 2


@dataclass(frozen=True)
class Key:
    arm: str
    seed: int


def measured(key: Key) -> dict[str, float]:
    """In a process of its own; PyTorch is needed only now."""
    return importlib.import_module("laboratory.proxies.work").measured(key.arm, key.seed)


def means(rows: Rows) -> list[list[object]]:
    """For each arm, the number of seeds and the mean for each group of people."""
    lines = []
    for arm in ARMS:
        if seeds := rows.of(arm=(arm,)):
            lines.append([arm, len(seeds), *(percent(sum(row[one] for row in seeds) / len(seeds)) for one in speech.UNHEARD)])
    return lines


def page(rows: Rows) -> list[str]:
    return [
        "# Inputs and methods on small networks",
        "Written by `scripts/lab proxies`; do not edit. What the source model hears, and what methods of training bring, by"
        " small networks: six dilated convolutions of 192 on an hour of three games' actors, six epochs, CTC over letters."
        " Each differs from the first in one thing. Letters wrong, greedily decoded, means over seeds, of people who are in no"
        " training: 150 telephone prompts, the shorter lines of two actors of Drascula (30 clips) and of three of the Queen"
        " (150). Differences of less than two points may be chance.",
        table(("what", "seeds", *speech.UNHEARD), means(rows)),
        "The pretrained stem, Google's speech embedding, is worth 13 to 18 points against log-mel bands; of its blocks, the"
        " third to the fifth together are best, and 20 ms instead of 40 bring nothing. Two of the methods that the literature"
        " recommends, a middle layer that also learns letters (Lee & Watanabe 2021, arXiv 2102.03216) or phones (Krishna et al."
        " 2018, arXiv 1807.06234), make no difference here; vocal tracts of several lengths (Jaitly & Hinton 2013) gain a point"
        " at most. The source model was trained without them.",
    ]


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="scripts/lab proxies", description=__doc__)
    parser.add_argument("--seeds", type=int, default=2, metavar="N", help="networks of each kind; default: %(default)s")
    parser.add_argument("--page", action="store_true", help="only write the page, from the rows")
    given = parser.parse_args(arguments)
    rows = Rows(RESULTS)
    if not given.page:
        needed(*speech.NEEDED, remedy="scripts/lab proxies --help says what makes it")
        left = [key for seed in range(1, given.seeds + 1) for key in (Key(arm, seed) for arm in ARMS) if not rows.has(key)]
        with ProcessPoolExecutor(PROCESSES) as pool:
            for key, rates in zip(left, pool.map(measured, left)):
                rows.put(key, **rates)
    write(PAGE, page(rows))
