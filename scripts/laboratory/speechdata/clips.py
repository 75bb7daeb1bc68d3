"""Clips of a corpus in the making: which are refused and why, and the manifest and summary of the others.

Each corpus has a function that makes a clip and returns its record, or the reason why there is none, as text.
"""

import collections

from laboratory.speechdata.manifest import hours, write_lines, write_record


def rate_fault(text, seconds, slowest, fastest):
    """Why a text cannot be what a clip says, by its letters per second; or None."""
    rate = len(text) / max(seconds, 0.01)
    return "text too short for the clip" if rate < slowest else "text too long for the clip" if rate > fastest else None


def sifted(made):
    """The records, and the count of each reason."""
    refused = collections.Counter(one for one in made if isinstance(one, str))
    return [one for one in made if not isinstance(one, str)], dict(sorted(refused.items()))


def size(records):
    return {"clips": len(records), "hours": round(hours(records), 3)}


def by(records, *fields):
    """Records by their values of some fields, sorted by these."""
    groups = collections.defaultdict(list)
    for record in records:
        groups[" ".join(record[field] for field in fields)].append(record)
    return dict(sorted(groups.items()))


def write_corpus(records, refused, manifest, summary):
    """Writes both files, and prints the summary."""
    write_lines(manifest, records)
    write_record(summary, {**size(records), "refused": refused})
    print(summary.read_text())
