"""The full-size network: importing it, and transcribing beside DeepSpeech's client."""

import subprocess
import sys
import wave

from benchmarks import machine
from imports.models import FORMS, FROZEN, FULL, MAPPED
from imports.programs import ATTUNE, CORPUS, WORK, client_library, decode, utterances

TITLE = "The full-size network: import and transcription"
SOUND_SECONDS = 60
RUNS = 3
RATE_HZ = 16_000
MIB, GIB = 2**20, 2**30
GREEDY = 1  # a beam of one prefix is as greedy as the client gets


def measure():
    machine.pin()
    if not FULL.file(MAPPED).exists():
        FULL.write()
    busy = machine.busy_share()
    imports = [import_row(form) for form in FORMS]
    sound, samples = clip()
    seconds = samples.stat().st_size / 2 / RATE_HZ
    bundle = FULL.bundle(MAPPED)
    transcriptions = [
        row("Attune, `attune transcribe --greedy`", seconds, ATTUNE, "transcribe", "--greedy", "-m", bundle, sound),
        *(row(f"the client, {form.name}, beam of one", seconds, sys.executable, "-m", "imports.client",
              client_library(), FULL.file(form), GREEDY, 1, samples) for form in (MAPPED, FROZEN))]
    return f"""Five layers of 2048 and random weights, 47.2 million numbers. Best of {RUNS} whole commands, loading included, each on two cores;
others took {100 * busy:.0f} % of the processors when it began. {machine.describe()}. `scripts/check-import speed`

| `attune import deepspeech` of | seconds | peak memory, MiB | bundle, MiB |
|---|---|---|---|
{chr(10).join(imports)}

| {seconds:.0f} s of speech | seconds | × real time | peak memory, MiB |
|---|---|---|---|
{chr(10).join(transcriptions)}

Peak memory counts the pages of the mapped model file that were touched, which the system may take back, as does the client's.
"""


def clip():
    """Test clips one after the other, as WAV and as samples."""
    joined, samples = WORK / "minute.wav", WORK / "minute.s16"
    sound = b""
    for utterance in utterances("test"):
        part = WORK / "part.s16"
        decode(CORPUS / utterance["audio_filepath"], part)
        sound += part.read_bytes()
        if len(sound) >= 2 * RATE_HZ * SOUND_SECONDS:
            break
    sound = sound[:2 * RATE_HZ * SOUND_SECONDS]
    samples.write_bytes(sound)
    with wave.open(str(joined), "wb") as out:
        out.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
        out.writeframes(sound)
    return joined, samples


def import_row(form):
    bundle = WORK / "speed.attune"

    def once():
        bundle.unlink(missing_ok=True)
        return timed(ATTUNE, "import", "deepspeech", FULL.file(form), "-o", bundle)

    seconds, resident = best(once)
    return f"| {form.name} | {seconds:.1f} | {resident / MIB:.0f} | {bundle.stat().st_size / MIB:.0f} |"


def row(name, sound_seconds, *command):
    seconds, resident = best(lambda: timed(*command))
    return f"| {name} | {seconds:.1f} | {seconds / sound_seconds:.3f} | {resident / MIB:.0f} |"


def best(once):
    taken = [once() for _ in range(RUNS)]
    return min(seconds for seconds, _ in taken), min(resident for _, resident in taken)


def timed(*command):
    """Seconds and the largest resident set, in bytes, of a whole command."""
    usage = WORK / "usage"
    subprocess.run(["/usr/bin/time", "-f", "%e %M", "-o", usage, *map(str, command)], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seconds, kibibytes = usage.read_text().split()
    return float(seconds), int(kibibytes) * 1024
