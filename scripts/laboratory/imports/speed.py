"""The full-size network: importing it, and transcribing against DeepSpeech's client."""

from laboratory.benchmarks import machine
from laboratory.imports.models import FORMS, FROZEN, FULL, MAPPED
from laboratory.imports.programs import WORK, client_command
from laboratory.pages import table
from laboratory.programs import ATTUNE, timed
from laboratory.prompts import BYTES_PER_SECOND, clips_of, write_wav

TITLE = "The full-size network: import and transcription"
SOUND_SECONDS, RUNS = 60, 3
MIB = 2**20
GREEDY = 1  # a beam of one prefix is as greedy as the client gets


def measure():
    machine.pin()
    FULL.write()
    busy = machine.busy_share()
    imports = table(("`attune import deepspeech` of", "seconds", "processor seconds", "peak memory, MiB", "bundle, MiB"),
                    (import_row(form) for form in FORMS))
    sound, samples = clip(SOUND_SECONDS)
    seconds = samples.stat().st_size / BYTES_PER_SECOND
    bundle = FULL.bundle(MAPPED)
    transcriptions = table(
        (f"{seconds:.0f} s of speech", "seconds", "× real time", "processor seconds", "peak memory, MiB"),
        (row("Attune, `attune transcribe --greedy`", seconds, ATTUNE, "transcribe", "--greedy", "-m", bundle, sound),
         *(row(f"the client, {form.name}, beam of one", seconds,
               *client_command(FULL.file(form), GREEDY, 1, [samples])) for form in (MAPPED, FROZEN))))
    return f"""Five layers of 2048, random weights, 47.2 million parameters. Best of {RUNS} whole commands, loading included, on two cores;
other programs took {100 * busy:.0f} % of the processors at the start. {machine.describe()}. `scripts/lab import speed`

{imports}

{transcriptions}

Peak memory, also the client's, includes the touched pages of the mapped model file, which the system may reclaim.
"""


def clip(seconds):
    """Test clips in a row, as WAV and as samples."""
    joined, samples = WORK / "minute.wav", WORK / "minute.s16"
    samples.write_bytes(b"".join(clips_of(seconds))[:round(BYTES_PER_SECOND * seconds)])
    write_wav(joined, samples.read_bytes())
    return joined, samples


def import_row(form):
    bundle = WORK / "speed.attune"

    def once():
        bundle.unlink(missing_ok=True)
        return timed(ATTUNE, "import", "deepspeech", FULL.file(form), "-o", bundle)

    taken = best(once)
    return (form.name, f"{taken['seconds']:.1f}", f"{taken['processor_seconds']:.1f}", f"{taken['peak_bytes'] / MIB:.0f}",
            f"{bundle.stat().st_size / MIB:.0f}")


def row(name, sound_seconds, *command):
    taken = best(lambda: timed(*command))
    return (name, f"{taken['seconds']:.1f}", f"{taken['seconds'] / sound_seconds:.3f}", f"{taken['processor_seconds']:.1f}",
            f"{taken['peak_bytes'] / MIB:.0f}")


def best(once):
    """The least of each number, by its name in Taken."""
    taken = [vars(once()) for _ in range(RUNS)]
    return {name: min(one[name] for one in taken) for name in taken[0]}
