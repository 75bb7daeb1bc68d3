"""Real runs of `attune adapt`: what an epoch costs when only a head is trained, memory, and the error rate."""

import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from laboratory.benchmarks.results import Bar, measured, not_run
from laboratory.benchmarks.workers import bench_worker
from laboratory.programs import ADAPTED_MODEL, ATTUNE, SOURCE_MODEL, epochs, evaluated, say
from laboratory.prompts import DEV, TEST, TRAIN
from laboratory.speechdata.manifest import absolute_lines, write_lines

HEAD_UNITS = 128
QUICK_SHARE = 6  # a quick measurement takes every sixth clip
GIB = 2**30


class Run:
    """One run: its epochs' seconds, and its memory after the second and the last epoch."""

    def __init__(self, folder, name, train, epoch_count, *options):
        say(f"adapt, {name}: {epoch_count} epochs")
        out = Path(folder, name)
        self._memory = []
        command = [ATTUNE, "adapt", "-m", SOURCE_MODEL, "--train", train, "--dev", Path(folder, "dev.jsonl"), "-o", out,
                   "--epochs", epoch_count, "--patience", 0, *options]
        with subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, text=True) as process:
            self._watch(process, out)
            errors = process.stderr.read()
        if process.returncode != 0:
            raise RuntimeError(f"attune adapt ended with {process.returncode}:\n{errors}")
        self._epochs = epochs(out)  # the folder may be gone when somebody asks

    def _watch(self, process, out):
        """Reads the memory whenever an epoch has been logged, while the process still lives."""
        while process.poll() is None:
            if len(epochs(out)) > len(self._memory):
                self._memory.append(_memory_of(process.pid))
            time.sleep(0.02)

    def epoch_seconds(self):
        """Median over all epochs but the first, which fills caches and warms up."""
        return statistics.median(epoch["trainingSeconds"] for epoch in self._epochs[1:])

    def peak_bytes(self):
        return max(memory["VmHWM"] for memory in self._memory)

    def resident_bytes_after(self, epoch):
        return self._memory[epoch - 1]["VmRSS"]

    def last_epoch(self):
        return len(self._memory)


def _memory_of(pid):
    """scripts/attune becomes the Java process, so the process started is the one that counts."""
    fields = (line.split(":") for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return {name: int(value.split()[0]) * 1024 for name, value in fields if name in ("VmHWM", "VmRSS")}


def manifests(folder, quick):
    """Copies of train and dev with absolute paths; dev short, since scoring is not what is measured."""
    for manifest, step in ((TRAIN, QUICK_SHARE if quick else 1), (DEV, 6)):
        write_lines(Path(folder, manifest.name), absolute_lines(manifest)[::step])
    return Path(folder, "train.jsonl")


def runs(quick):
    """An epoch with only a head trained, the trunk's output cached, against an epoch that trains everything, and against
    what the head alone must cost: the same head as a network of its own, on random input of the same shapes. The run
    that trains everything, which needs most memory, is watched as well.
    """
    count = 3 if quick else 5
    with tempfile.TemporaryDirectory() as folder:
        train = manifests(folder, quick)
        everything = Run(folder, "all layers", train, count)
        output = Run(folder, "output only", train, count, "--train-layers", "output")
        inserted = Run(folder, "inserted BiLSTM", train, count,
                       "--train-layers", "new", "--insert", f"bilstm:{HEAD_UNITS}")
        say("the head alone")
        with bench_worker("head", str(SOURCE_MODEL), str(train), str(HEAD_UNITS)) as worker:
            alone = statistics.median(worker.run(count - 1))
    return [
        measured("adaptation", "epoch with only the output trained (8 × faster)", "s", output.epoch_seconds(),
                 everything.epoch_seconds(), Bar(0.125), note="an epoch that trains all layers"),
        measured("adaptation", f"epoch with an inserted BiLSTM({HEAD_UNITS}) and output trained", "s",
                 inserted.epoch_seconds(), alone, Bar(1.2),
                 note="the head alone as a network, random input of the same shapes"),
        measured("adaptation", "memory of an adaptation run, all layers trained, peak", "GiB",
                 everything.peak_bytes() / GIB, bar=Bar(4, of="ours", unit="GiB")),
        measured("adaptation", f"memory after epoch {everything.last_epoch()} against epoch 2", "GiB",
                 everything.resident_bytes_after(everything.last_epoch()) / GIB,
                 everything.resident_bytes_after(2) / GIB, Bar(1.1), note="the same run after epoch 2"),
    ]


def word_errors(quick):
    bar = Bar(20.4, of="ours", unit="%")
    name = "words wrong, greedily, Asterisk English test split"
    if not ADAPTED_MODEL.exists():
        return [not_run("wer", name, "%", bar, "no runs/quickstart/adapted.attune; scripts/quickstart makes it")]
    say("error rate of runs/quickstart/adapted.attune")
    return [measured("wer", name, "%", 100 * evaluated(ADAPTED_MODEL, TEST, "--greedy")["wer"], 20.4, bar,
                     note="pocketsphinx, MAP-adapted to the same clips, measured once")]
