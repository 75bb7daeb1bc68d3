"""Puts every picture on the same white square."""

import io

from PIL import Image

# A classifier sees the middle seven eighths of a picture: the drawing fills them, the rest is margin.
SIDE, INNER = 128, 112
Image.MAX_IMAGE_PIXELS = 200_000_000  # two of openclipart's butterflies and birds are posters


def on_canvas(encoded, file):
    """Writes a picture of any kind and size as PNG, scaled to fit, on white."""
    if file.exists():
        return
    with Image.open(io.BytesIO(encoded)) as opened:
        drawing = opened.convert("RGBA")
    drawing = drawing.crop(drawing.getchannel("A").getbbox() or (0, 0, *drawing.size))
    scale = INNER / max(drawing.size)
    size = tuple(max(1, round(scale * side)) for side in drawing.size)
    drawing = drawing.resize(size, Image.Resampling.LANCZOS)
    canvas = Image.new("RGB", (SIDE, SIDE), "white")
    canvas.paste(drawing, tuple((SIDE - side) // 2 for side in size), drawing)
    part = file.with_suffix(".part")
    canvas.save(part, "PNG")
    part.replace(file)
