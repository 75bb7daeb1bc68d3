"""What programs say to people: the English originals in the message catalogues of Debian packages."""

import re
import struct

LITTLE_ENDIAN = b"\xde\x12\x04\x95"
TRANSLATED_TO = "de"  # to which nearly everything is; any catalogue has the originals
FILLED_IN = re.compile(r"[%{}@\\=|$#\[\]~^/]")  # placeholders, paths and code: nobody says those


def originals(catalogue):
    """The original messages of a catalogue of GNU gettext (its manual, "The Format of GNU MO Files")."""
    order = "<" if catalogue[:4] == LITTLE_ENDIAN else ">"
    count, table = struct.unpack(order + "II", catalogue[8:16])
    for i in range(count):
        length, start = struct.unpack_from(order + "II", catalogue, table + 8 * i)
        for message in catalogue[start:start + length].split(b"\0"):  # singular and plural
            yield message.rpartition(b"\4")[2].decode("utf-8", "replace")  # after its context


def messages(packages):
    """Messages without the marks of keys, markup and typographers, those with gaps to be filled left out."""
    for file in sorted(packages.rglob(f"{TRANSLATED_TO}/LC_MESSAGES/*.mo")):
        for message in originals(file.read_bytes()):
            plain = re.sub(r"<[^>]*>|[&_\u201c\u201d\"]", "", message)
            if not FILLED_IN.search(plain):
                yield plain.replace("\u2019", "'").replace("\u2026", ".")
