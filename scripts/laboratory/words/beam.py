"""WER on dev by width of the beam, with the settings tuned at the default width."""

from laboratory.pages import percent, table

TITLE = "Width of the beam"


def measure(models, drawings):
    tuned = models.tuned()
    rates = {trial["settings"]["width"]: trial["wordErrorRate"] for trial in tuned["widths"]}
    return f"""WER on the dev clips, adapted model with the language model of its domain; weight and word bonus are those tuned
at width 100. Without beam and language model: {percent(tuned["greedy"]["wordErrorRate"])}. `scripts/lab words beam`

{table(("width", "WER"), ((width, percent(rate)) for width, rate in rates.items()))}

{drawings.put("beam-width", widths=list(rates), rates=list(rates.values()))}"""
