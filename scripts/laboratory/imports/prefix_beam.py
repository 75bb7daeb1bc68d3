"""CTC prefix beam search (Hannun et al. 2014, algorithm 1), as DeepSpeech's client does it without a scorer.

Given another program's probabilities, it must find what the client finds with its own: the same text with the same
probability. That is how the client, which does not expose its network's output, is compared.
"""

import math

NEVER = -math.inf
# The client starts only where a blank is no longer this certain (ctc_beam_search_decoder.cpp, DecoderState::next).
CERTAIN_BLANK = 0.999


def best(rows, width):
    """(labels, natural-log probability), of probabilities [frame × label] with the blank last."""
    beam = {(): (0.0, NEVER)}  # log-probability with a blank at the end, and without
    begun = False
    for row, logs in zip(rows, logarithms(rows), strict=True):
        begun = begun or row[-1] < CERTAIN_BLANK
        if begun:
            beam = _next(beam, logs, width)
    labels, ways = max(beam.items(), key=lambda item: _sum(*item[1]))
    return labels, _sum(*ways)


def logarithms(rows):
    return [[math.log(p) if p > 0 else NEVER for p in row] for row in rows]


def _next(beam, row, width):
    found = {}

    def add(labels, blank, label):
        before = found.get(labels, (NEVER, NEVER))
        found[labels] = (_sum(before[0], blank), _sum(before[1], label))

    for labels, (blank, label) in beam.items():
        both = _sum(blank, label)
        add(labels, both + row[-1], NEVER)
        for each, probability in enumerate(row[:-1]):
            if labels and labels[-1] == each:
                add(labels, NEVER, label + probability)
                add((*labels, each), NEVER, blank + probability)
            else:
                add((*labels, each), NEVER, both + probability)
    ranked = sorted(found.items(), key=lambda item: -_sum(*item[1]))
    return dict(ranked[:width])


def _sum(a, b):
    high, low = (a, b) if a > b else (b, a)
    return high if low == NEVER else high + math.log1p(math.exp(low - high))
