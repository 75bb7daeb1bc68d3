"""Starting programs: Attune as users start it, a worker that stays, and anything else with its time taken."""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
ATTUNE = PROJECT / "scripts" / "attune"
TARGET = PROJECT / "target"

# The pause lets threads that wait by spinning (OpenMP's, OpenBLAS's) fall asleep before the other side is measured.
PAUSE_SECONDS = 0.3


def java(*arguments, options=()):
    """A command with our test classes, in the environment and with the options of scripts/attune."""
    classes = f"{TARGET / 'test-classes'}:{TARGET / 'classes'}:{(TARGET / 'bench-classpath.txt').read_text().strip()}"
    home = os.environ.get("JAVA_HOME")
    program = f"{home}/bin/java" if home else "java"
    return [program, "-XX:+UseParallelGC", "-Xmn192m", *options, "-cp", classes, *arguments]


def java_environment(omp_threads=1):
    environment = {**os.environ, "OMP_NUM_THREADS": str(omp_threads), "OMP_WAIT_POLICY": "PASSIVE",
                   "GOMP_SPINCOUNT": "3000"}
    environment.pop("OPENBLAS_CORETYPE", None)
    return environment


class Worker:
    """A process that does one thing when told to, and is idle otherwise."""

    def __init__(self, command, environment, cores=None):
        pin = (lambda: os.sched_setaffinity(0, cores)) if cores else None
        self._process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, preexec_fn=pin)
        if self._line() != "ready":
            raise RuntimeError(f"{command[-2:]} did not become ready")

    def run(self, times):
        """Seconds of each of so many times."""
        self._process.stdin.write(f"{times}\n")
        self._process.stdin.flush()
        return [float(seconds) for seconds in self._line().split()]

    def _line(self):
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"a worker ended: {self._process.args[-2:]}, exit code {self._process.wait()}")
        return line.strip()

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        self._process.stdin.close()
        self._process.wait()


def bench_worker(*arguments, options=(), cores=None, omp_threads=1):
    return Worker(java("attune.bench.BenchWorker", *arguments, options=options), java_environment(omp_threads), cores)


def torch_worker(name):
    environment = {**os.environ, "OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2"}
    for ours in ("OMP_WAIT_POLICY", "GOMP_SPINCOUNT"):
        environment.pop(ours, None)
    return Worker([sys.executable, "-m", "benchmarks.torch_worker", name], environment)


def in_turn(rounds, *sides):
    """Runs workers alternately, each side a (worker, times a round); gives the median seconds of each."""
    seconds = [[] for _ in sides]
    for _ in range(rounds):
        for side, (worker, times) in enumerate(sides):
            time.sleep(PAUSE_SECONDS)
            seconds[side] += worker.run(times)
    return [statistics.median(of_side) for of_side in seconds]


def wall_seconds(command, **options):
    started = time.perf_counter()
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL, **options)
    return time.perf_counter() - started


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)
