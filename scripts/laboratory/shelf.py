"""Joins telephone prompts to long recordings, edits their text, and measures what attune corpus build makes of both.

Of every ten sentences that are spoken one is missing in the text, one in ten of the text is not spoken, and some are swapped.
The text is once plain, with full stops and Windows line ends, once subtitles that are 0.7 s late.
"""

import argparse
import array
import random
import tempfile
from dataclasses import dataclass
from pathlib import Path

from laboratory.pages import percent, table
from laboratory.programs import ATTUNE, SOURCE_MODEL, absolute, timed
from laboratory.prompts import BYTES_PER_SECOND, RATE_HZ, samples, utterances, write_wav
from laboratory.speechdata.manifest import read_lines

SECONDS = 1500
WORDS = range(3, 26)  # shorter prompts are letters and digits, longer ones would be divided
LATE_SECONDS = 0.7
DROPPED, INSERTED, SWAPPED = 0.1, 0.1, 0.04
QUIET = 0.02  # of the loudest sample of a prompt: below it there is no speech at its ends
WINDOW = RATE_HZ // 100


@dataclass(frozen=True)
class Spoken:
    """A prompt in the recording, from its first sound to its last."""

    start: float
    end: float
    text: str

    def within(self, start, end):
        return min(self.end, end) - max(self.start, start) > (self.end - self.start) / 2


def speech(sound):
    """The seconds at which a prompt's sound begins and ends."""
    values = array.array("h", sound)
    levels = [max(map(abs, values[at:at + WINDOW])) for at in range(0, len(values), WINDOW)]
    loud = [number for number, level in enumerate(levels) if level > QUIET * max(levels)]
    return loud[0] / 100, (loud[-1] + 1) / 100


def recording(clips, stream, target):
    """Writes prompts with pauses between them; gives what is spoken when."""
    sound, spoken = bytearray(), []
    while len(sound) < SECONDS * BYTES_PER_SECOND:
        clip = stream.choice(clips)
        sound += bytes(2 * round(stream.uniform(0.2, 1) * RATE_HZ))
        prompt = samples(clip["audio_filepath"])
        start, end = speech(prompt)
        offset = len(sound) / BYTES_PER_SECOND
        spoken.append(Spoken(offset + start, offset + end, clip["text"]))
        sound += prompt
    write_wav(target, sound)
    return spoken


def edited(spoken, others, stream):
    """The text: of each sentence when it was spoken, if it was."""
    text = []
    for one in spoken:
        if stream.random() > DROPPED:
            text.append(one)
        if stream.random() < INSERTED:
            text.append(Spoken(one.end, one.end + 2, stream.choice(others)["text"]))
    at = 1
    while at < len(text):
        if stream.random() < SWAPPED:
            text[at - 1:at + 1] = text[at], text[at - 1]
            at += 1
        at += 1
    return text


def as_plain(text):
    return "\ufeff" + "".join(f"{one.text.capitalize()}.\r\n" for one in text)


def clock(seconds):
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes // 60):02}:{int(minutes % 60):02}:{rest:06.3f}".replace(".", ",")


def as_subtitles(text):
    times = (f"{clock(one.start + LATE_SECONDS)} --> {clock(one.end + LATE_SECONDS)}" for one in text)
    return "\n".join(f"{number}\n{shown}\n{one.text.capitalize()}.\n" for number, (one, shown) in enumerate(zip(text, times), 1))


def measured(clips, spoken, text):
    """Of the clips the share with a wrong text, of the speech with a text the share in the others, and where these start."""
    wrong, found, starts = 0, set(), []
    for clip in clips:
        start, end = clip["offset"], clip["offset"] + clip["duration"]
        heard = [one for one in spoken if one.within(start, end)]
        if " ".join(one.text for one in heard) == clip["text"].lower().replace(".", ""):
            found.update(heard)
            starts.append(heard[0].start - start)
        else:
            wrong += 1
    written = set(text) & set(spoken)
    recovered = sum(one.end - one.start for one in found & written) / sum(one.end - one.start for one in written)
    return wrong / len(clips), recovered, sorted(starts)


def main(arguments):
    parser = argparse.ArgumentParser(prog="scripts/lab shelf", description=__doc__)
    parser.add_argument("model", nargs="?", type=absolute, default=SOURCE_MODEL, help="default: models/source-en")
    given = parser.parse_args(arguments)
    stream = random.Random(1)
    prompts = [one for one in utterances() if len(one["text"].split()) in WORDS]
    others = prompts[::10]
    clips = [one for one in prompts if one not in others]
    rows = []
    with tempfile.TemporaryDirectory() as name:
        for what, ending, written in (("plain text", "txt", as_plain), ("subtitles", "srt", as_subtitles)):
            folder = Path(name, f"Ansagen für {what}")
            folder.mkdir()
            spoken = recording(clips, stream, folder / "lange Ansage.wav")
            text = edited(spoken, others, stream)
            (folder / f"lange Ansage.{ending}").write_bytes(written(text).encode())
            out = folder / "clips.jsonl"
            taken = timed(ATTUNE, "corpus", "build", "-m", given.model, folder, "-o", out)
            kept = list(read_lines(out))
            wrong, recovered, starts = measured(kept, spoken, text)
            rows.append((what, f"{len(spoken)} spoken, {len(text)} written", len(kept), percent(recovered), percent(wrong),
                         " / ".join(f"{starts[round((len(starts) - 1) * share)]:.2f}" for share in (0.05, 0.5, 0.95)),
                         f"{taken.seconds:.0f}"))
    print(table(("text", "sentences", "clips", "speech recovered", "clips with a wrong text",
                 "a clip begins so many seconds before its speech (5, 50, 95 %)", "seconds"), rows))
