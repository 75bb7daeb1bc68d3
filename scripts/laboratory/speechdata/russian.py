"""Russian text as it is spoken, written with 33 labels: the letters а to я without ё, and space."""

import re

LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"


def normalise(text):
    """Lower case, ё as е (few texts tell them apart), no stress marks and punctuation; hyphens part words."""
    plain = text.lower().replace("ё", "е").replace("+", "")
    return " ".join(re.sub(f"[^{LETTERS}]", " ", plain).split())


def is_normal(text):
    """Whether the text is in these labels alone."""
    return bool(text) and text == normalise(text)
