"""Keeps the domain's prompts out of the source model's training text, and measures what is left.

leakage.py WORKDIR PROMPTS.tsv reads WORKDIR/{train,train-more,dev}.jsonl and writes WORKDIR/leakage.json; it fails
where a sentence contains a whole prompt of three or more words.
"""

import csv
import pathlib
import sys

from laboratory.speechdata.manifest import read_lines, write_record

SHORTEST_PROMPT = 3


def read_prompts(path, split=None):
    """Word tuples of the prompts, of every split unless one is named."""
    with open(path, encoding="utf-8", newline="") as table:
        rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [tuple(r["text"].split()) for r in rows if r["text"] and split in (None, r["split"])]


def ngrams(words, length):
    return [tuple(words[i:i + length]) for i in range(len(words) - length + 1)]


class PromptFilter:
    """Says whether a text is free of whole prompts."""

    def __init__(self, prompts):
        self.prompts = {p for p in read_prompts(prompts) if len(p) >= SHORTEST_PROMPT}
        self.lengths = sorted({len(p) for p in self.prompts})

    def allows(self, text):
        words = text.split()
        return not any(gram in self.prompts for length in self.lengths for gram in ngrams(words, length))


def overlap(test, texts, length):
    """How many of the test split's n-grams the training text contains, by token and by type."""
    wanted = [gram for prompt in test for gram in ngrams(prompt, length)]
    seen = {gram for text in texts for gram in ngrams(text.split(), length)}
    found = [gram for gram in wanted if gram in seen]
    return {"ngrams": len(wanted), "seen": len(found), "seen_percent": round(100 * len(found) / len(wanted), 2),
            "types": len(set(wanted)), "types_seen": len(set(found))}


def main(workdir, prompts):
    texts = {name: [r["text"] for r in read_lines(workdir / f"{name}.jsonl")] for name in ("train", "train-more", "dev")}
    allows = PromptFilter(prompts).allows
    leaks = [text for name in texts for text in texts[name] if not allows(text)]
    test, heard = read_prompts(prompts, "test"), texts["train"] + texts["train-more"]
    report = {"prompts_contained": len(leaks),
              "test_words_seen": overlap(test, heard, 1),
              "test_3grams_seen": overlap(test, heard, 3),
              "test_4grams_seen": overlap(test, heard, 4)}
    print(f"leakage: {report}")
    if leaks:
        sys.exit(f"{len(leaks)} training sentences contain a whole prompt, the first: {leaks[0]!r}")
    write_record(workdir / "leakage.json", report)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), sys.argv[2])
