"""Joins telephone prompts to long recordings, edits their text, and measures what attune corpus build makes of both.

Of every ten sentences that are spoken one is missing in the text, one in ten of the text is not spoken, and some are swapped.
The text is once plain, with full stops and Windows line ends, once subtitles that are 0.7 s late. With --adapt, the training
prompts are the recording, and adapting to what was made of it is compared with adapting to these prompts themselves; this takes
about ten minutes.
"""

import argparse
import array
import random
import tempfile
from dataclasses import dataclass
from pathlib import Path

from laboratory.pages import error_rate, percent, table
from laboratory.programs import ATTUNE, SOURCE_MODEL, absolute, attune, attune_json, say, timed
from laboratory.prompts import BYTES_PER_SECOND, DEV, RATE_HZ, TEST, TRAIN, samples, utterances, write_wav
from laboratory.speechdata.manifest import read_lines, write_lines

SECONDS = 1500
WORDS = range(3, 26)  # shorter prompts are letters and digits, longer ones would be divided
LATE_SECONDS = 0.7
MARGIN_SECONDS = 0.2  # of the pauses around its speech belong to a clip
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
    """Writes prompts, one after the other, with pauses between them; gives what is spoken when."""
    sound, spoken = bytearray(), []
    for clip in clips:
        sound += bytes(2 * round(stream.uniform(0.2, 1) * RATE_HZ))
        prompt = samples(clip["audio_filepath"])
        start, end = speech(prompt)
        offset = len(sound) / BYTES_PER_SECOND
        spoken.append(Spoken(offset + start, offset + end, clip["text"]))
        sound += prompt
        if len(sound) >= SECONDS * BYTES_PER_SECOND:
            break
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


def borders(first, last, spoken):
    """Where a clip of these sentences should begin and end: in the pauses around them, halfway where these are short."""
    before = spoken[first].start - (spoken[first - 1].end if first else 0)
    after = spoken[last + 1].start - spoken[last].end if last + 1 < len(spoken) else 2 * MARGIN_SECONDS
    return spoken[first].start - min(MARGIN_SECONDS, before / 2), spoken[last].end + min(MARGIN_SECONDS, after / 2)


def measured(clips, spoken, text):
    """Of the clips the share with a wrong text, of the speech with a text the share in the others, and by how many seconds
    these begin or end in a wrong place, ascending.
    """
    wrong, found, errors = 0, set(), []
    for clip in clips:
        start, end = clip["offset"], clip["offset"] + clip["duration"]
        heard = [number for number, one in enumerate(spoken) if one.within(start, end)]
        if " ".join(spoken[number].text for number in heard) == clip["text"].lower().replace(".", ""):
            found.update(spoken[number] for number in heard)
            should = borders(heard[0], heard[-1], spoken)
            errors += abs(start - should[0]), abs(end - should[1])
        else:
            wrong += 1
    written = set(text) & set(spoken)
    recovered = sum(one.end - one.start for one in found & written) / sum(one.end - one.start for one in written)
    return wrong / len(clips), recovered, sorted(errors)


def shelf(folder, clips, others, stream, ending="txt", written=as_plain):
    """Puts a recording of the clips and its edited text into a new folder; gives what is spoken and what is written."""
    folder.mkdir()
    spoken = recording(clips, stream, folder / "lange Ansage.wav")
    text = edited(spoken, others, stream)
    (folder / f"lange Ansage.{ending}").write_bytes(written(text).encode())
    return spoken, text


def apart(prompts):
    """Prompts to be spoken, and others that are only written."""
    others = prompts[::10]
    return [one for one in prompts if one not in others], others


def recovery(model, work):
    """What becomes of recordings of prompts, for each kind of text."""
    stream = random.Random(1)
    clips, others = apart([one for one in utterances() if len(one["text"].split()) in WORDS])
    rows = []
    for what, ending, written in (("plain text", "txt", as_plain), ("subtitles", "srt", as_subtitles)):
        folder = work / f"Ansagen für {what}"
        spoken, text = shelf(folder, iter(lambda: stream.choice(clips), None), others, stream, ending, written)
        out = folder / "clips.jsonl"
        taken = timed(ATTUNE, "corpus", "build", "-m", model, folder, "-o", out)
        kept = read_lines(out)
        wrong, found, errors = measured(kept, spoken, text)
        rows.append((what, f"{len(spoken)} spoken, {len(text)} written", len(kept), percent(found), percent(wrong),
                     " / ".join(f"{errors[round((len(errors) - 1) * share)]:.3f}" for share in (0.5, 0.95)),
                     f"{taken.seconds:.0f}"))
    return table(("text", "sentences", "clips", "speech recovered", "clips with a wrong text",
                  "error of a boundary in seconds (half below, 95 % below)", "seconds"), rows)


def adaptation(model, work, epochs):
    """The error rates after adapting to the training prompts that are spoken and written, and to the clips made of them."""
    stream = random.Random(1)
    clips, others = apart([one for one in utterances(TRAIN) if len(one["text"].split()) >= WORDS.start])
    stream.shuffle(clips)
    spoken, text = shelf(work / "Ansagen", clips, others, stream)
    true, built = work / "true.jsonl", work / "built.jsonl"
    write_lines(true, [clip for clip, one in zip(clips, spoken, strict=True) if one in text])
    attune("corpus", "build", "-m", model, work / "Ansagen", "-o", built)
    runs = [work / "true", work / "built"]
    for train, run in zip((true, built), runs, strict=True):
        say(f"adapting to {train.name}")
        attune("adapt", "-m", model, "--train", train, "--dev", DEV, "-o", run, *(("--epochs", epochs) if epochs else ()))
    compared = [attune_json("evaluate", "-m", runs[0], "-m", runs[1], "--test", TEST, *options)
                for options in ((), ("--greedy",))]
    rows = []
    for number, (what, train) in enumerate((("the prompts themselves", true), ("what was made of the recording", built))):
        lines = read_lines(train)
        minutes = sum(line["duration"] for line in lines) / 60
        rows.append((what, len(lines), f"{minutes:.1f}", *(error_rate(both[number]) for both in compared)))
    rows.append(("the difference, in points", "", "", *(difference(both[1]["againstFirst"]) for both in compared)))
    return table(("learnt from", "clips", "minutes", "WER (95 % interval)", "WER without a language model"), rows)


def difference(against):
    return "{:+.1f} ({:+.1f} to {:+.1f})".format(*(100 * against[name] for name in ("difference", "low", "high")))


def main(arguments):
    parser = argparse.ArgumentParser(prog="scripts/lab shelf", description=__doc__)
    parser.add_argument("model", nargs="?", type=absolute, default=SOURCE_MODEL, help="default: models/source-en")
    parser.add_argument("--adapt", action="store_true", help="measure what adapting to the clips gives")
    parser.add_argument("--epochs", type=int, metavar="N", help="with --adapt; default: as many as attune adapt chooses")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        print(adaptation(given.model, work, given.epochs) if given.adapt else recovery(given.model, work))
