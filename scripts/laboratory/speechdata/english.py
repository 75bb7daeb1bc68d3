"""English text as it is spoken, written with the 28 labels of our English models: a-z, ' and space."""

import re

ONES = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen").split()
TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
IRREGULAR_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth",
                      "eight": "eighth", "nine": "ninth", "twelve": "twelfth"}


def cardinal(number):
    """The words of a whole number from 0 to 999,999."""
    if number < 20:
        return ONES[number]
    if number < 100:
        rest = "" if number % 10 == 0 else " " + ONES[number % 10]
        return TENS[number // 10] + rest
    size, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    rest = "" if number % size == 0 else " " + cardinal(number % size)
    return f"{cardinal(number // size)} {name}{rest}"


def ordinal(number):
    """The words of an ordinal: 21 is "twenty first"."""
    *front, last = cardinal(number).split()
    if last in IRREGULAR_ORDINALS:
        last = IRREGULAR_ORDINALS[last]
    elif last.endswith("y"):
        last = last[:-1] + "ieth"
    else:
        last += "th"
    return " ".join([*front, last])


def year(number):
    """A year in pairs, as people say it: 1844 is "eighteen forty four", 1905 "nineteen oh five"."""
    century, rest = divmod(number, 100)
    if century == 20 and rest < 10:
        return cardinal(number)
    if rest == 0:
        return cardinal(century) + " hundred"
    return f"{cardinal(century)} {'oh ' if rest < 10 else ''}{cardinal(rest)}"


def decade(number):
    """1940 is "nineteen forties"; the teens have no such name and stay singular."""
    words = year(number)
    return words[:-1] + "ies" if words.endswith("y") else words


def spell_digits(text):
    """Replaces digits by words; knows hours (19:00), decades (1940's), years and whole numbers."""
    text = re.sub(r"\b(\d{1,2}):00\b", lambda m: f" {cardinal(int(m[1]))} hundred ", text)
    text = re.sub(r"\b(1[1-9]\d0)'?s\b", lambda m: f" {decade(int(m[1]))} ", text)
    text = re.sub(r"\b(1[1-9]\d\d)\b", lambda m: f" {year(int(m[1]))} ", text)
    return re.sub(r"\d{1,6}", lambda m: f" {cardinal(int(m[0]))} ", text)


def normalise(text):
    """Lower case, digits in words, only a-z ' and single spaces; quotation marks are not apostrophes."""
    text = spell_digits(text.replace("\u2019", "'")).lower()
    text = re.sub(r"[^a-z' ]", " ", text)
    text = re.sub(r"(?<![a-z])'+|'+(?![a-z])", " ", text)
    return " ".join(text.split())
