"""The rows of docs/results/proof.json."""

from dataclasses import dataclass

from laboratory.rows import Rows

SOURCE = "source"
ADAPTED, MEAN_OF_RUNS, IN_BF16 = "attune adapt", "attune adapt --runs 3", "attune adapt --kernel onednn-bf16"
ON_STEM, WITHOUT_STEM = "from scratch on the stem", "from scratch without the stem"
FROM_SCRATCH = (ON_STEM, WITHOUT_STEM)
BESIDE_ADAPTED = (*FROM_SCRATCH, IN_BF16)

# A model's own is what its bundle has: the source's is of general texts, what `adapt` makes of transcripts and that one. Who
# starts from scratch gets what `adapt` made of the same transcripts.
GREEDY, OWN, DOMAIN = "greedy", "its own language model", "language model of the domain"
DECODINGS = (GREEDY, OWN, DOMAIN)


@dataclass(frozen=True)
class Key:
    """What was measured. `minutes` of training speech and `seed` are 0 if nothing was trained; `source` is the SHA-256 of
    the source model, or empty if none was involved.
    """

    experiment: str
    condition: str
    minutes: float
    seed: int
    test: str
    decoding: str
    source: str


class Results(Rows):
    """The rows measured so far. Those of another source model stay in the file but are ignored."""

    def of_source(self, source):
        return self.of(source=(source, ""))

    def add(self, key, measured, **settings):
        """`measured`: a row of `attune evaluate` and, if something was trained, what that took."""
        self.put(key, **{name: measured[name] for name in ("wer", "werLow", "werHigh", "cer", "words")},
                 **{name: measured.get(name) for name in ("steps", "stepsToBest", "seconds")}, settings=settings)
