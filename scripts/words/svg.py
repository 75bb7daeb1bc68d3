"""Pictures of a few points: axes from 0 to 1, bars, a line, letters."""

from xml.sax.saxutils import escape

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 420, 320, 60, 40, 15, 55


class Picture:
    def __init__(self, title, across, up, ticks=None):
        """`ticks` are the numbers across, as they are written; tenths by default."""
        self._parts = []
        self._text(WIDTH / 2, 22, title, "middle", 14)
        self._text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, across, "middle")
        self._parts.append(
            f'<text transform="translate(16,{(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">'
            f"{escape(up)}</text>")
        for tenth in range(0, 11, 2):
            y = self._y(tenth / 10)
            self._parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
            self._text(LEFT - 6, y + 4, f"{10 * tenth} %", "end")
        for position, label in ticks or [(tenth / 10, f"{tenth / 10:.1f}") for tenth in range(0, 11, 2)]:
            self._text(self._x(position), HEIGHT - BOTTOM + 16, label, "middle")

    def bar(self, left, right, height, colour, label=""):
        x, y = self._x(left), self._y(height)
        self._parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{self._x(right) - x:.1f}"'
            f' height="{self._y(0) - y:.1f}" fill="{colour}" stroke="#fff"/>')
        self._text(self._x((left + right) / 2), y - 4, label, "middle", 10)

    def line(self, points, colour, dashed=False):
        path = " ".join(f"{self._x(x):.1f},{self._y(y):.1f}" for x, y in points)
        dash = ' stroke-dasharray="4 3"' if dashed else ""
        self._parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>')

    def dot(self, x, y, colour, label=""):
        self._parts.append(f'<circle cx="{self._x(x):.1f}" cy="{self._y(y):.1f}" r="4" fill="{colour}"/>')
        self._text(self._x(x), self._y(y) - 9, label, "middle")

    def __str__(self):
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}"'
                f' font-family="sans-serif" font-size="12">\n<rect width="100%" height="100%" fill="#fff"/>\n'
                + "\n".join(self._parts) + "\n</svg>\n")

    def _text(self, x, y, text, anchor, size=12):
        if text:
            self._parts.append(
                f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}">{escape(text)}</text>')

    @staticmethod
    def _x(share):
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    @staticmethod
    def _y(share):
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)
