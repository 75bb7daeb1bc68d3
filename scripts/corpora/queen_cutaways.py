"""Reads the cutaway scenes (.CUT) of Flight of the Amazon Queen: who says what in which clip.

Layouts as ScummVM's engine reads them (engines/queen: cutaway.cpp, talk.cpp, logic.cpp); all numbers are
big-endian.
"""

import struct

import queen_archive

HEADER = struct.Struct(">6h")  # panel, number of records, room afterwards, three offsets: state, sentences, banks
CUT_HEADER = 20
# A record's 17 numbers; those used here, by position.
RECORD = struct.Struct(">17h")
WHO, ANIMATION, EXECUTES, COPIED_FROM = 0, 4, 5, 12
FRAME_NUMBERS = 9  # after each animation frame's head
END_OF_FRAMES = -2
PERSON_IMAGES = (-3, -4)
ROOM_FADE, JOE = -1, 0
SPOKEN_TITLES = (-2, -3)
OBJECT = struct.Struct(">8h")
OBJECT_IMAGE = 7


class People:
    """Names of the game's objects, and which of them are persons."""

    def __init__(self, archive):
        table = archive.read("QUEEN.JAS")
        _, names, objects, descriptions = struct.unpack_from(">4H", table, 20)
        lines = archive.read("QUEEN2.JAS").decode("cp437").split("\r\n")
        self.names = lines[descriptions:descriptions + names]
        self.objects = [OBJECT.unpack_from(table, 28 + i * OBJECT.size) for i in range(objects)]

    def is_person(self, number):
        return self.objects[number - 1][OBJECT_IMAGE] in PERSON_IMAGES

    def name(self, number):
        return self.names[abs(self.objects[number - 1][0]) - 1]


def skip_frames(data, at):
    while struct.unpack_from(">h", data, at)[0] != END_OF_FRAMES:
        at += 2 + 2 * FRAME_NUMBERS
    return at + 2


def sentence(data, at):
    """A sentence and where the next one starts; an empty one takes its length byte only, unaligned."""
    return ("", at + 1) if data[at] == 0 else queen_archive.counted_string(data, at, 2)


def speaker(record, people):
    """Who says the record's sentence: a name, or None when nothing is said."""
    who = JOE if record[WHO] == ROOM_FADE else record[WHO]
    if who in SPOKEN_TITLES:
        return "narrator"
    if record[COPIED_FROM] > 0 or record[ANIMATION]:
        return None
    if who == JOE:
        return "Joe"
    return people.name(who) if who > 0 and people.is_person(who) else None


def has_frames(record, said):
    """Whether animation frames follow the record."""
    return not said and not record[COPIED_FROM] > 0 and record[WHO] >= ROOM_FADE and record[EXECUTES]


def cutaway_lines(name, data, people):
    """(clip, subtitle, speaker) of the sentences of one scene."""
    data = data[CUT_HEADER:]
    _, count, _, _, sentence_at, _ = HEADER.unpack_from(data)
    sentence_at &= 0xFFFF
    at = HEADER.size
    _, sentence_at = sentence(data, sentence_at)  # what Joe looks at first
    for number in range(1, abs(count) + 1):
        record = RECORD.unpack_from(data, at)
        at += RECORD.size
        at += 2 + 2 * max(0, struct.unpack_from(">h", data, at)[0])  # people to show
        text, sentence_at = sentence(data, sentence_at)
        said = speaker(record, people)
        if has_frames(record, said):
            at = skip_frames(data, at)
        if said and text != "*" and not text.startswith("#"):
            prefix = f"{name[:-4]:_<5}{number:02d}"
            for clip, subtitle in queen_archive.clips_of(prefix, text):
                yield clip, subtitle, said
