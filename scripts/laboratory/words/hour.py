"""An hour of sound in one file: memory, time, and whether subtitles stay in time."""

import random
import re
import tempfile
from pathlib import Path

from laboratory.pages import percent
from laboratory.programs import ATTUNE, PROJECT, evaluated, needed, timed
from laboratory.prompts import BYTES_PER_SECOND, DEV, TEST, TRAIN, samples, utterances, write_wav
from laboratory.speechdata.manifest import write_lines

TITLE = "An hour in one file"
SECONDS = 3600
GENERAL_LM = PROJECT / "models" / "general-en" / "general-en.lm"
BEAM = 100
# A subtitle may start a frame or two early, but not in a pause.
TOLERANCE_SECONDS = 0.3


def measure(models, _drawings):
    needed(models.adapted, remedy="run scripts/quickstart, or name yours")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sound = folder / "hour.wav"
        spoken, seconds = joined(sound)
        taken = timed(ATTUNE, "transcribe", "-m", models.adapted, "--lm", GENERAL_LM, "--beam", BEAM, "--format", "srt",
                      "--out", folder / "out", sound)
        cues = read_srt(next((folder / "out").glob("*.srt")).read_text())
        at_once, alone = wrong(models.adapted, sound, spoken, seconds, folder)
    late, early = checked(cues, spoken, seconds)
    return f"""{len(spoken)} clips of the telephone prompts, most of which the model was trained on, joined into one file of {seconds:.0f} s with
0.3 to 2 s of digital silence between them; the adapted model with the general language model, beam
{BEAM}, two cores, written as SRT. `scripts/lab words hour`

|  |  |
| --- | --- |
| whole command | {taken.seconds:.0f} s, {taken.seconds / seconds:.3f} × real time |
| processor time | {taken.processor_seconds:.0f} s |
| peak memory | {taken.peak_bytes / 2**30:.2f} GiB |
| subtitles | {len(cues)}, none empty, overlapping, backwards or outside the file |
| words recognised | {words(cues)} of {words(spoken)} spoken |
| WER | {percent(at_once)}, for the clips one by one {percent(alone)} |
| subtitles that start more than {TOLERANCE_SECONDS} s into a pause | {early} in the first half hour, {late} in the second |
"""


def wrong(model, sound, spoken, seconds, folder):
    """WER of the file as a whole, and of its clips, each cut out of the file."""
    whole = [{"audio_filepath": str(sound), "duration": seconds, "text": " ".join(text for _, _, text in spoken)}]
    clips = [{"audio_filepath": str(sound), "offset": start, "duration": end - start, "text": text}
             for start, end, text in spoken]
    for name, records in (("whole", whole), ("clips", clips)):
        manifest = folder / f"{name}.jsonl"
        write_lines(manifest, records)
        yield evaluated(model, manifest, "--lm", GENERAL_LM, "--beam", BEAM)["wer"]


def words(timed):
    return sum(len(text.split()) for _, _, text in timed)


def joined(target):
    """Writes the file; gives the clips as (start, end, text), and its length in seconds."""
    stream = random.Random(1)
    clips = list(utterances(TRAIN, DEV, TEST))
    spoken, sound = [], bytearray()
    while len(sound) < SECONDS * BYTES_PER_SECOND:
        clip = stream.choice(clips)
        start = len(sound)
        sound += samples(clip["audio_filepath"])
        spoken.append((start / BYTES_PER_SECOND, len(sound) / BYTES_PER_SECOND, clip["text"]))
        sound += bytes(2 * round(stream.uniform(0.3, 2) * BYTES_PER_SECOND / 2))
    write_wav(target, sound)
    return spoken, len(sound) / BYTES_PER_SECOND


def read_srt(text):
    """[(start, end, text)]."""
    clock = r"(\d+):(\d\d):(\d\d),(\d\d\d)"
    cues = []
    for block in text.strip().split("\n\n"):
        number, times, *lines = block.splitlines()
        found = re.fullmatch(f"{clock} --> {clock}", times)
        if not found or int(number) != len(cues) + 1:
            raise RuntimeError(f"not a subtitle: {block}")
        h, m, s, ms, *end = map(int, found.groups())
        cues.append((3600 * h + 60 * m + s + ms / 1000,
                     3600 * end[0] + 60 * end[1] + end[2] + end[3] / 1000, " ".join(lines)))
    return cues


def checked(cues, spoken, seconds):
    """Fails if a subtitle is empty, starts before the last one's end, or lies outside the file. Gives how many start in a
    pause, in the second half of the file and in the first: drift would show in the second.
    """
    last = 0
    for start, end, text in cues:
        if not text.strip() or not last <= start < end <= seconds + 0.001:
            raise RuntimeError(f"a subtitle from {start} to {end} s after {last} s: {text}")
        last = end
    astray = [start for start, _, _ in cues
              if not any(begin - TOLERANCE_SECONDS <= start <= end + TOLERANCE_SECONDS for begin, end, _ in spoken)]
    second = sum(start > seconds / 2 for start in astray)
    return second, len(astray) - second
