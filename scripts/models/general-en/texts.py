"""Writes the texts of the general English language model: texts.py PACKAGES OUTDIR

PACKAGES is a folder where the packages of scripts/corpora/general-en.sh are unpacked. Each source becomes
OUTDIR/NAME.txt, one sentence per line; every 40th example and fortune and every 200th message, of which there are many more,
goes to OUTDIR/dev.txt instead.
"""

import gzip
import pathlib
import re
import sys

import messages
import sources
from laboratory.speechdata.english import normalise
from laboratory.speechdata.manifest import write_text

MOST_WORDS = 40
HELD_OUT_EVERY = {"examples": 40, "fortunes": 40, "messages": 200}


def sentences(text):
    return re.split(r"(?<=[.!?;:])\s+", " ".join(text.split()))


def jargon(packages):
    """The File's own English: sentences with quotation marks, brackets or slashes are left out."""
    text = gzip.open(packages / "usr/share/doc/jargon-text/jargon.txt.gz", "rt", encoding="utf-8").read()
    text = text.replace("\u2019", "'").replace("\u201c", "").replace("\u201d", "")
    text = re.sub(r"[{}]", "", text)
    paragraphs = (p for p in text.split("\n\n") if not p.lstrip().startswith((":", "\u2022")))
    return [s for p in paragraphs for s in sentences(p)]


def devil(packages):
    text = gzip.open(packages / "usr/share/dictd/devil.dict.dz", "rt", encoding="utf-8", errors="ignore").read()
    paragraphs = (re.sub(r"^[A-Z' -]+, [a-z. ]+\.\s+", "", p) for p in text.split("\n\n") if not p.startswith(" "))
    return [s for p in paragraphs for s in sentences(p)]


def spoken_words(raw):
    """The sentence in the 28 labels of our English models, or None if it cannot be spoken."""
    spoken = sources.speakable(raw, least_words=2, most_words=MOST_WORDS)
    return None if spoken is None else normalise(spoken)


def main(packages, out):
    sources.WORDNET = packages / "usr/share/wordnet"
    sources.FORTUNES = packages / "usr/share/games/fortunes"
    readers = {"examples": sources.wordnet_examples, "definitions": sources.wordnet_definitions,
               "fortunes": sources.fortunes, "jargon": lambda: jargon(packages), "devil": lambda: devil(packages),
               "messages": lambda: (s for text in messages.messages(packages) for s in sentences(text))}
    seen, dev = set(), []
    for name, read in readers.items():
        kept = []
        for text in filter(None, map(spoken_words, read())):
            if text not in seen:
                seen.add(text)
                held_out = name in HELD_OUT_EVERY and len(seen) % HELD_OUT_EVERY[name] == 0
                (dev if held_out else kept).append(text)
        write_text(out / f"{name}.txt", "".join(text + "\n" for text in kept))
        print(f"{name}: {len(kept)} sentences, {sum(len(t.split()) for t in kept)} words", file=sys.stderr)
    write_text(out / "dev.txt", "".join(text + "\n" for text in dev))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
