"""Joins the real speech with text into one manifest: real.py WORK PROMPTS.tsv

Reads WORK/{queen,steelsky,drascula,other}; writes WORK/real/train.jsonl (paths relative to it) and summary.json: hours and
clips by source and language, and what was refused and why. The dialogues of Amazon Queen are not repeated here:
manifests.py takes them from WORK/queen.
"""

import collections
import hashlib
import os
import pathlib
import sys

from leakage import PromptFilter
from manifests import fault, measure, samples_of
from laboratory.speechdata.clips import by, size
from laboratory.speechdata.manifest import read_lines, write_lines, write_record

# (manifest, kind, language where the records do not say)
SOURCES = (("queen/cutaways.jsonl", "queen-cutaway", "en"), ("steelsky/all.jsonl", "steelsky", "en"),
           ("drascula/all.jsonl", "drascula", "en"), ("other/all.jsonl", None, None))
# Languages that serve as tests of what the model has never heard.
UNHEARD = {"it"}
SHORTEST_SECONDS, LONGEST_SECONDS = 0.3, 20.0
# Mastered recordings touch full scale; clipped ones stay there. Speech has under 0.2 % of its samples near its peak.
NEAR_PEAK, FLAT_SHARE = 0.97, 0.01
# Words; shorter texts ("yes", "hello joe") give nothing of a held-out set away.
SHORTEST_SECRET = 4
NOTICES = {
    "queen-cutaway": "Flight of the Amazon Queen, (C) John Passfield and Steven Stamatiadis; free to pass on with its "
                     "notices (queen/copyright); converted and cut by us",
    "steelsky": "Beneath a Steel Sky, (C) Revolution Software Ltd; free to pass on with its notices "
                "(steelsky/copyright); converted by us",
    "drascula": "Drascula: The Vampire Strikes Back, (C) Alcachofa Soft S.L.; free to pass on with its notices "
                "(drascula/copyright); converted by us",
    "fillets": "Fish Fillets NG, ALTAR interactive and contributors; GPL-2 (other/notices); converted by us",
    "tuxpaint": "Tux Paint stamps, Bill Kendrick and contributors; GPL-2 (other/notices); converted by us",
    "asterisk-fr": "June Wallack, Digium, Inc.; CC-BY-SA-3.0 (other/notices); converted by us",
}


def kind_of(record):
    return f"asterisk-{record['language']}" if record["source"] == "asterisk" else record["source"]


def candidates(work):
    """The records of all sources, with paths as seen from WORK/real."""
    for manifest, kind, language in SOURCES:
        folder = os.path.relpath((work / manifest).parent, work / "real")
        for r in read_lines(work / manifest):
            if r.get("held_out") or (language or r["language"]) in UNHEARD:
                continue
            yield {"audio_filepath": f"{folder}/{r['audio_filepath']}", "duration": r["duration"], "text": r["text"],
                   "speaker": r["speaker"], "language": language or r["language"], "voice": "human",
                   "kind": kind or kind_of(r), "treatment": "none"}


def is_flat(path):
    """Whether a clip keeps returning to its largest value."""
    samples = samples_of(path)[0][::4]
    near = NEAR_PEAK * max(max(samples), -min(samples))
    return sum(not -near < sample < near for sample in samples) > FLAT_SHARE * len(samples)


class Gate:
    """Says why a record may not train, or None; remembers the recordings it has seen."""

    def __init__(self, work, prompts):
        self.folder, self.allows, self.seen = work / "real", PromptFilter(prompts).allows, set()
        kept_apart = [r for name in ("dev", "heldout") for r in read_lines(work / f"queen/{name}.jsonl")]
        kept_apart += [r for r in read_lines(work / "drascula/all.jsonl") if r["held_out"]]
        self.secrets = {r["text"] for r in kept_apart if len(r["text"].split()) >= SHORTEST_SECRET}

    def refuses(self, record):
        if not self.allows(record["text"]):
            return "contains a prompt"
        if record["text"] in self.secrets:
            return "text is in a held-out set"
        if not SHORTEST_SECONDS <= record["duration"] <= LONGEST_SECONDS:
            return "too short" if record["duration"] < SHORTEST_SECONDS else "too long"
        sound = self.folder / record["audio_filepath"]
        seconds, _, level_db = measure(sound)
        return (fault(record["text"], seconds, level_db, level_db) or ("clipped" if is_flat(sound) else None)
                or self.repeats(sound))

    def repeats(self, sound):
        digest = hashlib.sha256(sound.read_bytes()).digest()
        if digest in self.seen:
            return "same recording again"
        self.seen.add(digest)
        return None


def totals(records, *fields):
    return {name: size(of) for name, of in by(records, *fields).items()}


def main(work, prompts):
    (work / "real").mkdir(exist_ok=True)  # the sources' paths start there
    gate, refused, records = Gate(work, prompts), collections.Counter(), []
    for record in candidates(work):
        if reason := gate.refuses(record):
            refused[f"{record['kind']}: {reason}"] += 1
        else:
            records.append(record)
    write_lines(work / "real/train.jsonl", records)
    write_record(work / "real/summary.json", {
        **size(records), "by_source_and_language":
        totals(records, "kind", "language"), "by_language": totals(records, "language"), "refused": refused,
        "notices": NOTICES})
    print((work / "real/summary.json").read_text())


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve(), sys.argv[2])
