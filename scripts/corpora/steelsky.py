"""Beneath a Steel Sky as a speech corpus: steelsky.py GAMEFOLDER PLAYER OUT

Writes OUT/clips/*.wav (16 kHz mono 16-bit) and OUT/all.jsonl. PLAYER is the scummvm program: it holds the
table that the game's subtitles are packed with.
"""

import pathlib
import re
import sys

import steelsky_archive
from laboratory.speechdata.clips import sifted, write_corpus
from laboratory.speechdata.convert import in_parallel
from laboratory.speechdata.english import normalise
from laboratory.speechdata.rawclips import make_raw_clip

UNSPOKEN = re.compile(r"[<>()@/#*]")


def subtitles(archive, player):
    """The subtitles, decoded with the tree that turns them into English; each version of the engine has its own."""
    readings = [steelsky_archive.messages(archive, tree) for tree in steelsky_archive.trees(player.read_bytes())]
    best = max(readings, key=lambda lines: sum(" the " in line.lower() for line in lines.values()), default={})
    if sum(" the " in line.lower() for line in best.values()) < len(archive.speech()) // 20:
        sys.exit(f"{player} holds no table that decodes the game's subtitles; use scummvm 2.9.0 and 0.0372 of the game")
    return best


def make_clip(number, subtitle, archive, out):
    """The manifest record of one line; or why there is none, as a string."""
    text, samples = normalise(subtitle), archive.samples(number)
    if UNSPOKEN.search(subtitle) or not text:
        return "not said as written"
    # Only the scripts say who speaks; the part of the game narrows it down.
    return make_raw_clip(number, text, samples, out, speaker=f"steelsky-part{steelsky_archive.section_of(number)}")


def main(folder, player, out):
    archive = steelsky_archive.Archive(folder)
    made = in_parallel(lambda line: make_clip(*line, archive, out), sorted(subtitles(archive, player).items()))
    write_corpus(*sifted(made), out / "all.jsonl", out / "summary.json")


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:]))
