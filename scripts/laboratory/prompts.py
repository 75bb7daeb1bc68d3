"""The shipped telephone prompts (corpora/asterisk-en), which most experiments use, and sound as 16-bit samples."""

import subprocess
import wave
from collections.abc import Iterator
from pathlib import Path

from laboratory.programs import PROJECT
from laboratory.speechdata.manifest import absolute_lines

CORPUS = PROJECT / "corpora" / "asterisk-en"
TRAIN, DEV, TEST = (CORPUS / f"{split}.jsonl" for split in ("train", "dev", "test"))
RATE_HZ = 16_000
BYTES_PER_SECOND = 2 * RATE_HZ


def utterances(*manifests: Path) -> Iterator[dict]:
    """Lines of manifests with absolute paths; by default all prompts, held-out clips first."""
    for manifest in manifests or (TEST, DEV, TRAIN):
        yield from absolute_lines(manifest)


def between(manifest: Path, shortest_seconds: float, longest_seconds: float, count: int) -> list[dict]:
    """The first clips with a length in the range."""
    return [one for one in utterances(manifest) if shortest_seconds <= one["duration"] <= longest_seconds][:count]


def samples(flac: Path | str) -> bytes:
    """A FLAC file as little-endian 16-bit samples."""
    return subprocess.run(["flac", "--silent", "--decode", "--stdout", "--force-raw-format", "--endian=little",
                           "--sign=signed", flac], check=True, stdout=subprocess.PIPE).stdout


def write_wav(target: Path, sound: bytes) -> None:
    with wave.open(str(target), "wb") as out:
        out.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
        out.writeframes(sound)


def clips_of(seconds: float) -> list[bytes]:
    """The samples of the first clips that make up the time."""
    clips: list[bytes] = []
    for utterance in utterances():
        if sum(map(len, clips)) >= BYTES_PER_SECOND * seconds:
            break
        clips.append(samples(utterance["audio_filepath"]))
    return clips
