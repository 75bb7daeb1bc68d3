"""Measures what Attune says about words: their times, their confidence, beams and long recordings; keeps it in docs/words.md."""
