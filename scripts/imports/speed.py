"""The full-size network: importing it, and transcribing beside DeepSpeech's client."""

import os
import subprocess
import sys
import time
import wave

from benchmarks import machine
from imports.models import FORMS, FROZEN, FULL, MAPPED
from imports.programs import ATTUNE, CORPUS, WORK, client_command, decode, utterances

TITLE = "The full-size network: import and transcription"
SOUND_SECONDS, RUNS = 60, 3
QUICK_SOUND_SECONDS, QUICK_RUNS = 10, 1
RATE_HZ = 16_000
MIB, GIB = 2**20, 2**30
GREEDY = 1  # a beam of one prefix is as greedy as the client gets


def measure(quick):
    sound_seconds, runs = (QUICK_SOUND_SECONDS, QUICK_RUNS) if quick else (SOUND_SECONDS, RUNS)
    machine.pin()
    FULL.write()
    busy = machine.busy_share()
    imports = [import_row(form, runs) for form in FORMS]
    sound, samples = clip(sound_seconds)
    seconds = samples.stat().st_size / 2 / RATE_HZ
    bundle = FULL.bundle(MAPPED)
    transcriptions = [
        row("Attune, `attune transcribe --greedy`", seconds, runs, ATTUNE, "transcribe", "--greedy", "-m", bundle, sound),
        *(row(f"the client, {form.name}, beam of one", seconds, runs,
              *client_command(FULL.file(form), GREEDY, 1, [samples])) for form in (MAPPED, FROZEN))]
    return f"""Five layers of 2048 and random weights, 47.2 million numbers. Best of {runs} whole commands, loading included, on two cores;
others took {100 * busy:.0f} % of the processors when it began. {machine.describe()}. `scripts/check-import speed`

| `attune import deepspeech` of | seconds | processor seconds | peak memory, MiB | bundle, MiB |
|---|---|---|---|---|
{chr(10).join(imports)}

| {seconds:.0f} s of speech | seconds | × real time | processor seconds | peak memory, MiB |
|---|---|---|---|---|
{chr(10).join(transcriptions)}

Peak memory counts the pages of the mapped model file that were touched, which the system may take back, as does the client's.
"""


def clip(seconds):
    """Test clips one after the other, as WAV and as samples."""
    joined, samples = WORK / "minute.wav", WORK / "minute.s16"
    sound = b""
    for utterance in utterances("test"):
        part = WORK / "part.s16"
        decode(CORPUS / utterance["audio_filepath"], part)
        sound += part.read_bytes()
        if len(sound) >= 2 * RATE_HZ * seconds:
            break
    sound = sound[:2 * RATE_HZ * seconds]
    samples.write_bytes(sound)
    with wave.open(str(joined), "wb") as out:
        out.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
        out.writeframes(sound)
    return joined, samples


def import_row(form, runs):
    bundle = WORK / "speed.attune"

    def once():
        bundle.unlink(missing_ok=True)
        return timed(ATTUNE, "import", "deepspeech", FULL.file(form), "-o", bundle)

    seconds, processor, resident = best(once, runs)
    return (f"| {form.name} | {seconds:.1f} | {processor:.1f} | {resident / MIB:.0f}"
            f" | {bundle.stat().st_size / MIB:.0f} |")


def row(name, sound_seconds, runs, *command):
    seconds, processor, resident = best(lambda: timed(*command), runs)
    return f"| {name} | {seconds:.1f} | {seconds / sound_seconds:.3f} | {processor:.1f} | {resident / MIB:.0f} |"


def best(once, runs):
    return tuple(min(numbers) for numbers in zip(*(once() for _ in range(runs)), strict=True))


def timed(*command):
    """Seconds, seconds of processor time and the largest resident set, in bytes, of a whole command."""
    started = time.monotonic()
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"check-import: this ended with {process.returncode}: {' '.join(map(str, command))}")
    return time.monotonic() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024
