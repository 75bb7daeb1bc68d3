"""Real runs of `attune adapt`: what an epoch costs when only a head is trained, memory, and the error rate."""

import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from laboratory.benchmarks.results import Bar, measured, not_run
from laboratory.benchmarks.workers import bench_worker
from laboratory.programs import ADAPTED_MODEL, ATTUNE, SOURCE_MODEL, epochs, evaluated, memory_of, say
from laboratory.prompts import DEV, TEST, TRAIN
from laboratory.speechdata.manifest import absolute_lines, write_lines

HEAD_UNITS = 128
EPOCHS = 5
GIB = 2**30


def adapted(folder, name, train, *options):
    """The median seconds of a run's epochs except the first, which fills caches and warms up; and its memory after each."""
    say(f"adapt, {name}: {EPOCHS} epochs")
    out, memory = Path(folder, name), []
    command = [ATTUNE, "adapt", "-m", SOURCE_MODEL, "--train", train, "--dev", Path(folder, "dev.jsonl"), "-o", out,
               "--epochs", EPOCHS, "--patience", 0, *options]
    with subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            if len(epochs(out)) > len(memory):
                memory.append(memory_of(process.pid))
            time.sleep(0.02)
        errors = process.stderr.read()
    if process.returncode:
        raise RuntimeError(f"attune adapt ended with {process.returncode}:\n{errors}")
    return statistics.median(epoch["trainingSeconds"] for epoch in epochs(out)[1:]), memory


def manifests(folder):
    """Copies of train and dev with absolute paths; dev short, since scoring is not what is measured."""
    for manifest, step in ((TRAIN, 1), (DEV, 6)):
        write_lines(Path(folder, manifest.name), absolute_lines(manifest)[::step])
    return Path(folder, "train.jsonl")


def runs():
    """An epoch with only a head trained, the trunk's output cached, against an epoch that trains everything, and against
    what the head alone must cost: the same head as a network of its own, on random input of the same shapes. The run
    that trains everything, which needs most memory, is watched as well.
    """
    with tempfile.TemporaryDirectory() as folder:
        train = manifests(folder)
        everything, memory = adapted(folder, "all layers", train)
        output, _ = adapted(folder, "output only", train, "--train-layers", "output")
        inserted, _ = adapted(folder, "inserted BiLSTM", train, "--train-layers", "new", "--insert", f"bilstm:{HEAD_UNITS}")
        say("the head alone")
        with bench_worker("head", str(SOURCE_MODEL), str(train), str(HEAD_UNITS)) as worker:
            alone = statistics.median(worker.run(EPOCHS - 1))
    return [
        measured("adaptation", "epoch with only the output trained (8 × faster)", "s", output, everything,
                 Bar(0.125), note="an epoch that trains all layers"),
        measured("adaptation", f"epoch with an inserted BiLSTM({HEAD_UNITS}) and output trained", "s",
                 inserted, alone, Bar(1.2), note="the head alone as a network, random input of the same shapes"),
        measured("adaptation", "memory of an adaptation run, all layers trained, peak", "GiB",
                 max(one["VmHWM"] for one in memory) / GIB, bar=Bar(4, of="ours", unit="GiB")),
        measured("adaptation", f"memory after epoch {len(memory)} against epoch 2", "GiB",
                 memory[-1]["VmRSS"] / GIB, memory[1]["VmRSS"] / GIB, Bar(1.1), note="the same run after epoch 2"),
    ]


def word_errors():
    bar = Bar(20.4, of="ours", unit="%")
    name = "WER, greedy, Asterisk English test split"
    if not ADAPTED_MODEL.exists():
        return [not_run("wer", name, "%", bar, "no runs/quickstart/adapted.attune; run scripts/quickstart")]
    say("error rate of runs/quickstart/adapted.attune")
    return [measured("wer", name, "%", 100 * evaluated(ADAPTED_MODEL, TEST, "--greedy")["wer"], 20.4, bar,
                     note="pocketsphinx, MAP-adapted to the same clips, measured once")]
