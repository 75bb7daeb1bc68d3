"""Measures Attune against PyTorch, pocketsphinx and stock DL4J on this machine, in turn, and prints a table.

Installs what it compares with from Debian, and builds Attune if needed. Nothing else should run meanwhile. Takes about twenty
minutes.
"""

import argparse
from datetime import date

from laboratory.benchmarks import adaptation, cluster, document, kernels, machine, roofline, serving, sound, steps
from laboratory.benchmarks.workers import CLASS_PATH
from laboratory.programs import PROJECT, SCRIPTS, absolute, run, say
from laboratory.rows import Rows
from laboratory.speechdata.manifest import write_text

PACKAGES = ("python3-torch", "libopenblas0", "pocketsphinx", "pocketsphinx-en-us", "sphinxbase-utils", "flac",
            "python3-websockets")
# In the order of the table. Each measures one or more rows.
GROUPS = {
    "step-320": lambda: [steps.float_step(steps.BILSTM_320)],
    "step-320-bf16": lambda: [steps.bf16_step(steps.BILSTM_320)],
    "step-1024": lambda: [steps.float_step(steps.LSTM_1024)],
    "step-1024-bf16": lambda: [steps.bf16_step(steps.LSTM_1024)],
    "ctc": kernels.ctc,
    "features": sound.features,
    "transcription": sound.transcription,
    "first-words": sound.first_words,
    "serve": serving.rows,
    "spark": cluster.rows,
    "adaptation": adaptation.runs,
    "wer": adaptation.word_errors,
    "jmh": kernels.jmh,
    "peak": kernels.peak,
    "roofline": roofline.rows,
}


def options(arguments):
    parser = argparse.ArgumentParser(prog="scripts/lab bench", description=__doc__)
    parser.add_argument("--rows", metavar="GROUP", nargs="+", choices=GROUPS, default=list(GROUPS),
                        help=f"only these: {', '.join(GROUPS)}; rows of other groups in FILE are kept")
    parser.add_argument("--json", metavar="FILE", type=absolute, help="write a list with one object per row")
    parser.add_argument("--markdown", metavar="FILE", type=absolute, help="write a page such as docs/benchmarks.md")
    return parser.parse_args(arguments)


def build():
    """Only if something has changed, so that rows measured one after another do not build each time."""
    sources = [PROJECT / "pom.xml", *(PROJECT / "src").rglob("*")]
    if not CLASS_PATH.exists() or any(file.stat().st_mtime > CLASS_PATH.stat().st_mtime for file in sources):
        say("building")
        run("mvn", "-B", "-q", "package", "-Dmaven.test.skip.exec=true", "dependency:build-classpath",
            f"-Dmdep.outputFile={CLASS_PATH}", "-Dmdep.includeScope=test")
        CLASS_PATH.touch()  # the plugin leaves it alone if its content is the same


def measure(group):
    """One group's rows, with their circumstances."""
    before = machine.busy_share()
    rows = GROUPS[group]()
    busy = round(max(before, machine.busy_share()), 2)
    if busy > document.BUSY:
        say(f"{group}: other programs took {busy:.0%} of the processors; measure again on a quiet machine")
    return [{**row, "measured": date.today().isoformat(), "busy": busy} for row in rows]


def main(arguments):
    given = options(arguments)
    run(SCRIPTS / "corpora" / "packages.sh", *PACKAGES)
    build()
    machine.pin()
    rows = Rows(given.json)
    for group in given.rows:
        others = [row for row in rows if row["group"] != group]
        rows.keep(sorted([*others, *measure(group)], key=lambda row: list(GROUPS).index(row["group"])))
        if given.markdown:  # after each group, so that a later failure loses nothing
            write_text(given.markdown, document.markdown(rows))
    print(document.table(rows))
