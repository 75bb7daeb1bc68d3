"""Russian text as it is spoken, written with 33 labels: the letters а to я without ё, and space."""

import re

LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"


def normalise(text):
    """Lower case, ё as е (few texts tell them apart), no stress marks or punctuation; hyphens separate words."""
    plain = text.lower().replace("ё", "е").replace("+", "")
    return " ".join(re.sub(f"[^{LETTERS}]", " ", plain).split())


def is_normal(text):
    """Whether the text uses only these labels."""
    return bool(text) and text == normalise(text)
