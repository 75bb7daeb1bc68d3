"""One picture of the collection."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Drawing:
    """`hand` is who drew it, `subject` what it shows, as its author names it. Drawings of one `group` are on one side of
    every split: an emoji with all its genders and hands, the numbered pictures of a series.
    """

    hand: str
    subject: str
    group: str
    label: str
    file: Path

    @property
    def name(self):
        return f"{self.hand}-{self.subject}.png"
