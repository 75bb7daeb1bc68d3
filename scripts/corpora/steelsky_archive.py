"""Reads Beneath a Steel Sky's files (sky.dnr, sky.dsk): speech clips, and the subtitle of each.

Layouts as ScummVM's engine reads them (engines/sky: disk.cpp, text.cpp, sound.cpp). The subtitles are packed
with a Huffman tree that is in none of the game's files, only in the player, whose program is searched for it.
"""

import re
import struct

import rnc

FILE_HEADER = 22
TEXT_FILES, SPEECH_FILES = 60600, 50000
SECTIONS = 8
# The first speech file of each section of text: room was left for this many lines in each.
SPEECH_ROOM = (600, 500, 1330, 950, 1150, 550, 150)
TREE_NODE = 3  # left child, right child, character
LARGEST_TREE, SMALLEST_TREE = 256, 100


class Archive:
    def __init__(self, folder):
        directory = (folder / "sky.dnr").read_bytes()
        self.data = (folder / "sky.dsk").read_bytes()
        count = struct.unpack_from("<I", directory)[0]
        self.entries = {}
        for i in range(count):
            number, = struct.unpack_from("<H", directory, 4 + 8 * i)
            at = int.from_bytes(directory[6 + 8 * i:9 + 8 * i], "little")
            size = int.from_bytes(directory[9 + 8 * i:12 + 8 * i], "little")
            self.entries.setdefault(number, (at, size))

    def read(self, number):
        """A file's bytes, unpacked and, where the directory says so, without its header."""
        at, flags = self.entries[number]
        start = (at & 0x7FFFFF) << (4 if at & 0x800000 else 0)
        data = self.data[start:start + (flags & 0x3FFFFF)]
        if flags & 0x800000 or not data[0] & 0x80:  # stored uncompressed
            return data
        body = rnc.unpack(data[FILE_HEADER:])
        return body if flags & 0x400000 else data[:FILE_HEADER] + body

    def speech(self):
        return [number for number in self.entries if 0 <= number - SPEECH_FILES <= sum(SPEECH_ROOM) + 150]

    def samples(self, number):
        """A speech clip's samples: unsigned 8-bit, 11.025 kHz."""
        data = self.read(number)
        return data[FILE_HEADER:struct.unpack_from("<H", data, 12)[0]]


def tree_at(program, start):
    """The Huffman tree whose nodes begin at START, root first and every left child next to its parent; or None."""
    leaves, nodes, open_right = {}, [], []
    for number in range(LARGEST_TREE):
        left, right, character = program[start + TREE_NODE * number:start + TREE_NODE * (number + 1)]
        if not left and not right:
            leaves[number] = character
            if not open_right:
                return (nodes, leaves) if number >= SMALLEST_TREE else None
            if open_right.pop() != number + 1:
                return None
        elif left == number + 1 and right > left and not character:
            open_right.append(right)
        else:
            return None
        nodes.append((left, right))
    return None


def trees(program):
    """Every tree of the player's program: one for each version of the game."""
    starts = (m.start() for m in re.finditer(rb"(?=\x01.\x00\x02.\x00\x03.\x00)", program, re.DOTALL))
    return [tree for start in starts if (tree := tree_at(program, start))]


def message_bits(section):
    """Where each message of a text file begins, in bits.

    The file holds the sizes of its blocks of 32 messages and of the messages in them, in quarters of a byte.
    """
    sizes_at, text_at = struct.unpack_from("<HH", section)
    blocks = (sizes_at - 4) // 2
    block_start = 0
    for block in range(blocks + 1):
        at = block_start
        for message in range(32):
            yield 8 * text_at + 2 * at
            place = sizes_at + 32 * block + message
            if place >= text_at:
                return
            size = section[place]
            at += (size & 0x7F) << 3 if size & 0x80 else size
        if block < blocks:
            block_start += struct.unpack_from("<H", section, 4 + 2 * block)[0]


def decode(section, bit, tree):
    """The message that begins at BIT, most significant bit first; it ends with a zero character."""
    nodes, leaves = tree
    text, node = bytearray(), 0
    while bit < 8 * len(section):
        node = nodes[node][section[bit >> 3] >> (7 - (bit & 7)) & 1]
        bit += 1
        if node in leaves:
            if not leaves[node]:
                break
            text.append(leaves[node])
            node = 0
    return text.decode("latin-1")


def section_of(speech_file):
    """The section of text that a speech file belongs to."""
    return sum(speech_file - SPEECH_FILES >= sum(SPEECH_ROOM[:part]) for part in range(1, SECTIONS))


def messages(archive, tree, language=0):
    """{speech file: subtitle} of the lines that were recorded."""
    found = {}
    for part in range(SECTIONS):
        section = archive.read(TEXT_FILES + SECTIONS * language + part)
        first = SPEECH_FILES + sum(SPEECH_ROOM[:part])
        for number, bit in enumerate(message_bits(section)):
            if first + number in archive.entries:
                found[first + number] = decode(section, bit, tree)
    return found
