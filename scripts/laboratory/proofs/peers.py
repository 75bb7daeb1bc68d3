"""pocketsphinx on the same clips, scored by Attune's scorer."""

import json

from laboratory.programs import SCRIPTS, run
from laboratory.proofs.asterisk import ALL_MINUTES, TEST
from laboratory.proofs.results import DOMAIN, OWN, Key
from laboratory.tasks import Task

EXPERIMENT = "pocketsphinx"
# By the names that scripts/peers/pocketsphinx gives them. Its own language model is a general one.
CONDITIONS = {
    "pocketsphinx, as shipped": ("as shipped", 0, OWN),
    "pocketsphinx, MLLR": ("MLLR", ALL_MINUTES, OWN),
    "pocketsphinx, MAP": ("MAP", ALL_MINUTES, OWN),
    "pocketsphinx, as shipped, our language model": ("as shipped", 0, DOMAIN),
    "pocketsphinx, MAP, our language model": ("MAP", ALL_MINUTES, DOMAIN),
}


class Pocketsphinx:
    def __init__(self, context):
        self.script = SCRIPTS / "peers" / "pocketsphinx"
        self.written = context.folder("pocketsphinx.json")

    def tasks(self):
        # No model of ours is involved, so the rows outlive ours.
        keys = {name: Key(EXPERIMENT, condition, minutes, 0, TEST, decoding, "")
                for name, (condition, minutes, decoding) in CONDITIONS.items()}

        def measure(results):
            run(self.script, "--json", self.written)
            for row in json.loads(self.written.read_text()):
                results.add(keys[row["condition"]], {"cer": None, **row})

        yield Task("pocketsphinx", tuple(keys.values()), measure, (self.script,))
