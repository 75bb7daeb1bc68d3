"""Promises of the GPU path."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """A promise and whether it was kept."""

    name: str
    bar: str
    measured: str
    kept: bool

    def row(self) -> tuple[str, str, str, str]:
        return self.name, self.bar, self.measured, "yes" if self.kept else "**no**"
