"""Sentences and phrases from texts that Debian packages: WordNet 3.0 and the fortune cookies.

Each reader gives raw text; `speakable` decides what a voice may say and writes it as it will be spoken.
"""

import pathlib
import re

from laboratory.speechdata.english import normalise

WORDNET = pathlib.Path("/usr/share/wordnet")
FORTUNES = pathlib.Path("/usr/share/games/fortunes")
# Left out: collections about sex, drugs, ethnic jokes and politics, pictures, code and chat logs.
FORTUNE_FILES = ("computers cookie education food fortunes goedel humorists law literature medicine "
                 "miscellaneous news paradoxum people pets platitudes pratchett riddles science sports "
                 "startrek tao wisdom work").split()
PARTS_OF_SPEECH = ("noun", "verb", "adj", "adv")
MARKUP = re.compile(r"[\d\[\]{}()<>@#$%^*_=|\\/~+&]|--|``|[^\x00-\x7f]")
BLOCKED = re.compile("|".join((pathlib.Path(__file__).parent / "blocked-words.txt").read_text().split()))
# Read as letters, as numbers or in full, depending on the voice: the transcript would be a guess.
AMBIGUOUS = set("etc vs ie eg ii iii iv vi vii viii ix xi xii xiv xv xvi".split())


def glosses():
    for part in PARTS_OF_SPEECH:
        for line in open(WORDNET / f"data.{part}", encoding="ascii", errors="ignore"):
            if "|" in line:
                yield line.split("|", 1)[1].strip()


def wordnet_examples():
    return [example for gloss in glosses() for example in re.findall(r'"([^"]+)"', gloss)]


def wordnet_definitions():
    plain = (re.sub(r'"[^"]*"|\([^)]*\)', "", gloss) for gloss in glosses())
    return [part.strip() for gloss in plain for part in gloss.split(";") if part.strip()]


def wordnet_phrases():
    """Words and short phrases that occur in WordNet's tagged texts, so the common ones."""
    keys = (line.split("%")[0] for line in open(WORDNET / "cntlist.rev", encoding="ascii"))
    return sorted({key.replace("_", " ") for key in keys})


def wordnet_words():
    """Every single word of the dictionary, to tell English from Latin names and typing errors."""
    lines = (line for part in PARTS_OF_SPEECH for line in open(WORDNET / f"index.{part}", encoding="ascii"))
    return {word for line in lines if line[0] != " " for word in line.split()[0].split("_")}


def fortunes():
    found = []
    for name in FORTUNE_FILES:
        for cookie in (FORTUNES / name).read_text(encoding="utf-8").split("\n%\n"):
            body = re.split(r"\n\s*--", cookie)[0]
            found += re.split(r"(?<=[.!?;:])\s+", " ".join(body.split()))
    return found


def speakable(raw, least_words, most_words=20):
    """The raw text as a voice is to read it (letters, apostrophes, commas), or None."""
    words = raw.split()
    if not least_words <= len(words) <= most_words or MARKUP.search(raw):
        return None
    capitals = [w for w in re.findall(r"[A-Za-z']+", raw) if w[0].isupper()]
    if len(capitals) > max(2, len(words) // 3) or any(len(w) > 1 and w.isupper() for w in capitals):
        return None
    spoken = re.sub(r"\s*[,;:]+\s*", ", ", raw.replace("-", " ").lower())
    spoken = ", ".join(filter(None, map(normalise, spoken.split(","))))
    text = normalise(spoken)
    if not least_words <= len(text.split()) <= most_words or BLOCKED.search(f" {text} "):
        return None
    return spoken if all(map(is_readable, text.split())) else None


def is_readable(word):
    """One reading only: no initials, abbreviations or Roman numerals."""
    if len(word) == 1:
        return word in "aio"
    return word not in AMBIGUOUS and re.search("[aeiouy]", word) is not None
