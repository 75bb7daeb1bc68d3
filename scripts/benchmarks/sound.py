"""From sound to features and to words: against sphinx_fe and pocketsphinx_batch, as whole processes where they are."""

import json
import os
import resource
import statistics
import subprocess
import tempfile
import wave
from pathlib import Path

from benchmarks import machine
from benchmarks.programs import ATTUNE, PROJECT, bench_worker, in_turn, say, wall_seconds
from benchmarks.row import Bar, measured

CORPUS = PROJECT / "corpora" / "asterisk-en"
SOURCE_MODEL = PROJECT / "models" / "source-en" / "source-en.attune"
SHORT_CLIP = CORPUS / "clips" / "conf-hasleft.flac"
POCKETSPHINX = Path("/usr/share/pocketsphinx/model/en-us")
RATE_HZ = 16_000


def utterances():
    """The corpus's, in a fixed order, the held-out ones first."""
    for split in ("test", "dev", "train"):
        for line in (CORPUS / f"{split}.jsonl").read_text().splitlines():
            yield json.loads(line)


def clips_of(seconds, folder):
    """The first clips of the corpus that are at least so long together, as WAV files; gives them and their length."""
    files, total = [], 0.0
    for utterance in utterances():
        if total >= seconds:
            break
        file = Path(folder, f"{len(files):04d}.wav")
        subprocess.run(
            ["flac", "--silent", "--decode", "-o", file, CORPUS / utterance["audio_filepath"]], check=True)
        files.append(file)
        total += utterance["duration"]
    return files, total


def joined(files, target):
    with wave.open(str(target), "wb") as out:
        out.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
        for file in files:
            with wave.open(str(file)) as part:
                out.writeframes(part.readframes(part.getnframes()))
        return out.getnframes() / RATE_HZ


def features(quick):
    """Ours in a warm process, on samples in memory. Theirs is a process that reads the same WAV and writes its features,
    with the settings of pocketsphinx's English model; the processor time it takes for a tiny WAV is subtracted, and
    waiting for the disk is not counted. Both on the same single core.
    """
    say("feature extraction: sphinx_fe, ours")
    rounds = 3 if quick else 7
    with tempfile.TemporaryDirectory() as folder:
        files, _ = clips_of(600, folder)
        long_wav, tiny_wav = Path(folder, "long.wav"), Path(folder, "tiny.wav")
        duration = joined(files, long_wav)
        with wave.open(str(tiny_wav), "wb") as tiny:
            tiny.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
            tiny.writeframes(bytes(RATE_HZ // 5))
        ours, theirs = [], []
        with bench_worker("features", str(long_wav), cores=machine.first_core()) as worker:
            worker.run(10)
            for _ in range(rounds):
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
    command = ["sphinx_fe", "-argfile", POCKETSPHINX / "en-us" / "feat.params", "-mswav", "yes",
               "-i", wav, "-o", wav.with_suffix(".mfc")]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   preexec_fn=lambda: os.sched_setaffinity(0, machine.first_core()))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def transcription(quick):
    """Whole commands over the same WAV files. pocketsphinx_batch uses one core, ours both."""
    minutes = 2 if quick else 10
    say(f"transcribing {minutes} minutes: pocketsphinx_batch, ours")
    with tempfile.TemporaryDirectory() as folder:
        files, duration = clips_of(60 * minutes, folder)
        control, hypotheses = Path(folder, "clips.ctl"), Path(folder, "clips.hyp")
        control.write_text("".join(f"{file.stem}\n" for file in files))
        theirs = wall_seconds([
            "pocketsphinx_batch", "-adcin", "yes", "-adchdr", "44", "-cepdir", folder, "-cepext", ".wav",
            "-ctl", control, "-hmm", POCKETSPHINX / "en-us", "-lm", POCKETSPHINX / "en-us.lm.bin",
            "-dict", POCKETSPHINX / "cmudict-en-us.dict", "-hyp", hypotheses, "-logfn", "/dev/null"])
        ours = statistics.median(
            wall_seconds([ATTUNE, "transcribe", "--greedy", "-m", SOURCE_MODEL, folder]) for _ in range(3))
    return [measured(
        "transcription", f"transcribing {duration / 60:.0f} minutes, whole command", "s", ours, theirs, Bar(0.2),
        note=f"pocketsphinx_batch ({theirs / duration:.3f} × real time; ours {ours / duration:.4f})")]


def first_words(quick):
    say("first words of a short clip")
    seconds = min(wall_seconds([ATTUNE, "transcribe", "--greedy", "-m", SOURCE_MODEL, SHORT_CLIP]) for _ in range(5))
    return [measured("first-words", "first words of a short clip, whole command, best of 5", "s", seconds,
                     bar=Bar(3, of="ours", unit="s"))]
