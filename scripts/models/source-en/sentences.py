"""Chooses the sentences to be spoken: sentences.py WORKDIR PROMPTS.tsv -> WORKDIR/sentences.jsonl

Every text occurs once, so a sentence of dev or of the held-out speaker is never one of train.
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
from speechdata.english import normalise
from speechdata.manifest import write_lines

SEED = 20261
DEV, HELD_OUT = 150, 200
GENERATED = {"command": 2600, "digits": 1400, "number": 1200, "letters": 1200, "spelling": 1200, "time": 800,
             "date": 800, "money": 400}
READ = {"example": 16500, "definition": 6000, "fortune": 6500, "phrase": 3500}
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
    """The wanted number of distinct utterances, or fewer where the grammar has no more to say."""
    found = {}
    for _ in range(count * 20):
        if len(found) < count:
            found.setdefault(maker(stream), None)
    return list(found)


def for_voices(kind, spoken):
    """The letter a, which a synthesiser would take for the article, in a spelling that all of them read alike."""
    return re.sub(r"\ba\b", "eigh", spoken) if kind in LETTER_KINDS else spoken


def candidates(allowed):
    """(kind, spoken) pairs: a seeded choice from every kind; `allowed` takes the plain text."""
    phrases = read_kind("phrase")
    easy = [p for p in phrases if p.isalpha() and 3 <= len(p) <= 8]
    makers = {kind: getattr(grammar, kind) for kind in GENERATED}
    makers["spelling"] = functools.partial(grammar.spelling, words=easy)
    for kind, count in READ.items():
        pool = [s for s in common_only(read_kind(kind)) if allowed(normalise(s))]
        random.Random(f"{SEED} {kind}").shuffle(pool)
        yield from ((kind, spoken) for spoken in pool[:count])
    for kind, count in GENERATED.items():
        for spoken in generate(makers[kind], count, random.Random(f"{SEED} {kind}")):
            if allowed(normalise(spoken)):
                yield kind, spoken


def main(workdir, prompts):
    by_text = {}
    for kind, spoken in candidates(PromptFilter(prompts).allows):
        by_text.setdefault(normalise(spoken), (kind, spoken))
    chosen = sorted(by_text.items())
    random.Random(f"{SEED} order").shuffle(chosen)
    sets = ["dev"] * DEV + ["heldout-awb"] * HELD_OUT
    sets += ["train"] * (len(chosen) - len(sets))
    write_lines(workdir / "sentences.jsonl", (
        {"index": index, "set": name, "kind": kind, "text": text, "spoken": for_voices(kind, spoken)}
        for index, (name, (text, (kind, spoken))) in enumerate(zip(sets, chosen))))
    print(f"{len(chosen)} sentences:", dict(collections.Counter(kind for _, (kind, _) in chosen)))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), sys.argv[2])
