"""Where the processor's time of a training step goes, beside the time that its matrix products cannot do without."""

import json

from laboratory import pages
from laboratory.benchmarks.results import measured
from laboratory.benchmarks.workers import JAVA_ENVIRONMENT, java
from laboratory.programs import SOURCE_MODEL, run, say

GROUP = "roofline"
BATCHES = (8, 16)
LEAST = 0.05  # ms; parts that take less are no rows
SUBJECTS = {"3×BiLSTM(320), 300 frames of 80 numbers": (), "source-en on its stem, 100 frames": (SOURCE_MODEL,)}
RECURRENT = "recurrent layers, "
ALONE = {"input": "– their products of the input, alone", "recurrent": "– their products of the state, alone"}
WHOLE, TIME, PEAK = "all parts", "time of the step", "a core's large products, GFLOP/s"


def rows():
    return [{**row, "subject": subject, "batch": batch}
            for subject, model in SUBJECTS.items() for batch in BATCHES for row in _measured(subject, batch, *model)]


def _measured(subject, batch, *model):
    say(f"roofline: {subject}, B {batch}")
    command = java("attune.bench.StepRoofline", str(batch), *map(str, model))
    found = json.loads(run(*command, changes=JAVA_ENVIRONMENT).splitlines()[-1])
    parts, work, peak = found["parts"], found["gflop"], found["peak"]
    for part, seconds in parts.items():
        yield _row(part, seconds, work.get(part), peak)
        for of, name in ALONE.items():
            alone = found["products"].get(f"{of}, {part.removeprefix(RECURRENT)}")
            if alone:
                yield _row(name, alone, None, peak)
    yield _row(WHOLE, sum(parts.values()), sum(work.values()), peak)
    yield measured(GROUP, TIME, "ms", 1e3 * found["seconds"])
    yield measured(GROUP, PEAK, "", peak)


def _row(part, seconds, gflop, peak):
    """Theirs is the floor."""
    floor = 1e3 * gflop / peak if gflop else None
    return measured(GROUP, part, "ms", 1e3 * seconds, floor, work=gflop)


def section(rows):
    """For the page: a table for each network, with all batches side by side; nothing without rows."""
    if not rows:
        return []
    lines = [
        "## Where a training step's time goes", "",
        "Processor time of one step on all cores together, in ms: every 3 ms the stacks of all threads are looked at, and what a"
        " thread has used since is put down to the part it is found in. Floor: the part's floating-point operations at the"
        " speed of large products, by oneDNN on all cores at once. Products alone are the recurrent layers' own, by"
        " oneDNN outside of the step; what the layers take beyond them are gates and copies inside oneDNN.", ""]
    for subject in dict.fromkeys(row["subject"] for row in rows):
        lines += [f"### {subject}", "", _table([row for row in rows if row["subject"] == subject]), ""]
    return lines


def _table(rows):
    batches = list(dict.fromkeys(row["batch"] for row in rows))
    head = ["part", *(text for batch in batches for text in (f"B {batch}", "floor", "ratio"))]
    return pages.table(head, _lines(rows, batches))


def _lines(rows, batches):
    of_batches = [[row for row in rows if row["batch"] == batch] for batch in batches]
    for same in zip(*of_batches, strict=True):
        if any(row["ours"] >= LEAST for row in same):
            yield [same[0]["name"], *(text for row in same for text in _cells(row))]


def _cells(row):
    ratio = "" if row["ratio"] is None else f"{row['ratio']:.2f}"
    return f"{row['ours']:.1f}", "" if row["theirs"] is None else f"{row['theirs']:.1f}", ratio
