"""docs/trust.md: the rows as a page."""

from laboratory import pages
from laboratory.pages import error_rate, percent, table

INTRODUCTION = """# What was done to break it

Written by `scripts/lab trust` from results/trust.json; do not edit.

Three attacks: damaged files of every kind that Attune reads, processes disturbed in the middle of their work, and the eight
findings of a first attack, each tried again. What is promised is in [security](../SECURITY.md)."""
FUZZ = """## Damaged files

`scripts/lab fuzz N` alters valid files, N times for each reader: numbers at the edges of their range, bytes and lines lost,
doubled and exchanged, values of JSON replaced by hostile ones. Checksums are repaired (CRCs of FLAC frames, Ogg pages, PNG
chunks, zip entries, TensorFlow's tables, our own files), so that the damage reaches the inside. Each mutant goes to its reader
in a Java of 512 MB; what bundles it accepts are then used. It must be read or refused in one line, within ten seconds.
`FuzzTest` does a share of it in every build, and replays what was found, from `src/test/resources/attune/fuzz`."""
FOUND = """Found and mended:

| what | came of it before | now held by |
| --- | --- | --- |
| a bundle whose convolution over bands claims other frames than its input has | reads and writes beyond the input in native memory: the JVM dies, or worse | `BandLayersTest` |
| a checkpoint's note with a long name without a slash | time with the square of its length: 10 s at 40,000 characters, hours at a million | `DeepSpeechTest` |
| a bundle whose layers depend on each other in a circle | the stack overflows | `fuzz/speech-bundle` |
| a bundle with a window, step, dilation or activation out of range, or with another kind of data between its layers | a bug's stack trace when it is used | `fuzz/image-bundle`, `BandLayersTest` |
| a trunk's cache whose index points outside it, or lists fewer examples | a bug's stack trace | `fuzz/trunk-cache` |
| `plan.json` that says `null`, or lacks a part deep inside | a bug's stack trace, or a message with a Java class in it | `fuzz/outcome`, `RunDirectoryTest` |
| pictures that end early; a zip file that does, or has an entry longer than itself | messages that end in "(EOFException)" or "(null)" | `fuzz/bmp`, `fuzz/image-bundle` |
| control characters beyond ASCII, and those that turn the direction of writing, in any file | repeated to the terminal | `UserFaultTest` |
| a small BMP or TIFF picture whose header asks for more memory than Java has | "out of memory", and the end of the command | `PictureReaderTest`, `fuzz/bmp`, `fuzz/tiff` |
| a bundle in which a value is null where Deeplearning4j expects one | messages that end in "(null)" or name a Java class, or a bug's stack trace | `fuzz/imported-bundle`, `fuzz/image-bundle`, `fuzz/dl4j-zip` |"""
SOAK = """## Disturbed processes

`scripts/lab soak N` starts real commands on tiny networks and disturbs each at a random moment, mostly in the middle of an
epoch or while a file is being written: SIGKILL, SIGTERM, no file may grow any more (as on a full disk), its folder becomes
read-only. Then it is taken up again, up to six times, and ends undisturbed. All models, language models and outcomes must be
those of a run that nothing disturbed, bit for bit, but for times. A process that is told to stop, or can no longer write, must
end by itself with one line. `CommandLineIT` and `ImageCommandLineIT` kill and resume a few in every build."""
ENDED = """Found and mended:

| what | came of it before | now held by |
| --- | --- | --- |
| a run that was killed after its last epoch, and ended by another process | the same weights, but in `network.json` the count of steps was 0 instead of the last step's, which bundles no longer tell | `RoundTripTest` |
| a run that was killed while it wrote its first `plan.json` | a folder in which nothing could be begun, resumed or overwritten | `RunDirectoryTest` |"""
FINDINGS = """## The eight findings, before and now

`scripts/lab trust` runs each again; *now* is what it printed. The tests hold them."""
REPRODUCED = """## Trained again

`attune reproduce` trains a finished run again by its plan and compares the two models (`scripts/lab trust --only reproduced`)."""
BLEND = """## What adapting forgets, and what blending gives back

The source adapted to the prompts with `--no-blend`, and mixtures of its weights with the source's, on the prompts' dev clips and
on the synthetic voice awb, which neither has heard (`scripts/lab trust` runs `attune blend`; greedy)."""

FORGETTING = """## Ways to forget less

The source adapted to the prompts, as by default, with its weights as they were trained (`--no-blend`), and by each way to forget
less, without the mixing that `adapt` ends with and, where a row has no `--no-blend`, with it; then on their test clips and on
the voice awb (`scripts/lab trust --only forgetting`; greedy, one seed). What is replayed is every fortieth clip of the speech
that the source was trained on, in which awb is not."""


def write(rows, folder):
    """The page, as far as there are rows for it."""
    parts = [INTRODUCTION]
    if fuzzed := rows.of(kind=("fuzz",)):
        parts += [FUZZ, fuzz_table(fuzzed), FOUND]
    if soaked := rows.of(kind=("soak",)):
        parts += [SOAK, soak_table(soaked), phases(soaked), ENDED]
    if found := rows.of(kind=("finding",)):
        parts += [FINDINGS, findings_table(found)]
    if reproduced := rows.of(kind=("reproduced",)):
        parts += [REPRODUCED, table(["run", "what it printed"], [[row["run"], f"`{row['now']}`"] for row in reproduced])]
    if blended := rows.of(kind=("blend",)):
        parts += [BLEND, blend_table(blended)]
    if forgotten := rows.of(kind=("forgetting",)):
        parts += [FORGETTING, forgetting_table(forgotten)]
    pages.write(folder / "trust.md", parts)


def thousands(number):
    return f"{number:,}"


def fuzz_table(rows):
    lines = [[row["reader"], thousands(row["inputs"]), thousands(row["accepted"]), thousands(row["refused"]),
              "; ".join(row["failures"]) or 0, row["slowest"]] for row in rows]
    total = ["all", *(thousands(sum(row[name] for row in rows)) for name in ("inputs", "accepted", "refused")),
             sum(len(row["failures"]) for row in rows), max(row["slowest"] for row in rows)]
    return table(["reader", "mutants", "read", "refused", "failures now", "slowest, s"], [*lines, total])


def soak_table(rows):
    lines = [[row["job"], row["way"], row["disturbances"], row["inWork"], "; ".join(row["faults"]) or 0] for row in rows]
    total = ["all", "", sum(row["disturbances"] for row in rows), sum(row["inWork"] for row in rows),
             sum(len(row["faults"]) for row in rows)]
    return table(["command", "disturbed by", "times", "of these in the middle of work", "faults"], [*lines, total])


def phases(rows):
    """What the disturbances met."""
    met = {}
    for row in rows:
        for phase, number in row["phases"].items():
            met[phase] = met.get(phase, 0) + number
    return "They met: " + ", ".join(f"{phase} {number}" for phase, number in sorted(met.items(), key=lambda one: -one[1])) + "."


def findings_table(rows):
    return table(["", "what", "before", "now", "test"],
                 [[row["number"], row["what"], row["before"], f"`{row['now']}`", row["test"]]
                  for row in sorted(rows, key=lambda row: row["number"])])


def blend_table(rows):
    return table(["share of the adapted model", "dev WER", "dev CER", "awb WER", ""],
                 [[percent(row["weight"]), percent(row["wer"]), percent(row["cer"]), percent(row["sourceWer"]),
                   "chosen" if row["chosen"] else ""] for row in sorted(rows, key=lambda row: row["weight"])])


def forgetting_table(rows):
    return table(["", "test WER", "test CER", "awb WER", "awb CER"],
                 [[row["way"], error_rate(row["new"]), percent(row["new"]["cer"]), error_rate(row["old"]),
                   percent(row["old"]["cer"])] for row in rows])
