"""Another recogniser on the same clips."""

import json
import subprocess

from words.programs import PROJECT

ROWS = PROJECT / "runs/peers/pocketsphinx.json"

TITLE = "Peers"


def measure(_, page):
    del page
    subprocess.run([PROJECT / "scripts/peers/pocketsphinx", "--json", ROWS], check=True)
    return section(json.loads(ROWS.read_text()))


def section(rows):
    lines = "".join(f"| {row['condition']} | {100 * row['wer']:.1f} % ({100 * row['werLow']:.1f} to"
                    f" {100 * row['werHigh']:.1f}) |\n" for row in rows)
    return f"""pocketsphinx (Debian's, with its default options) on the test split, scored by `attune evaluate --hypotheses`; adapted to the
training split as its makers' tutorial says. "Our language model" is of the same texts as that of `scripts/ladder`.
`scripts/peers/pocketsphinx`

| | words wrong (95 % interval) |
|---|---|
{lines}"""
