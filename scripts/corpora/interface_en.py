"""Writes the English sentences of programs: interface_en.py PACKAGES OUTDIR

PACKAGES is a folder where Debian packages are unpacked. The English originals in their message catalogues become
OUTDIR/messages.txt, the paragraphs of their help pages OUTDIR/help.txt, one sentence per line.
"""

import pathlib
import re
import struct
import sys
from xml.etree import ElementTree

from laboratory.speechdata.manifest import write_text
from texts import sentences, spoken_words

LITTLE_ENDIAN = b"\xde\x12\x04\x95"
FILLED_IN = re.compile(r"[%{}@\\=|$#\[\]~^/]")  # placeholders, paths and code: not what people would say
TRANSLATED_TO = "de"  # to which nearly everything is; any catalogue has the originals
PARAGRAPHS = ("p", "title")


def originals(catalogue):
    """The original messages of a catalogue of GNU gettext (its manual, "The Format of GNU MO Files")."""
    order = "<" if catalogue[:4] == LITTLE_ENDIAN else ">"
    count, table = struct.unpack(order + "II", catalogue[8:16])
    for i in range(count):
        length, start = struct.unpack_from(order + "II", catalogue, table + 8 * i)
        for message in catalogue[start:start + length].split(b"\0"):  # singular and plural
            yield message.rpartition(b"\4")[2].decode("utf-8", "replace")  # after its context


def messages(packages):
    for file in sorted(packages.rglob(f"{TRANSLATED_TO}/LC_MESSAGES/*.mo")):
        for message in originals(file.read_bytes()):
            yield re.sub(r"<[^>]*>|[&_]", "", message)  # markup and the marks of access keys


def help_pages(packages):
    for file in sorted(packages.glob("usr/share/help/C/**/*.page")):
        for element in ElementTree.parse(file).iter():
            if element.tag.rpartition("}")[2] in PARAGRAPHS:
                yield "".join(element.itertext())


def plain(text):
    return re.sub(r"[\u201c\u201d\"]", "", text.replace("\u2019", "'").replace("\u2026", "."))


def main(packages, out):
    seen = set()
    for name, texts in {"messages": messages(packages), "help": help_pages(packages)}.items():
        kept = []
        for sentence in (s for text in texts for s in sentences(plain(text)) if not FILLED_IN.search(s)):
            text = spoken_words(sentence)
            if text and text not in seen:
                seen.add(text)
                kept.append(text)
        write_text(out / f"{name}.txt", "".join(text + "\n" for text in kept))
        print(f"{name}: {len(kept)} sentences, {sum(len(t.split()) for t in kept)} words", file=sys.stderr)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
