"""usage: scripts/bench [--quick] [--rows GROUP,…] [--json FILE] [--markdown FILE]"""

import argparse
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from benchmarks import adaptation, document, kernels, machine, sound, steps
from benchmarks.programs import say
from benchmarks.row import Row

# In the order of the table. Each measures one or more rows.
GROUPS = {
    "step-320": lambda quick: [steps.float_step(steps.BILSTM_320, quick)],
    "step-320-bf16": lambda quick: [steps.bf16_step(quick)],
    "step-1024": lambda quick: [steps.float_step(steps.LSTM_1024, quick)],
    "ctc": kernels.ctc,
    "features": sound.features,
    "transcription": sound.transcription,
    "first-words": sound.first_words,
    "adaptation": adaptation.runs,
    "wer": adaptation.word_errors,
    "jmh": kernels.jmh,
    "peak": kernels.peak,
}


def arguments():
    parser = argparse.ArgumentParser(
        prog="scripts/bench",
        description="Measures Attune against PyTorch, pocketsphinx and stock DL4J on this machine, in turn. Nothing else "
                    "should be running. Takes about twelve minutes; with --quick about three.")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, shorter sounds, part of the corpus")
    parser.add_argument("--rows", metavar="GROUP,…", default=",".join(GROUPS),
                        help=f"only these: {', '.join(GROUPS)}. Rows of other groups that FILE has are kept")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write a list with one object for each row")
    parser.add_argument("--markdown", metavar="FILE", type=Path, help="write a page such as docs/benchmarks.md")
    given = parser.parse_args()
    given.rows = given.rows.split(",")
    for group in given.rows:
        if group not in GROUPS:
            parser.error(f"--rows: there is no '{group}'; there are {', '.join(GROUPS)}")
    return given


def kept(file, groups):
    """Rows of an earlier run that this one does not measure."""
    if file is None or not file.exists() or len(groups) == len(GROUPS):
        return []
    return [Row(**row) for row in json.loads(file.read_text()) if row["group"] not in groups]


def write(rows, given):
    if given.json:
        given.json.write_text(json.dumps([row.to_json() for row in rows], indent=1, ensure_ascii=False) + "\n")
    if given.markdown:
        given.markdown.parent.mkdir(parents=True, exist_ok=True)
        given.markdown.write_text(document.markdown(rows))


def measure(group, quick):
    """One group's rows, with the circumstances."""
    before = machine.busy_share()
    rows = GROUPS[group](quick)
    busy = round(max(before, machine.busy_share()), 2)
    if busy > Row.BUSY:
        say(f"{group}: other programs took {busy:.0%} of the processors; measure again on a quiet machine")
    return [replace(row, measured=date.today().isoformat(), quick=quick, busy=busy) for row in rows]


def main():
    given = arguments()
    machine.pin()
    rows = kept(given.json, given.rows)
    for group in given.rows:
        rows += measure(group, given.quick)
        rows.sort(key=lambda row: list(GROUPS).index(row.group))
        write(rows, given)  # after each group, so that a later failure loses nothing
    print(document.table(rows))


if __name__ == "__main__":
    main()
