"""The results as a table and a page."""

from laboratory import pages
from laboratory.benchmarks import machine, roofline
from laboratory.benchmarks.kernels import OUR_PEAK, PEAKS

FLOOR_GROUPS = ("peak", "jmh")
BUSY = 0.1  # share of the processors that others took just before or after; above it, the measurement is void
HEADER = ("what", "ours", "theirs", "ratio", "bar", "holds", "stock DL4J")


def number(value, unit):
    if value is None:
        return "–"
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:.{digits}f} {unit}"


def cells(row):
    ratio = "–" if row["ratio"] is None else f"{row['ratio']:.2f}" if row["ratio"] >= 0.1 else f"{row['ratio']:.3f}"
    ours, theirs, stock = (number(row[side], row["unit"]) for side in ("ours", "theirs", "stock_dl4j"))
    return row["name"], ours, theirs, ratio, row["bar"] or "–", row["holds"], stock


def table(rows):
    """For a terminal."""
    others, steps = divided(rows)
    return "\n".join([pages.table(HEADER, map(cells, others)), "", *remarks(others), *floor(others), *roofline.section(steps)])


def divided(rows):
    """Those whose other side is another program, and those of the roofline, whose other side is a floor."""
    return [row for row in rows if row["group"] != roofline.GROUP], [row for row in rows if row["group"] == roofline.GROUP]


def remarks(rows):
    """The remarks below the table: what we compare with, and why a row did not run."""
    lines = [f"{row['name']}: {'not run: ' if row['holds'] == 'not run' else 'theirs: ' if row['theirs'] else ''}{row['note']}."
             for row in rows if row["note"] and row["group"] not in FLOOR_GROUPS]
    if any(row["stock_dl4j"] for row in rows):
        lines.append("stock DL4J: its LSTM or Bidirectional(LSTM) and its own solver, in Attune's environment; only the"
                     " CTC output is ours, since it has none.")
    busy = groups(row for row in rows if row["busy"] > BUSY and row["holds"] != "not run")
    if busy:
        lines.append(f"Unreliable, since other programs were running: {busy}.")
    return lines


def groups(rows):
    return ", ".join(dict.fromkeys(row["group"] for row in rows))


def floor(rows):
    """How close each row that is mostly matrix products comes to the fastest product on two cores, PyTorch's or oneDNN's. For
    bf16 that may be float's: not every processor with bf16 multiplies faster in it.
    """
    lines = []
    for row in rows:
        fastest = {OUR_PEAK, *(PEAKS.values() if "bf16" in row["name"] else [PEAKS["float"]])}
        peaks = [peak["ours"] for peak in rows if peak["ours"] and peak["name"] in fastest]
        if row["work"] and row["ours"] and peaks:
            least = 1e3 * row["work"] / max(peaks)
            lines.append(
                f"{row['name']}: {row['work']:.0f} GFLOP of products at {1e3 * row['work'] / row['ours']:.0f} GFLOP/s, "
                f"{100 * least / row['ours']:.0f} % of the peak; the floor is {number(least, 'ms')}.")
    return lines


def only(rows):
    """The option that measures these rows again, where they are of one group."""
    found = {row["group"] for row in rows}
    return f" --rows {found.pop()}" if len(found) == 1 else ""


def markdown(rows):
    dates = sorted({row["measured"] for row in rows})
    others, steps = divided(rows)
    floors = [row for row in others if row["group"] in FLOOR_GROUPS]
    return "\n".join([
        "# Benchmarks", "",
        "Written by `scripts/lab bench`; do not edit.", "",
        f"- Machine: {machine.describe()}.",
        f"- Date: {' to '.join(dict.fromkeys([dates[0], dates[-1]]))}.",
        f"- To reproduce, on Debian 13 with nothing else running: `scripts/lab bench{only(rows)} --markdown FILE`;"
        " `scripts/lab bench --help` has the options.", "",
        *(comparison(others) if len(others) > len(floors) else ()),
        *(the_floor(others, floors) if floors else ()),
        *roofline.section(steps),
    ])


def comparison(rows):
    return [
        pages.table(HEADER, (cells(row) for row in rows if row["group"] not in FLOOR_GROUPS)), "",
        "Times are medians, measured in turn in one run: each side's worker process stays alive and warm, and is idle while"
        " the other is measured. A ratio is ours divided by theirs.", "",
        *(f"- {remark}" for remark in remarks(rows)), "",
    ]


def the_floor(rows, floors):
    return [
        "## The floor", "",
        "A training step and a recurrent kernel are mostly matrix products. They cannot take less time than their"
        " floating-point operations take at the speed of a large matrix product on the same two cores. For each"
        " multiply-add of the forward pass, a step takes 6 such operations: 2 forward and 4 backward.", "",
        pages.table(("what", "measured"), (
            (row["name"], "not run: " + row["note"] if row["ours"] is None else number(row["ours"], row["unit"]))
            for row in floors)), "",
        *(f"- {remark}" for remark in floor(rows)), "",
    ]
