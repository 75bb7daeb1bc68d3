"""Writes torch_ctc.json: CTC losses and their gradients by logits, from PyTorch in double precision.

Needs PyTorch (Debian: python3-torch; written with 2.6.0). Run: /usr/bin/python3 torch_ctc.py
Logits have three decimals, so the file states exactly what PyTorch computed with.
"""

import json
import pathlib

import torch

# name, frames, outputs, blank, labels, spread of the logits
CASES = [
    ("ordinary", 20, 6, 0, [1, 3, 2, 5, 4], 2),
    ("blank last, as in DeepSpeech", 18, 5, 4, [0, 1, 2, 3, 0], 2),
    ("repeats", 15, 4, 0, [1, 1, 2, 2, 2, 3], 1),
    ("nothing said", 7, 4, 0, [], 2),
    ("one frame", 1, 4, 1, [3], 2),
    ("no frame to spare", 6, 4, 0, [2, 2, 1, 3, 1], 3),
    ("one frame too few", 5, 4, 0, [2, 2, 1, 3, 1], 3),
    ("english, peaked", 40, 29, 0, [9, 6, 13, 13, 16, 1, 24, 16, 19, 13, 5], 12),
]


def compute(name, frames, outputs, blank, labels, spread, generator):
    logits = torch.round(torch.randn(frames, outputs, generator=generator, dtype=torch.float64) * spread, decimals=3)
    logits.requires_grad_(True)
    loss = torch.nn.functional.ctc_loss(
        logits.log_softmax(1).unsqueeze(1),
        torch.tensor([labels], dtype=torch.long).reshape(1, -1),
        torch.tensor([frames]),
        torch.tensor([len(labels)]),
        blank=blank,
        reduction="sum",
    )
    case = {"name": name, "blank": blank, "labels": labels, "logits": logits.tolist()}
    if torch.isfinite(loss):
        loss.backward()
        case["loss"] = loss.item()
        case["gradient"] = [[float(f"{g:.13g}") for g in row] for row in logits.grad.tolist()]
    else:
        assert loss.item() == float("inf")
        case["loss"] = None  # positive infinity, which JSON cannot say; PyTorch's gradient is then not a number
    return case


generator = torch.Generator().manual_seed(2006)
cases = [compute(*case, generator) for case in CASES]
lines = ",\n".join(json.dumps(case) for case in cases)
pathlib.Path(__file__).with_name("torch_ctc.json").write_text(f"[\n{lines}\n]\n")
