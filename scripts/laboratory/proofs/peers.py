"""pocketsphinx on the same clips, scored by Attune's scorer."""

import json

from laboratory.programs import SCRIPTS, attune_json, run
from laboratory.proofs.asterisk import ALL_MINUTES, CROSS_VALIDATION, FIRST, FOLD_MINUTES, FOLD_TEST, TEST, FiveFolds
from laboratory.proofs.results import ADAPTED, DOMAIN, OWN, Key
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
MAP = "pocketsphinx, MAP"
IN_FOLDS = (MAP, "pocketsphinx, MAP, our language model")


class Pocketsphinx:
    """On one split no model of ours is involved, so the rows outlive ours."""

    def __init__(self, context):
        self.script = SCRIPTS / "peers" / "pocketsphinx"
        self.context = context

    def tasks(self):
        keys = {name: Key(EXPERIMENT, condition, minutes, 0, TEST, decoding, "")
                for name, (condition, minutes, decoding) in CONDITIONS.items()}

        def measure(results):
            for row in self._measured("pocketsphinx.json"):
                results.add(keys[row["condition"]], {"cer": None, **row})

        yield Task("pocketsphinx", tuple(keys.values()), measure, (self.script,))
        yield self._in_folds()

    def _in_folds(self):
        """Compared with the adapted models of the first seed."""
        keys = {name: self.context.key(CROSS_VALIDATION, MAP, FOLD_MINUTES, 0, FOLD_TEST, CONDITIONS[name][-1])
                for name in IN_FOLDS}

        def measure(results):
            folds = FiveFolds(self.context)
            parts = folds.parts()
            for row in self._measured("pocketsphinx-folds.json", "--folds", folds.folder):
                key = keys[row["condition"]]
                ours = folds.heard(ADAPTED, FIRST, key.decoding, parts)
                *_, compared = attune_json("evaluate", "--hypotheses", ours, row["trn"], "--test", folds.test)
                results.add(key, {"cer": None, **row}, againstAdapted=compared["againstFirst"])

        return Task("five folds: pocketsphinx", tuple(keys.values()), measure, (self.script,))

    def _measured(self, name, *options):
        written = self.context.folder(name)
        run(self.script, "--json", written, *options)
        return json.loads(written.read_text())
