"""Another recogniser on the same clips."""

import json

from laboratory.pages import error_rate, table
from laboratory.programs import PROJECT, SCRIPTS, run

ROWS = PROJECT / "runs" / "peers" / "pocketsphinx.json"
TITLE = "Peers"


def measure(_models, _drawings):
    run(SCRIPTS / "peers" / "pocketsphinx", "--json", ROWS)
    return section(json.loads(ROWS.read_text()))


def section(rows):
    return f"""pocketsphinx (Debian's, with its default options) on the test split, scored by `attune evaluate --hypotheses`; adapted to the
training split as its makers' tutorial says. "Our language model" is built from the same texts as that of `scripts/ladder`.
`scripts/peers/pocketsphinx`

{table(("", "WER (95 % interval)"), ((row["condition"], error_rate(row)) for row in rows))}
"""
