"""Runs Attune as users do."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def say(text):
    print(f"proof: {text}", file=sys.stderr, flush=True)


def run(*command):
    """Standard output; where it fails, its last words as well."""
    done = subprocess.run([str(word) for word in command], cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True)
    if done.returncode != 0:
        words = " ".join(map(str, command))
        raise SystemExit(f"proof: this failed with {done.returncode}: {words}\n{done.stderr[-2000:]}")
    return done.stdout


def attune(*arguments):
    return run(PROJECT / "scripts" / "attune", *arguments)


def parameters(model):
    return json.loads(attune("inspect", model, "--format", "json"))["layers"]["parameters"]


def evaluate(model, test, *options):
    """What `attune evaluate` says of one model."""
    row, = json.loads(attune("evaluate", "-m", model, "--test", test, "--format", "json", *options))
    return row


def compared(first, second, test, *options):
    """What `attune evaluate` says of the second of two models, and how it differs from the first."""
    _, row = json.loads(attune("evaluate", "-m", first, "-m", second, "--test", test, "--format", "json", *options))
    return row


def pooled(test, files):
    """The error rates of files of transcripts, each by several models of clips they had not learnt from, and how they
    differ from those of the first file.
    """
    hypotheses = [word for file in files for word in ("--hypotheses", file)]
    return json.loads(attune("evaluate", *hypotheses, "--test", test, "--format", "json"))


def adapt(model, speech, out, seed, *options):
    """A run of `attune adapt` told nothing but the speech and these options; gives its bundle."""
    bundle = Path(out, "adapted.attune")
    if not bundle.exists():
        attune("adapt", "-m", model, "--train", speech.train, "--dev", speech.dev, "-o", out, "--overwrite",
               "--seed", seed, "--no-lm", *options)
    return bundle


def sweep(folder, model, speech, what, seed, *options):
    """One run of a sweep whose folder may hold others already. Gives its row: dev error rates and the run's folder."""
    row, = ranking(folder, model, speech, [what], [seed], *options)["rows"]
    return row


def ranking(folder, model, speech, tries, seeds, *options):
    """Runs in a sweep's folder, ranked on dev; those that are not there yet are trained."""
    going_on = ["--resume"] if Path(folder, "plan.json").exists() else []
    return json.loads(attune(
        "sweep", "-m", model, "--train", speech.train, "--dev", speech.dev, "-o", folder,
        *(word for what in tries for word in ("--try", what)), "--seeds", ",".join(map(str, seeds)), "--no-lm",
        "--format", "json", *going_on, *options))


def outcome(run_folder):
    """What training took, under the names of a results row."""
    written = json.loads(Path(run_folder, "outcome.json").read_text())
    return {name: written[name] for name in ("steps", "stepsToBest", "seconds")}


def measured_run(command):
    """Runs a command to its end; gives the seconds it took and the bytes it held at most."""
    started = time.monotonic()
    process = subprocess.Popen([str(word) for word in command], cwd=PROJECT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"proof: this failed with {process.returncode}: {' '.join(map(str, command))}")
    return time.monotonic() - started, usage.ru_maxrss * 1024
