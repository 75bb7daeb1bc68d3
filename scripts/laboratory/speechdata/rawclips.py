"""Clips of games whose speech is stored as unsigned 8-bit samples at 11,025 Hz."""

from laboratory.speechdata.clips import rate_fault
from laboratory.speechdata.convert import to_wav
from laboratory.speechdata.manifest import wav_seconds

RATE_HZ = 11025
SHORTEST_SAMPLES = RATE_HZ // 4
# Letters per second: 90 % of the lines of such games lie between 7 and 24; outside these bounds the actor said
# something else.
SLOWEST, FASTEST = 4.0, 26.0


def make_raw_clip(name, text, samples, out, **more):
    """The manifest record of a clip, which is written as WAV; or why there is none, as a string."""
    if len(samples) < SHORTEST_SAMPLES:
        return "too short"
    if fault := rate_fault(text, len(samples) / RATE_HZ, SLOWEST, FASTEST):
        return fault
    path = f"clips/{name}.wav"
    to_wav(out / path, "-t", "raw", "-r", str(RATE_HZ), "-e", "unsigned", "-b", "8", "-c", "1", "-", data=samples)
    return {"audio_filepath": path, "duration": wav_seconds(out / path), "text": text, **more}
