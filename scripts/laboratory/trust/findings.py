"""The eight findings of an attack on 28 November 2026, each tried again with the program as it is."""

import json
import random
import resource
import signal
import struct
import subprocess
import time
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from laboratory.programs import ATTUNE, PROJECT, SOURCE_MODEL, environment
from laboratory.prompts import RATE_HZ, TRAIN, between, samples, write_wav
from laboratory.speechdata.manifest import write_text

SHOWN = 230
PICTURES = PROJECT / "models" / "emoji-resnet50" / "emoji-resnet50.attune"


@dataclass(frozen=True)
class Finding:
    """What was found: what was tried, what came of it, the test that holds it now, and how to try it again."""

    number: int
    what: str
    before: str
    test: str
    again: Callable[[Path], str]


def told(*arguments: object, java: str = "", disturb: Callable[[subprocess.Popen], None] | None = None) -> str:
    """The exit code of a command and the last line that it printed on standard error."""
    process = subprocess.Popen([ATTUNE, *map(str, arguments)], cwd=PROJECT, text=True, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, env=environment({"ATTUNE_JAVA_OPTS": java, "ATTUNE_CACHE": "off"}))
    if disturb:
        disturb(process)
    _, errors = process.communicate()
    lines = [line for line in errors.splitlines() if line.startswith(("attune:", "warning:"))] or [""]
    line = lines[-1].replace(str(PROJECT) + "/", "").replace("|", "/")
    return f"{process.returncode}: {line if len(line) <= SHOWN else line[:SHOWN] + '…'}"


def speech(folder: Path, train: list[dict] | None = None, dev: list[dict] | None = None) -> tuple:
    """The options of a run on a few prompts."""
    clips = between(TRAIN, 0.5, 2, 30)
    for name, lines in (("train", train or clips[:24]), ("dev", dev or clips[24:])):
        write_text(folder / f"{name}.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
    return ("adapt", "-m", SOURCE_MODEL, "--train", folder / "train.jsonl", "--dev", folder / "dev.jsonl", "-o", folder / "run")


def high_rate(folder: Path) -> str:
    return told(*speech(folder), "--epochs", 2, "--learning-rate", 1, "--gate")


def shuffled(folder: Path) -> str:
    """Every clip has the text of the next shorter one, so that it fits in."""
    clips = sorted(between(TRAIN, 0.5, 2, 24), key=lambda clip: len(clip["text"]))
    mixed = [{**clip, "text": shorter["text"]} for shorter, clip in zip(clips, clips[1:], strict=False)]
    return told(*speech(folder, sorted(mixed, key=lambda clip: clip["audio_filepath"])), "--epochs", 2, "--lm", TRAIN)


def two_hours(folder: Path) -> str:
    noise = random.Random(1).randbytes(2 * RATE_HZ)
    write_wav(folder / "two-hours.wav", noise * 7200)
    return told("transcribe", "-m", SOURCE_MODEL, "--greedy", "--quiet", folder / "two-hours.wav", java="-Xmx1g")


def no_libraries(folder: Path) -> str:
    return told("transcribe", "-m", SOURCE_MODEL, between(TRAIN, 0.5, 2, 1)[0]["audio_filepath"],
                java=f"-Dorg.bytedeco.javacpp.cachedir={folder}", disturb=lambda process: full(process, 1 << 20))


def no_output(folder: Path) -> str:
    with zipfile.ZipFile(SOURCE_MODEL) as good, zipfile.ZipFile(folder / "none.attune", "w") as bad:
        for name in good.namelist():
            content = good.read(name)
            if name == "network.json":
                content = json.dumps({**json.loads(content), "networkOutputs": []}).encode()
            bad.writestr(name, content)
    return told("inspect", folder / "none.attune")


def nested(folder: Path) -> str:
    line = '{"audio_filepath": "a.wav", "x": ' + "[" * 1001 + "]" * 1001 + "}\n"
    return told("transcribe", "-m", SOURCE_MODEL, write(folder / "deep.jsonl", line.encode()))


def copies(folder: Path) -> str:
    clips = between(TRAIN, 0.5, 2, 30)
    for i, clip in enumerate(clips[:6]):
        write(folder / f"copy{i}.flac", Path(clip["audio_filepath"]).read_bytes())
    held_out = [{**clip, "audio_filepath": str(folder / f"copy{i}.flac")} for i, clip in enumerate(clips[:6])]
    return warned(folder, "also trained on", speech(folder, dev=held_out))


def silence(folder: Path) -> str:
    clips = between(TRAIN, 0.5, 2, 24)
    write_wav(folder / "silent.wav", bytes(4 * RATE_HZ))
    clips[0] = {**clips[0], "audio_filepath": str(folder / "silent.wav"), "duration": 2.0}
    return warned(folder, "nothing sounds", speech(folder, clips, between(TRAIN, 0.5, 2, 30)[24:]))


def antiphase(folder: Path) -> str:
    values = struct.iter_unpack("<h", samples(between(TRAIN, 1, 2, 1)[0]["audio_filepath"]))
    frames = b"".join(struct.pack("<hh", value, -max(value, -32767)) for value, in values)
    header = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + len(frames), b"WAVE", b"fmt ", 16, 1, 2, RATE_HZ, 4 * RATE_HZ,
                         4, 16, b"data", len(frames))
    return told("transcribe", "-m", SOURCE_MODEL, write(folder / "antiphase.wav", header + frames))


def warned(folder: Path, words: str, command: tuple) -> str:
    """The warning with these words, of a run of one epoch."""
    process = subprocess.run([ATTUNE, *map(str, command), "--epochs", "1"], cwd=PROJECT, text=True, capture_output=True,
                             env=environment({"ATTUNE_CACHE": "off"}))
    lines = [line for line in process.stderr.splitlines() if words in line] or ["no warning"]
    return f"{process.returncode}: {lines[0].replace(str(folder) + '/', '')[:SHOWN]}"


def wide_picture(folder: Path) -> str:
    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
    row = zlib.compress(bytes(1 + 49_000_000 // 8))
    png = (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 49_000_000, 1, 1, 0, 0, 0, 0))
           + chunk(b"IDAT", row) + chunk(b"IEND", b""))
    return told("image", "classify", "-m", PICTURES, write(folder / "wide.png", png), java="-Xmx512m")


def full_disk(folder: Path) -> str:
    def fill(process: subprocess.Popen) -> None:
        begun(folder, process)
        full(process, 0)
    return told(*speech(folder), "--epochs", 40, disturb=fill).replace(str(folder) + "/", "")


def told_to_stop(folder: Path) -> str:
    def stop(process: subprocess.Popen) -> None:
        begun(folder, process)
        process.send_signal(signal.SIGTERM)
    return told(*speech(folder), "--epochs", 40, disturb=stop).replace(str(folder) + "/", "")


def full(process: subprocess.Popen, most: int) -> None:
    """Lets no file of a process grow beyond so many bytes, as if the disk were full."""
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


def begun(folder: Path, process: subprocess.Popen) -> None:
    """Waits until an epoch has ended, or the process."""
    while process.poll() is None and not any((folder / "run").glob("checkpoints/*")):
        time.sleep(0.05)


def write(file: Path, content: bytes) -> Path:
    file.write_bytes(content)
    return file


ALL = (
    Finding(1, "`adapt --learning-rate 1 --epochs 2 --gate`", "0, not a word, or 70: confidence of NaN", "GateTest", high_rate),
    Finding(2, "a language model tuned on shuffled transcripts", "stored though words are 145 % wrong with it, 100 % without",
            "AdaptedLanguageTest", shuffled),
    Finding(4, "native libraries that cannot be unpacked", "70: bug of ours (ExceptionInInitializerError)", "FaultsTest",
            no_libraries),
    Finding(5, "a manifest's line nested 1001 deep", "70: NullPointerException", "MalformedManifestTest", nested),
    Finding(5, "a bundle whose network has no output", "70: IndexOutOfBoundsException", "SpeechModelTest", no_output),
    Finding(6, "dev clips that are copies of training clips", "0, not a word", "CopiesTest, AdaptTest", copies),
    Finding(7, "digital silence with a text in train", "0, not a word", "SilentClipsTest, CorpusCheckIT", silence),
    Finding(7, "a stereo file whose channels cancel out", "0: no words, no warning", "SourceInUseTest", antiphase),
    Finding(8, "a PNG of 49,000,000 x 1 at `-Xmx512m`", "70: OutOfMemoryError", "PictureReaderTest", wide_picture),
    Finding(8, "a disk that is full in the middle of a run", "2: cannot write X: cannot write X", "StoppedAdaptTest", full_disk),
    Finding(8, "SIGTERM in the middle of a run", "143, not a word", "CommandLineIT", told_to_stop),
    Finding(3, "two hours of noise at `-Xmx1g`", "70: bug of ours (RuntimeException)", "LongFileIT, FaultsTest", two_hours),
)
