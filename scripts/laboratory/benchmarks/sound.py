"""From sound to features and to words: against sphinx_fe and pocketsphinx_batch, as whole processes where those are processes."""

import statistics
import tempfile
from pathlib import Path

from laboratory import prompts
from laboratory.benchmarks import machine
from laboratory.benchmarks.results import Bar, measured
from laboratory.benchmarks.workers import bench_worker, in_turn
from laboratory.programs import ATTUNE, SOURCE_MODEL, say, timed
from peers.sphinx_model import ENGLISH, SHIPPED_LM, batch_command

MINUTES, ROUNDS = 10, 7
SHORT_CLIP = prompts.CORPUS / "clips" / "conf-hasleft.flac"


def features():
    """Ours in a warm process, on samples in memory. Theirs is a process that reads the same WAV and writes its features,
    with the settings of pocketsphinx's English model; the processor time for a tiny WAV is subtracted, and
    waiting for the disk is not counted. Both run on the same single core.
    """
    say("feature extraction: sphinx_fe, ours")
    with tempfile.TemporaryDirectory() as folder:
        sound = b"".join(prompts.clips_of(60 * MINUTES))
        duration = len(sound) / prompts.BYTES_PER_SECOND
        long_wav, tiny_wav = Path(folder, "long.wav"), Path(folder, "tiny.wav")
        prompts.write_wav(long_wav, sound)
        prompts.write_wav(tiny_wav, bytes(prompts.BYTES_PER_SECOND // 10))
        ours, theirs = [], []
        with bench_worker("features", str(long_wav), cores=machine.first_core()) as worker:
            worker.run(10)
            for _ in range(ROUNDS):
                ours += in_turn(1, (worker, 1))
                theirs.append(_sphinx_fe_seconds(long_wav) - _sphinx_fe_seconds(tiny_wav))
    seconds, their_seconds = statistics.median(ours), statistics.median(theirs)
    return [
        measured("features", f"features of {duration / 60:.0f} minutes, one core", "ms", 1e3 * seconds,
                 1e3 * their_seconds, Bar(1.0), note="sphinx_fe, 13 cepstra of 25 bands; ours: 80 log-mel bands"),
        measured("features", "features, one core, times real time", "×", duration / seconds,
                 bar=Bar(500, of="ours", at_least=True)),
    ]


def _sphinx_fe_seconds(wav):
    """Processor time of one run."""
    return timed("sphinx_fe", "-argfile", ENGLISH / "feat.params", "-mswav", "yes", "-i", wav, "-o", wav.with_suffix(".mfc"),
                 cores=machine.first_core()).processor_seconds


def transcription():
    """Whole commands over the same WAV files. pocketsphinx_batch uses one core, ours both."""
    say(f"transcribing {MINUTES} minutes: pocketsphinx_batch, ours")
    with tempfile.TemporaryDirectory() as folder:
        clips = prompts.clips_of(60 * MINUTES)
        duration = sum(map(len, clips)) / prompts.BYTES_PER_SECOND
        names = [f"{number:04d}" for number in range(len(clips))]
        for name, clip in zip(names, clips):
            prompts.write_wav(Path(folder, f"{name}.wav"), clip)
        theirs = timed(*batch_command(names, folder, Path(folder, "clips.hyp"), "-lm", SHIPPED_LM)).seconds
        ours = statistics.median(
            timed(ATTUNE, "transcribe", "--greedy", "-m", SOURCE_MODEL, folder).seconds for _ in range(3))
    return [measured(
        "transcription", f"transcribing {duration / 60:.0f} minutes, whole command", "s", ours, theirs, Bar(0.2),
        note=f"pocketsphinx_batch ({theirs / duration:.3f} × real time; ours {ours / duration:.4f})")]


def first_words():
    say("first words of a short clip")
    seconds = min(timed(ATTUNE, "transcribe", "--greedy", "-m", SOURCE_MODEL, SHORT_CLIP).seconds for _ in range(5))
    return [measured("first-words", "first words of a short clip, whole command, best of 5", "s", seconds,
                     bar=Bar(0.6, of="ours", unit="s"))]
