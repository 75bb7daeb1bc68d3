"""Transcription on Spark executors of one core, against the command on as many cores, all as whole commands."""

import os
import shutil
import statistics
import tempfile
from pathlib import Path

from laboratory import prompts
from laboratory.benchmarks import machine
from laboratory.benchmarks.results import measured
from laboratory.programs import ATTUNE, PROJECT, SOURCE_MODEL, run, say, timed

GROUP = "spark"
SPARK = PROJECT / "spark" / "target" / "spark"
JAR = PROJECT / "spark" / "target" / "attune-spark.jar"
MINUTES, ROUNDS = 60, 3
WARM_MINUTES = 6  # within start-up: Java compiles what it runs while an executor does its first shards
SHARD_MINUTES = 1.5


def rows():
    """A long archive and a short one are transcribed by each in turn. The short one takes the start, the difference is the
    throughput of processes that are warm.
    """
    _build()
    with tempfile.TemporaryDirectory() as folder:
        clips = prompts.clips_of(60 * MINUTES)
        short, long = Path(folder, "short"), Path(folder, "long")
        warm = _copies(clips, short, WARM_MINUTES)
        all_of_it = _copies(clips, long, WARM_MINUTES + MINUTES)
        seconds = all_of_it - warm
        taken = {}
        for number in range(ROUNDS):
            for name, transcribe in _ways(folder).items():
                say(f"round {number + 1} of {ROUNDS}: {name}")
                start = transcribe(short).seconds
                taken.setdefault(name, []).append((start, transcribe(long).seconds - start))
    rate = {name: seconds / statistics.median(work for _, work in each) for name, each in taken.items()}
    starts = {name: statistics.median(start for start, _ in each) for name, each in taken.items()}
    return [
        *(measured(GROUP, f"transcription by {name}, seconds of sound a second", "×", rate[name], rate[cores],
                   note=f"the command on {cores}")
          for name, cores in (("an executor", "one core"), ("two executors", "two cores"))),
        measured(GROUP, "the second executor, seconds of sound a second", "×", rate["two executors"], rate["an executor"],
                 note="an executor alone"),
        measured(GROUP, f"start of two executors, with their first {WARM_MINUTES} minutes of sound", "s",
                 starts["two executors"], starts["two cores"], note="the command on two cores, with the same"),
    ]


def _build():
    sources = [PROJECT / "target" / "attune.jar", *(PROJECT / "spark" / "src" / "main").rglob("*.java")]
    if not JAR.exists() or any(file.stat().st_mtime > JAR.stat().st_mtime for file in sources if file.exists()):
        say("building attune-spark")
        run("mvn", "-B", "-q", "install", "-DskipTests")
        run("mvn", "-B", "-q", "-f", "spark/pom.xml", "package", "-DskipTests")


def _copies(clips, folder, minutes):
    """Clips of that many minutes, over and over if need be; returns their seconds."""
    folder.mkdir()
    samples = 0
    number = 0
    while samples < 60 * minutes * prompts.BYTES_PER_SECOND:
        prompts.write_wav(folder / f"{number:05d}.wav", clips[number % len(clips)])
        samples += len(clips[number % len(clips)])
        number += 1
    return samples / prompts.BYTES_PER_SECOND


def _ways(folder):
    def command(cores):
        return lambda sound: timed(ATTUNE, "transcribe", "--quiet", "-m", SOURCE_MODEL, sound, cores=cores)

    def executors(count):
        return lambda sound: _on_spark(count, sound, Path(folder, "transcripts"))

    both = set(sorted(os.sched_getaffinity(0))[:machine.CORES])
    return {"one core": command(machine.first_core()), "an executor": executors(1),
            "two cores": command(both), "two executors": executors(2)}


def _on_spark(executors, sound, out):
    shutil.rmtree(out, ignore_errors=True)
    taken = timed(
        "env", f"SPARK_HOME={SPARK}", "SPARK_SCALA_VERSION=2.13", "SPARK_LOCAL_IP=127.0.0.1",
        "java", "-cp", f"{SPARK}/jars/*", "org.apache.spark.deploy.SparkSubmit", "--master",
        f"local-cluster[{executors},1,1024]", JAR, "transcribe", "-m", SOURCE_MODEL, sound, "-o", out,
        "--shard-minutes", SHARD_MINUTES)
    shutil.rmtree(SPARK / "work", ignore_errors=True)  # a copy of the jar for each executor
    return taken
