"""Reads Flight of the Amazon Queen's resource file queen.1c: members by name, and the subtitle of each clip.

Layouts as ScummVM's engine reads them (engines/queen: resource.cpp, talk.cpp, logic.cpp). All numbers are
big-endian.
"""

import struct

HEADER = struct.Struct(">4s6s2xBH")  # "QTBL", version, compression, number of members
MEMBER = struct.Struct(">12sBII")  # name, disc, offset, size
DIALOGUE_HEADER = 20
DIALOGUE_LEVEL = 96  # bytes of one branch of the talk tree
JOE_RESPONSES = 40
VERBS = 12


class Archive:
    def __init__(self, path):
        with open(path, "rb") as data:
            self.bytes = data.read()
        magic, _, _, count = HEADER.unpack_from(self.bytes)
        if magic != b"QTBL":
            raise ValueError(f"{path} starts with {magic!r}; expected QTBL, a game file with its table inside")
        self.members = {}
        for i in range(count):
            name, _, offset, size = MEMBER.unpack_from(self.bytes, HEADER.size + i * MEMBER.size)
            self.members[name.split(b"\0")[0].decode("ascii")] = (offset, size)

    def read(self, name):
        offset, size = self.members[name]
        return self.bytes[offset:offset + size]

    def names(self, suffix):
        return sorted(name for name in self.members if name.endswith(suffix))


def short(data, offset):
    return struct.unpack_from(">h", data, offset)[0]


def counted_string(data, offset, align):
    """A string with its length in front, and where the next one starts."""
    end = offset + 1 + data[offset]
    return data[offset + 1:end].decode("cp437"), (end + align - 1) // align * align


def segments(text):
    """Splits a line at the engine's commands (*XX), as the engine does; each part is a clip of its own."""
    parts, current, i = [], "", 0
    while i < len(text):
        if text[i] != "*":
            current, i = current + text[i], i + 1
            continue
        command = text[i + 1:i + 3]
        if command in ("GD", "GM"):  # gestures with nothing said
            i += 3
            continue
        parts, current = [*parts, current], ""
        i += 14 if command == "XY" else 3
    return [*parts, current] if current else parts


def clips_of(prefix, text):
    """(clip name, subtitle) of each part of one line; the prefix's blanks are zeros in file names."""
    for number, part in enumerate(segments(text), 1):
        if part.strip():
            yield f"{prefix.replace(' ', '0')}{number:x}.SB".upper(), part.strip()


def dialogue_clips(data):
    """Subtitles of one .DOG file: the player's lines (J), the other person's (P), greetings and farewells."""
    data = data[DIALOGUE_HEADER:]
    levels, key, player_lines, person_lines = (short(data, at) for at in (0, 4, 6, 8))
    person_at, _, farewells_at = struct.unpack_from(">HHH", data, 22)
    player_at = 32 + abs(levels) * DIALOGUE_LEVEL
    for who, offset, count in (("J", player_at, player_lines), ("P", person_at, person_lines)):
        for _ in range(count):
            head = short(data, offset + 2)
            text, offset = counted_string(data, offset + 4, 4)
            yield from clips_of(f"{key:2d}{head:4x}{who}", text)
    if short(data, player_at + 2) == 0:  # the first line is what the player opens with
        yield from clips_of(f"{key:2d}SSSSJ", counted_string(data, player_at + 4, 2)[0])
    for who in "PJ":
        text, farewells_at = counted_string(data, farewells_at, 2)
        yield from clips_of(f"{key:2d}XXXX{who}", text)


def joe_clips(archive):
    """What Joe answers to anything, and what he says of things: clips 1-40 and 41 onwards of QUEEN2.JAS.

    The file lists descriptions, names, rooms, verbs and answers, one per line; QUEEN.JAS holds the counts.
    """
    rooms, names, _, descriptions = struct.unpack_from(">4H", archive.read("QUEEN.JAS"), 20)
    lines = archive.read("QUEEN2.JAS").decode("cp437").split("\r\n")
    first_answer = descriptions + names + rooms + VERBS
    said = lines[first_answer:first_answer + JOE_RESPONSES] + lines[:descriptions]
    for number, text in enumerate(said, 1):
        yield from clips_of(f"JOE{number:04d}", text)


def subtitles(archive):
    """Subtitle by clip name, for the clips that exist; where a clip is used twice the first use counts."""
    found = {}
    for name in archive.names(".DOG"):
        for clip, text in dialogue_clips(archive.read(name)):
            found.setdefault(clip, text)
    for clip, text in joe_clips(archive):
        found.setdefault(clip, text)
    return {clip: text for clip, text in found.items() if clip in archive.members}
