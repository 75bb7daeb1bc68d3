"""Chooses the sentences to be spoken: sentences.py WORKDIR PROMPTS.tsv -> WORKDIR/sentences.jsonl

Every text occurs once, so a sentence of dev or of the held-out speaker is never one of train, and a sentence of train
never one of train-more, which the last leg of training uses instead.
"""

import collections
import functools
import pathlib
import random
import re
import sys

import grammar
import sources
from leakage import PromptFilter
from laboratory.speechdata.english import normalise
from laboratory.speechdata.manifest import write_lines

SEED = 20261
DEV, HELD_OUT = 150, 200
GENERATED = {"command": 2600, "digits": 1400, "number": 1200, "letters": 1200, "spelling": 1200, "time": 800,
             "date": 800, "money": 400}
READ = {"example": 16500, "definition": 6000, "fortune": 6500, "phrase": 3500}
MORE = {"example": 11500, "definition": 9000, "fortune": 5000, "phrase": 1500, "command": 1200, "digits": 600,
        "number": 500, "letters": 500, "spelling": 500, "time": 300, "date": 300, "money": 150}
LEAST_WORDS = {"example": 2, "definition": 3, "fortune": 3, "phrase": 1}
LETTER_KINDS = {"letters", "spelling", "time"}
MOST_WORDS = {"phrase": 3}
READERS = {"example": sources.wordnet_examples, "definition": sources.wordnet_definitions,
           "fortune": sources.fortunes, "phrase": sources.wordnet_phrases}


def read_kind(kind):
    """Distinct speakable sentences of one source, in a fixed order."""
    readable = (sources.speakable(raw, LEAST_WORDS[kind], MOST_WORDS.get(kind, 20)) for raw in READERS[kind]())
    return sorted(set(filter(None, readable)))


def common_only(pool):
    """Drops sentences with words that the dictionary lacks and that are rare in all the sources."""
    counts = collections.Counter(w for spoken in pool for w in normalise(spoken).split())
    known = sources.wordnet_words()
    return [s for s in pool if all(w in known or counts[w] >= 3 for w in normalise(s).split())]


def generate(maker, count, stream):
    """The wanted number of distinct utterances, or fewer if the grammar has no more."""
    found = {}
    for _ in range(count * 20):
        if len(found) < count:
            found.setdefault(maker(stream), None)
    return list(found)


def for_voices(kind, spoken):
    """The letter a, which a synthesiser would take for the article, in a spelling that all of them read alike."""
    return re.sub(r"\ba\b", "eigh", spoken) if kind in LETTER_KINDS else spoken


class Choice:
    """A seeded choice from every kind; `allowed` takes the plain text."""

    def __init__(self, allowed):
        self.allowed = allowed
        self.pools = {kind: self._pool(kind) for kind in READ}
        easy = [p for p in read_kind("phrase") if p.isalpha() and 3 <= len(p) <= 8]
        self.makers = {kind: getattr(grammar, kind) for kind in GENERATED}
        self.makers["spelling"] = functools.partial(grammar.spelling, words=easy)

    def _pool(self, kind):
        pool = [s for s in common_only(read_kind(kind)) if self.allowed(normalise(s))]
        random.Random(f"{SEED} {kind}").shuffle(pool)
        return pool

    def _made(self, kind, count, name):
        stream = random.Random(f"{SEED} {kind}{name}")
        return [s for s in generate(self.makers[kind], count, stream) if self.allowed(normalise(s))]

    def of(self, counts, begin, name):
        """(kind, spoken) pairs: sources that are read, from `begin` on, and utterances generated from a seed of that name."""
        for kind, count in counts.items():
            start = begin.get(kind, 0)
            spoken = self.pools[kind][start:start + count] if kind in READ else self._made(kind, count, name)
            yield from ((kind, each) for each in spoken)


def distinct(pairs, but=()):
    """(text, kind, spoken) of the texts that are not in `but`, each once, in a seeded order."""
    by_text = {}
    for kind, spoken in pairs:
        by_text.setdefault(normalise(spoken), (kind, spoken))
    chosen = sorted((text, *pair) for text, pair in by_text.items() if text not in but)
    random.Random(f"{SEED} order").shuffle(chosen)
    return chosen


def main(workdir, prompts):
    choice = Choice(PromptFilter(prompts).allows)
    first = distinct(choice.of(READ | GENERATED, {}, ""))
    more = distinct(choice.of(MORE, READ, " more"), {text for text, _, _ in first})
    sets = ["dev"] * DEV + ["heldout-awb"] * HELD_OUT
    sets += ["train"] * (len(first) - len(sets)) + ["train-more"] * len(more)
    write_lines(workdir / "sentences.jsonl", (
        {"index": index, "set": name, "kind": kind, "text": text, "spoken": for_voices(kind, spoken)}
        for index, (name, (text, kind, spoken)) in enumerate(zip(sets, first + more))))
    print(f"{len(first)} sentences and {len(more)} more:", dict(collections.Counter(k for _, k, _ in first + more)))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), sys.argv[2])
