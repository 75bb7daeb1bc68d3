"""docs/words.md: a section for each measurement, of which a run replaces those that it took."""

import re

HEAD = """# Words: times, confidence, beams, long recordings, peers

Written by `scripts/check-words`; do not edit. One part alone: `scripts/check-words PART`.
The adapted model is that of `scripts/quickstart`, the language model of the domain that of `scripts/ladder`, where nothing
else is said.
"""


class Page:
    def __init__(self, folder, titles):
        """`titles` in the order of the page."""
        self.folder = folder
        self._titles = titles
        self._file = folder / "words.md"

    def picture(self, name, svg):
        """Writes it and gives the Markdown that shows it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{name}.svg").write_text(svg)
        return f"![{name}]({name}.svg)"

    def put(self, title, text):
        sections = self._sections()
        sections[title] = text.strip()
        self.folder.mkdir(parents=True, exist_ok=True)
        self._file.write_text(HEAD + "".join(
            f"\n## {name}\n\n{sections[name]}\n" for name in self._titles if name in sections))

    def _sections(self):
        if not self._file.exists():
            return {}
        _, *parts = re.split(r"^## (.*)\n", self._file.read_text(), flags=re.MULTILINE)
        return {title: body.strip() for title, body in zip(parts[::2], parts[1::2], strict=True)}
