"""What all experiments share: the source model, the rows, and the folders of runs that start from this model."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from laboratory.proofs.results import GREEDY, Key, Results
from laboratory.speechdata.manifest import sha256_file


@dataclass(frozen=True)
class Context:
    work: Path
    model: Path
    results: Results

    @cached_property
    def source(self):
        return sha256_file(self.model)

    def folder(self, *names):
        return self.work.joinpath("proof", self.source[:12], *names)

    def key(self, experiment, condition, minutes, seed, test, decoding=GREEDY):
        """Rows from scratch depend on the source model, too: they get the language model of what was adapted from it, and are
        compared with that.
        """
        return Key(experiment, condition, minutes, seed, test, decoding, self.source)
