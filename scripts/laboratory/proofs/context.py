"""What all experiments share: the source model, the rows, and the folders of runs that start from this model."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from laboratory.proofs.results import FROM_SCRATCH, GREEDY, Key, Results
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
        """Rows from scratch are not of the source model, so they outlive it."""
        source = "" if condition in FROM_SCRATCH else self.source
        return Key(experiment, condition, minutes, seed, test, decoding, source)
