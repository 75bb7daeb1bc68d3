"""The models that words are measured with, and the folder of the results."""

import json
from dataclasses import dataclass
from pathlib import Path

from laboratory.programs import ADAPTED_MODEL, JAR, PROJECT, attune, needed
from laboratory.prompts import DEV

RUN = PROJECT / "runs" / "words"
DOMAIN_LM = PROJECT / "runs" / "ladder" / "domain.lm"


@dataclass(frozen=True)
class Models:
    """An adapted model, and a language model of its domain."""

    adapted: Path = ADAPTED_MODEL
    language: Path = DOMAIN_LM

    def tuned(self):
        """The report of tuning on dev; the tuned model is in `tuned_model`."""
        needed(self.adapted, self.language, remedy="run scripts/quickstart and scripts/ladder, or name yours")
        RUN.mkdir(parents=True, exist_ok=True)
        report = RUN / "tune.json"
        inputs = max(file.stat().st_mtime for file in (self.adapted, self.language, JAR))
        if not report.exists() or report.stat().st_mtime < inputs:
            self.tuned_model.unlink(missing_ok=True)  # of another model, or of a run that was stopped
            report.write_text(attune("lm", "tune", "-m", self.adapted, "--lm", self.language, "--dev", DEV,
                                     "-o", self.tuned_model, "--format", "json"))
        return json.loads(report.read_text())

    @property
    def tuned_model(self):
        return RUN / "tuned.attune"
