"""Text in other languages written with the 28 labels of our English models: a-z, ' and space.

Latin letters lose their diacritics; Bulgarian, Belarusian and Greek are written as they sound to an English reader.
"""

import re
import unicodedata

LATIN = {"æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "đ": "d", "ð": "d", "ł": "l", "ı": "i"}
CYRILLIC = dict(zip("абвгдезийклмнопрстуфъ", "abvgdeziyklmnoprstufa")) | {
    "ж": "zh", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ь": "y", "ю": "yu", "я": "ya"}
SPELLINGS = {
    "bg": CYRILLIC,
    "be": CYRILLIC | {"г": "h", "ё": "yo", "і": "i", "ў": "w", "х": "kh", "ы": "y", "ь": "", "э": "e"},
    "el": dict(zip("αβγδεζηικλμνορσςτυωφ", "avgdeziiklmnorsstiof")) | {
        "θ": "th", "ξ": "ks", "π": "p", "χ": "h", "ψ": "ps"}}
# Before single letters; a diacritic on the first vowel means that the two are pronounced separately.
GREEK_PAIRS = [(r"α[υύ](?=[πτκφθσχξψς]|\b)", "af"), (r"ε[υύ](?=[πτκφθσχξψς]|\b)", "ef"), (r"α[υύ]", "av"),
               (r"ε[υύ]", "ev"), (r"ο[υύ]", "u"), (r"α[ιί]", "e"), (r"[εου][ιί]", "i"), (r"\bμπ", "b"),
               (r"\bντ", "d"), (r"\bγκ", "g"), ("μπ", "mb"), ("ντ", "nd"), ("γ[γκ]", "ng"), ("τσ", "ts"), ("τζ", "dz")]
SPOKEN_AS_WRITTEN = re.compile(r"[^\d()\[\]<>@/#*=+%&$€£_]*")


def unmarked(letter):
    return "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c))


def spell(letter, spelling):
    if letter in spelling:
        return spelling[letter]
    plain = unmarked(letter)
    return spelling.get(plain, LATIN.get(plain, plain))


def romanise(text, language):
    """TEXT in the English labels, or None if it is not said as written or a letter is unknown."""
    text = unicodedata.normalize("NFC", text).lower().replace("\u2019", "'").replace("·", "")
    if not SPOKEN_AS_WRITTEN.fullmatch(text):
        return None
    if language == "el":
        for pair, sound in GREEK_PAIRS:
            text = re.sub(pair, sound, text)
    text = "".join(spell(c, SPELLINGS.get(language, {})) for c in text)
    if any(c.isalpha() and not "a" <= c <= "z" for c in text):
        return None
    text = re.sub(r"[^a-z' ]", " ", text)
    text = re.sub(r"(?<![a-z])'+|'+(?![a-z])", " ", text)
    return " ".join(text.split()) or None
