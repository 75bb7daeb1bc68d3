"""The language model of a domain: its training transcripts and general texts, as scripts/ladder makes it."""

from dataclasses import dataclass
from pathlib import Path

from laboratory.programs import SCRIPTS, attune, run
from laboratory.proofs.speech import Speech
from laboratory.speechdata.manifest import sha256_file


@dataclass(frozen=True)
class Domain:
    folder: Path
    work: Path
    speech: Speech

    def tuned(self, bundle):
        """The model with the language model in it, its weight tuned on dev."""
        tuned = self.folder / f"{sha256_file(bundle)[:12]}.attune"
        if not tuned.exists():
            attune("lm", "tune", "-m", bundle, "--lm", self._built(), "--dev", self.speech.dev, "-o", tuned)
        return tuned

    def _built(self):
        built = self.folder / "domain.lm"
        if not built.exists():
            run(SCRIPTS / "models" / "domain-lm.sh", self.speech.train, self.speech.dev, self.speech.test, built, self.work)
        return built
