"""Promises of the GPU path."""

from collections.abc import Callable
from dataclasses import dataclass

from laboratory.programs import say

WORDS = 200


@dataclass(frozen=True)
class Check:
    """A promise and whether it was kept."""

    name: str
    bar: str
    measured: str
    kept: bool

    def row(self) -> tuple[str, str, str, str]:
        return self.name, self.bar, self.measured, "yes" if self.kept else "**no**"


def attempted(name: str, part: Callable[[], list[Check]]) -> list[Check]:
    """A part's checks. A part that fails, as commands do by ending the program, is a promise not kept: time with a card is too
    dear to lose the other parts.
    """
    say(name)
    try:
        return part()
    except (SystemExit, Exception) as failure:
        say(f"{name}: {failure!r}")
        words = " ".join(str(failure).split()).replace("|", "/")
        return [Check(name, "runs to its end", words[-WORDS:], False)]
