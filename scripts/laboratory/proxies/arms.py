"""What is tried: each arm differs from the first in one thing."""

from dataclasses import dataclass

LETTERS, PHONES = "letters", "phones"


@dataclass(frozen=True)
class Arm:
    """What a network hears, and what else it learns."""

    blocks: tuple[int, ...] = (3, 4, 5)  # of the speech embedding; none: log-mel bands
    twice: bool = False  # each 20 ms instead of 40
    by_corpus: bool = False  # normalised by it, not by the clip
    warps: tuple[float, ...] = (1.0,)  # lengths of the vocal tract that its bands pretend, one drawn for each clip and epoch
    middle: str = ""  # what the middle layer learns, too


ARMS = {
    "blocks 3, 4 and 5, each 40 ms": Arm(),
    "each 20 ms": Arm(twice=True),
    "normalised by the corpus, not by the clip": Arm(by_corpus=True),
    "block 5 alone": Arm(blocks=(5,)),
    "blocks 4 and 5": Arm(blocks=(4, 5)),
    "block 4 alone": Arm(blocks=(4,)),
    "blocks 3 and 4": Arm(blocks=(3, 4)),
    "80 log-mel bands, four windows a frame": Arm(blocks=()),
    "vocal tracts of five lengths": Arm(warps=(1.0, 0.88, 0.94, 1.06, 1.13)),
    "the middle layer learns the letters, too": Arm(middle=LETTERS),
    "the middle layer learns phones": Arm(middle=PHONES),
}
