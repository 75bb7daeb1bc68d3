"""Do the words belong to the clips? An independent recogniser's answer: real_check.py WORK [CLIPS]

Runs pocketsphinx (Debian: pocketsphinx, pocketsphinx-en-us) on CLIPS random English clips of each source and
compares with the clips' own texts and, as a control, with the text of the next clip of the sample. Writes
WORK/real/check.json.
"""

import pathlib
import random
import subprocess
import sys
import tempfile

from laboratory.speechdata.manifest import read_lines, write_record
from peers.sphinx_model import SHIPPED_LM, batch_command, transcript

SEED = 5
SHORTEST_WORDS = 4


def word_errors(words, heard):
    """Edit distance in words."""
    row = list(range(len(heard) + 1))
    for i, word in enumerate(words, 1):
        last, row[0] = row[0], i
        for j, other in enumerate(heard, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (word != other))
    return row[-1]


def recognise(paths):
    with tempfile.TemporaryDirectory() as folder:
        answer = pathlib.Path(folder, "heard")
        command = batch_command([path.with_suffix("") for path in paths], "/", answer, "-lm", SHIPPED_LM)
        subprocess.run(["nice", "-n", "10", *command], check=True)
        return [transcript(line).split() for line in answer.read_text(encoding="utf-8").splitlines()]


def percent(texts, heard):
    words = [text.split() for text in texts]
    return round(100 * sum(map(word_errors, words, heard)) / sum(map(len, words)), 1)


def overlap(texts, heard):
    """Share of a text's different words that were heard, in any order."""
    return round(100 * sum(len(set(t.split()) & set(h)) for t, h in zip(texts, heard))
                 / sum(len(set(t.split())) for t in texts), 1)


def check(records, folder, count):
    long = [r for r in records if len(r["text"].split()) >= SHORTEST_WORDS]
    sample = random.Random(SEED).sample(long, min(count, len(long)))
    heard = recognise([(folder / r["audio_filepath"]).resolve() for r in sample])
    texts = [r["text"] for r in sample]
    moved = texts[1:] + texts[:1]
    return {"clips": len(sample), "words": sum(len(t.split()) for t in texts),
            "wer_percent": percent(texts, heard), "wer_percent_of_moved_texts": percent(moved, heard),
            "words_heard_percent": overlap(texts, heard), "words_heard_percent_of_moved_texts": overlap(moved, heard),
            "examples": [{"clip": r["audio_filepath"], "text": r["text"], "heard": " ".join(h)}
                         for r, h in list(zip(sample, heard))[:5]]}


def main(work, count):
    real = read_lines(work / "real/train.jsonl")
    report = {kind: check([r for r in real if r["kind"] == kind], work / "real", count)
              for kind in sorted({r["kind"] for r in real if r["language"] == "en"})}
    report["queen"] = check(read_lines(work / "queen/train.jsonl"), work / "queen", count)
    write_record(work / "real/check.json", report)
    print((work / "real/check.json").read_text())


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 50)
