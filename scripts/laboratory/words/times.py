"""Measures the accuracy of word times on synthetic speech whose word boundaries the synthesiser knows.

Flite's voice awb, which the source model was not trained on, speaks 40 sentences of corpora/asterisk-en (dev and test, 5 to 20
words), whose wording the source model's training text does not contain. They are aligned with their text and transcribed
greedily; of the transcripts, only correctly recognised words count. Prints the median and the 90th percentile of the absolute
error of word starts and ends, the median of the signed error (late is positive), in milliseconds, and the percentage at most 50
and 100 ms off. Needs Debian's libflite1. Writes to a temporary folder only.
"""

import argparse
import difflib
import json
import tempfile
from pathlib import Path

from laboratory.programs import SOURCE_MODEL, absolute, attune
from laboratory.prompts import DEV, TEST, utterances
from laboratory.speechdata.manifest import write_lines
from laboratory.words.flite import Awb

TITLE = "Times"
SENTENCES, WORDS = 40, range(5, 21)


def sentences():
    return dict.fromkeys(one["text"] for one in utterances(TEST, DEV) if len(one["text"].split()) in WORDS)


def joined(words):
    """Flite cuts "party's" in two."""
    whole = []
    for word, start, end in words:
        if word.startswith("'") and whole:
            before, start, _ = whole.pop()
            word = before + word
        whole.append((word, start, end))
    return whole


def speak(folder):
    """Pairs of a manifest line and the known [(word, start, end)], if the voice says the words as they are written."""
    voice, spoken = Awb(), []
    for text in sentences():
        wav = folder / f"{len(spoken):02}.wav"
        if len(spoken) < SENTENCES:
            words = joined(voice.say(text, wav))
            if [word for word, _, _ in words] == text.split():
                spoken.append(({"audio_filepath": str(wav), "text": text}, words))
    return spoken


def times(command, model, manifest):
    greedy = ["--greedy"] if command == "transcribe" else []
    lines = attune(command, "-m", model, *greedy, "--format", "json", manifest).splitlines()
    return [[(word["word"], word["start"], word["end"]) for word in json.loads(line)["words"]] for line in lines]


def matched(known, found):
    blocks = difflib.SequenceMatcher(
        None, [word[0] for word in known], [word[0] for word in found], autojunk=False).get_matching_blocks()
    return [(known[a + i], found[b + i]) for a, b, size in blocks for i in range(size)]


def row(name, errors):
    ordered = sorted(map(abs, errors))
    shares = "".join(f" {100 * sum(error <= most for error in ordered) / len(ordered):7.1f}" for most in (0.05, 0.1))
    return (f"{name:<20} {len(ordered):5}  {1000 * ordered[len(ordered) // 2]:6.0f}"
            f" {1000 * ordered[len(ordered) * 9 // 10]:6.0f} {1000 * sorted(errors)[len(errors) // 2]:+7.0f}{shares}")


def rows(command, pairs):
    """`pairs` of a known and a found word, and whether it is the first or the last of its clip."""
    starts, ends = ([found[i] - known[i] for known, found, _, _ in pairs] for i in (1, 2))
    yield row(command + ": starts", starts)
    yield row(command + ": ends", ends)
    yield row("  both", starts + ends)
    yield row("  inner starts", [found[1] - known[1] for known, found, first, _ in pairs if not first])
    yield row("  inner ends", [found[2] - known[2] for known, found, _, last in pairs if not last])


def measured(model):
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        spoken = speak(folder)
        manifest = folder / "clips.jsonl"
        write_lines(manifest, [line for line, _ in spoken])
        yield f"{len(spoken)} utterances, {sum(len(words) for _, words in spoken)} words; milliseconds and per cent"
        yield f"{'':<20} {'edges':>5}  {'median':>6} {'90 %':>6} {'signed':>7} {'<= 50':>7} {'<= 100':>7}"
        for command in ("align", "transcribe"):
            yield from rows(command, [(known, heard, known is words[0], known is words[-1])
                                      for (_, words), found in zip(spoken, times(command, model, manifest), strict=True)
                                      for known, heard in matched(words, found)])


def measure(_models, _drawings):
    table = "\n".join(measured(SOURCE_MODEL))
    return f"""The source model on sentences of the telephone prompts spoken by Flite's voice awb, which it was not trained on and whose
word boundaries the synthesiser knows. `align` is given the text; for `transcribe`, only correctly recognised words count.
Inner edges are those between words. `scripts/lab times`

```
{table}
```"""


def main(arguments):
    parser = argparse.ArgumentParser(prog="scripts/lab times", description=__doc__)
    parser.add_argument("model", nargs="?", type=absolute, default=SOURCE_MODEL, help="default: models/source-en")
    given = parser.parse_args(arguments)
    for line in measured(given.model):
        print(line)
