"""Runs Attune as users do."""

import dataclasses
import json
import pathlib
import subprocess

from speechdata.manifest import read_lines

PROJECT = pathlib.Path(__file__).resolve().parents[2]
ATTUNE = PROJECT / "scripts/attune"
ATTUNE_JAR = PROJECT / "target/attune.jar"
CORPUS = PROJECT / "corpora/asterisk-en"
RUN = PROJECT / "runs/words"


@dataclasses.dataclass(frozen=True)
class Models:
    """An adapted model, and a language model of its domain."""

    adapted: pathlib.Path
    language: pathlib.Path

    def tuned(self):
        """The report of tuning on dev; the tuned model lies in `tuned_model`."""
        RUN.mkdir(parents=True, exist_ok=True)
        report = RUN / "tune.json"
        inputs = max(self.adapted.stat().st_mtime, self.language.stat().st_mtime, ATTUNE_JAR.stat().st_mtime)
        if not report.exists() or report.stat().st_mtime < inputs:
            self.tuned_model.unlink(missing_ok=True)  # of another model, or of a run that was stopped
            report.write_text(output("lm", "tune", "-m", self.adapted, "--lm", self.language, "--dev",
                                     CORPUS / "dev.jsonl", "-o", self.tuned_model, "--format", "json"))
        return json.loads(report.read_text())

    @property
    def tuned_model(self):
        return RUN / "tuned.attune"


def output(*arguments):
    """What Attune writes to standard output."""
    return subprocess.run([ATTUNE, *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout


def utterances(split):
    return read_lines(CORPUS / f"{split}.jsonl")
