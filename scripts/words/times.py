"""How exact word times are on a voice the source model never heard."""

import subprocess

from words.programs import PROJECT

TITLE = "Times"


def measure(_, page):
    del page
    table = subprocess.run(
        [PROJECT / "scripts/check-times"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    return f"""Of the source model, on sentences of the telephone prompts spoken by Flite's voice awb, which it never heard and whose word
boundaries the synthesiser knows: `align` is given the text, of `transcribe` the words count that were heard right. Inner
edges are those between words. `scripts/check-times`

```
{table}
```"""
