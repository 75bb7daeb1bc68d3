"""Long-lived processes: each does one thing when told to, is idle otherwise, and reports the seconds it took."""

import os
import statistics
import subprocess
import sys
import time

from laboratory.programs import PROJECT, SCRIPTS, environment

TARGET = PROJECT / "target"
CLASS_PATH = TARGET / "bench-classpath.txt"  # the class path of our tests
# The pause lets threads that wait by spinning (OpenMP's, OpenBLAS's) fall asleep before the other side is measured.
PAUSE_SECONDS = 0.3


JAVA_ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "PASSIVE", "GOMP_SPINCOUNT": "3000",
                    "OPENBLAS_CORETYPE": None, "CUBLAS_WORKSPACE_CONFIG": ":4096:2:16:8"}
TORCH_ENVIRONMENT = {"OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2", "OMP_WAIT_POLICY": None, "GOMP_SPINCOUNT": None,
                     "PYTHONPATH": str(SCRIPTS)}


def java(*arguments, options=(), class_path=CLASS_PATH):
    """A command with our test classes, in the environment and with the options of scripts/attune."""
    classes = f"{TARGET / 'test-classes'}:{TARGET / 'classes'}:{class_path.read_text().strip()}"
    home = os.environ.get("JAVA_HOME")
    program = f"{home}/bin/java" if home else "java"
    launcher = ["-Dorg.bytedeco.javacpp.maxphysicalbytes=0", "-XX:+UseParallelGC", "-Xmn192m"]
    return [program, *launcher, *options, "-cp", classes, *arguments]


class Worker:
    """A process that does one thing when told to, and is idle otherwise."""

    def __init__(self, command, changes, cores=None):
        pin = (lambda: os.sched_setaffinity(0, cores)) if cores else None
        self._process = subprocess.Popen(
            command, env=environment(changes), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, preexec_fn=pin)
        self.pid = self._process.pid
        if self._line() != "ready":
            raise RuntimeError(f"{command[-2:]} did not become ready")

    def run(self, times):
        """Seconds of each of N runs."""
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


def bench_worker(*arguments, options=(), class_path=CLASS_PATH, cores=None):
    command = java("attune.bench.BenchWorker", *arguments, options=options, class_path=class_path)
    return Worker(command, JAVA_ENVIRONMENT, cores)


def torch_worker(name):
    return Worker([sys.executable, "-m", "laboratory.benchmarks.torch_worker", name], TORCH_ENVIRONMENT)


def packed_torch_worker(python, name, device, precision):
    """A step on packed batches, as on a GPU, by an interpreter whose PyTorch knows the device."""
    return Worker([python, "-m", "laboratory.benchmarks.torch_worker", name, device, precision], TORCH_ENVIRONMENT)


def in_turn(rounds, *sides):
    """Runs workers alternately, each side a (worker, runs per round); returns the median seconds of each."""
    seconds = [[] for _ in sides]
    for _ in range(rounds):
        for side, (worker, times) in enumerate(sides):
            time.sleep(PAUSE_SECONDS)
            seconds[side] += worker.run(times)
    return [statistics.median(of_side) for of_side in seconds]
