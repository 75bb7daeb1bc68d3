"""Drascula: The Vampire Strikes Back as a speech corpus: drascula.py GAMEFOLDER OUT

Writes OUT/clips/*.wav (16 kHz mono 16-bit) and OUT/all.jsonl, with a speaker for each group of texts. The two speakers
of HELD_OUT are marked, so that a recogniser can be judged on a man and a woman whom it has never heard.
"""

import pathlib
import struct
import sys

from laboratory.speechdata.clips import sifted, write_corpus
from laboratory.speechdata.convert import in_parallel
from laboratory.speechdata.english import normalise
from laboratory.speechdata.rawclips import make_raw_clip

LANGUAGES = 6  # English is the first
# The groups of texts in their order in the file: what their clips' names begin with, and who speaks. Groups without
# clips have no name.
GROUPS = (("", "hero"), ("D", "count"), ("B", "drunk"), ("BJ", "woman"), ("E", "e"), ("I", "igor"), ("L", "werewolf"),
          ("P", "pianist"), ("T", "barman"), ("VB", "professor"), *[(None, None)] * 5)
# From this text on, the count's group is the blind man's.
BLIND_MAN = 58
HELD_OUT = ("woman", "pianist")
NOT_SPOKEN = ("HIC",)


def texts_of_block(block, count):
    """The texts of a group in one language, each a record: its length in two bytes, the text, zeros."""
    texts, at = [], 2
    while len(texts) < count:
        length = int.from_bytes(block[at:at + 2], "big")
        if length < 4 or at + length > len(block):
            raise ValueError(f"record {len(texts)} at byte {at} has length {length}")
        texts.append(block[at + 2:at + length - 2].split(b"\0")[0].decode("cp850"))
        at += length
    return texts


def groups_at(data, at):
    """The English texts of every group, from an offset in the file."""
    groups = []
    for _ in GROUPS:
        count, = struct.unpack_from(">H", data, at)
        at += 2
        blocks = []
        for _ in range(LANGUAGES):
            size, = struct.unpack_from(">H", data, at)
            blocks.append(data[at + 2:at + 2 + size])
            at += 2 + size
        groups.append(texts_of_block(blocks[0], count))
    return groups


def all_groups(data):
    """The groups, which come after tables of another make: at the first offset from which all of them can be read."""
    for at in range(len(data) - 2):
        try:
            groups = groups_at(data, at)
        except (ValueError, struct.error):
            continue
        if sum(" the " in text.lower() for texts in groups for text in texts) > 20:
            return groups
    sys.exit("drascula.dat holds no texts in the form of version 1.0 of the game's data")


def speaker(name, number):
    return "drascula-" + ("blind-man" if name == "count" and number >= BLIND_MAN else name)


def lines(data):
    """Of each text that somebody speaks: the name of its clip, the speaker, the text."""
    for (prefix, name), texts in zip(GROUPS, all_groups(data)):
        if prefix is not None:
            for number, text in enumerate(texts):
                if number and text.strip():  # 0 is empty in every group
                    yield f"{prefix}{number}", speaker(name, number), text


def make_clip(line, files, out):
    """The manifest record of one line; or why there is none, as a string."""
    name, who, written = line
    text = normalise(" ".join(word for word in written.split() if word.strip(".,!?").upper() not in NOT_SPOKEN))
    source = files.get(name)
    if source is None:
        return "no clip"
    if not text:
        return "not said as written"
    return make_raw_clip(name, text, source.read_bytes(), out, speaker=who,
                         held_out=who.removeprefix("drascula-") in HELD_OUT)


def main(folder, out):
    files = {file.stem.upper(): file for file in (folder / "en").iterdir() if file.suffix.lower() == ".als"}
    data = next(folder.rglob("drascula.dat")).read_bytes()
    made = in_parallel(lambda line: make_clip(line, files, out), sorted(lines(data)))
    write_corpus(*sifted(made), out / "all.jsonl", out / "summary.json")


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:]))
