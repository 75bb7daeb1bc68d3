#!/usr/bin/env python3
"""Writes menu.*: one clip in every form that attune.transcripts writes, after the definitions of the forms.

SubRip; W3C, "WebVTT"; NIST sclite's manual, "ctm" and "trn"; Praat's manual, "TextGrid file formats". The clip of 4.5 s
says "press one for sales" from 0.3 to 2.0 s and "or two" from 3.4 to 4.0 s, of which the subtitle stays a second.
usage: python3 menu.py, in this folder; needs nothing but Python.
"""
import pathlib

WORDS = [("press", .3, .7), ("one", .7, 1.), ("for", 1.2, 1.4), ("sales", 1.4, 2.), ("or", 3.4, 3.6), ("two", 3.6, 4.)]
TEXT = " ".join(word for word, _, _ in WORDS)
CHARACTERS = [(c, a + (b - a) * i / len(word), a + (b - a) * (i + 1) / len(word))
              for word, a, b in WORDS for i, c in enumerate(word)]


def tier(number, name, labelled):
    spans, reached = [], 0
    for label, start, end in labelled:
        if start - reached > 1e-6:
            spans.append(("", reached, start))
        spans.append((label, start, end))
        reached = end
    spans.append(("", reached, 4.5))
    yield f"    item [{number}]:"
    yield from (8 * " " + line for line in (
        'class = "IntervalTier"', f'name = "{name}"', "xmin = 0.0000", "xmax = 4.5000",
        f"intervals: size = {len(spans)}"))
    for i, (label, start, end) in enumerate(spans, 1):
        yield f"        intervals [{i}]:"
        yield from (12 * " " + line for line in (f"xmin = {start:.4f}", f"xmax = {end:.4f}", f'text = "{label}"'))


def write(ending, *lines):
    pathlib.Path("menu." + ending).write_text("".join(line + "\n" for line in lines))


write("txt", TEXT)
write("trn", TEXT + " (calls/a.wav)")
write("ctm", *(f"a 1 {start:.3f} {end - start:.3f} {word} 0.7500" for word, start, end in WORDS))
write("srt", "1", "00:00:00,300 --> 00:00:02,000", "press one for sales", "",
      "2", "00:00:03,400 --> 00:00:04,400", "or two", "")
write("vtt", "WEBVTT", "", "00:00:00.300 --> 00:00:02.000", "press one for sales", "",
      "00:00:03.400 --> 00:00:04.400", "or two")
write("json", '{"audio_filepath":"calls/a.wav","offset":0.0,"duration":4.5,"text":"' + TEXT + '","words":['
      + ",".join(f'{{"word":"{word}","start":{start},"end":{end},"confidence":0.75}}' for word, start, end in WORDS)
      + "]}")
write("TextGrid", 'File type = "ooTextFile"', 'Object class = "TextGrid"', "", "xmin = 0.0000", "xmax = 4.5000",
      "tiers? <exists>", "size = 2", "item []:", *tier(1, "words", WORDS), *tier(2, "characters", CHARACTERS))
