"""The cutaway scenes of Flight of the Amazon Queen as speech: queen_scenes.py queen.1c OUT

Adds OUT/clips/*.wav and OUT/cutaways.jsonl to what queen.py writes. The held-out people stay out.
"""

import pathlib
import sys

import queen_archive
import queen_cutaways
from queen import make_clip

from laboratory.speechdata.clips import sifted, write_corpus
from laboratory.speechdata.convert import in_parallel

HELD_OUT = {"Sparky", "witch doctor", "chief"}
# Scenes lend these objects to people who come and go: one of the held-out might speak.
UNSURE = {"narrator", "note", "path", "smoke", "telephone", "buttons", "torch", "door", "rock", "lily pad"}
SAME_PERSON = {"azura obj": "prin", "Princess Azura": "prin", "Trader Bob": "bob", "Joe King": "joe",
               "zombie woman": "zombie", "Mary-Lou": "lou", "secretary": "sec", "Jimmy": "jim", "guard dog": "dog"}


def speaker_name(name):
    return "queen-" + SAME_PERSON.get(name, name.lower().replace(" ", "-"))


def lines(archive):
    """{clip: (subtitle, speaker)}; where a clip is used twice the first use counts."""
    people, found = queen_cutaways.People(archive), {}
    for name in archive.names(".CUT"):
        for clip, subtitle, speaker in queen_cutaways.cutaway_lines(name, archive.read(name), people):
            if clip in archive.members:
                found.setdefault(clip, (subtitle, speaker))
    return found


def make_line(clip, subtitle, speaker, archive, out):
    """The manifest record of one clip; or why there is none, as a string."""
    if speaker in HELD_OUT or speaker in UNSURE:
        return "held-out speaker" if speaker in HELD_OUT else "speaker not sure"
    return make_clip(clip, subtitle, speaker_name(speaker), archive, out)


def main(resource, out):
    archive = queen_archive.Archive(resource)
    known = queen_archive.subtitles(archive)
    todo = [(clip, *said) for clip, said in sorted(lines(archive).items()) if clip not in known]
    made = in_parallel(lambda line: make_line(*line, archive, out), todo)
    write_corpus(*sifted(made), out / "cutaways.jsonl", out / "cutaways-summary.json")


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:]))
