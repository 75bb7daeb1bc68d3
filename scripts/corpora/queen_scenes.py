"""The cutaway scenes of Flight of the Amazon Queen as speech: queen_scenes.py queen.1c OUT

Adds OUT/clips/*.wav and OUT/cutaways.jsonl to what queen.py writes. The held-out people stay out.
"""

import collections
import pathlib
import sys

import queen_archive
import queen_cutaways
from queen import FASTEST, SLOWEST, UNSPOKEN, decode
from laboratory.speechdata.convert import in_parallel
from laboratory.speechdata.english import normalise
from laboratory.speechdata.manifest import hours, wav_seconds, write_lines, write_record

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


def make_clip(clip, subtitle, speaker, archive, out):
    """The manifest record of one clip; or why there is none, as a string."""
    text = normalise(subtitle)
    if speaker in HELD_OUT or speaker in UNSURE:
        return "held-out speaker" if speaker in HELD_OUT else "speaker not sure"
    if UNSPOKEN.search(subtitle) or not text:
        return "not said as written"
    path = f"clips/{clip[:-3]}.wav"
    decode(archive.read(clip), out / path)
    duration = wav_seconds(out / path)
    if not SLOWEST <= len(text) / duration <= FASTEST:
        return "text too short for the clip" if len(text) / duration < SLOWEST else "text too long for the clip"
    return {"audio_filepath": path, "duration": duration, "text": text, "speaker": speaker_name(speaker)}


def main(resource, out):
    archive = queen_archive.Archive(resource)
    known = queen_archive.subtitles(archive)
    todo = [(clip, *said) for clip, said in sorted(lines(archive).items()) if clip not in known]
    made = in_parallel(lambda line: make_clip(*line, archive, out), todo)
    records = [record for record in made if not isinstance(record, str)]
    write_lines(out / "cutaways.jsonl", records)
    summary = {"clips": len(records), "hours": round(hours(records), 3),
               "refused": collections.Counter(reason for reason in made if isinstance(reason, str))}
    write_record(out / "cutaways-summary.json", summary)
    print(summary)


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:]))
