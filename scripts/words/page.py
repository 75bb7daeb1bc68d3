"""A page of measurements: a section for each, of which a run replaces those that it took."""

import re


class Page:
    def __init__(self, file, head, titles):
        """`titles` in the order of the page."""
        self.folder = file.parent
        self._file = file
        self._head = head
        self._titles = titles

    def picture(self, name, svg):
        """Writes it and gives the Markdown that shows it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{name}.svg").write_text(svg)
        return f"![{name}]({name}.svg)"

    def put(self, title, text):
        sections = self._sections()
        sections[title] = text.strip()
        self.folder.mkdir(parents=True, exist_ok=True)
        self._file.write_text(self._head + "".join(
            f"\n## {name}\n\n{sections[name]}\n" for name in self._titles if name in sections))

    def _sections(self):
        if not self._file.exists():
            return {}
        _, *parts = re.split(r"^## (.*)\n", self._file.read_text(), flags=re.MULTILINE)
        return {title: body.strip() for title, body in zip(parts[::2], parts[1::2], strict=True)}
