"""Adaptations of the shipped image model on the CPU and on the device with one seed."""

import argparse
from pathlib import Path

from laboratory.gpu.checks import Check
from laboratory.gpu.runs import losses_apart, same_bits, step_seconds
from laboratory.gpu.steps import on_card
from laboratory.programs import PROJECT, attune_shown

MODEL = PROJECT / "models" / "emoji-resnet50" / "emoji-resnet50.attune"
TRAIN = PROJECT / "corpora" / "drawings" / "train"
EPOCHS = 3
# Fifty batch normalisations, each of which subtracts what is nearly equal.
LOSS_BAR = 0.02


def pictures(given: argparse.Namespace, work: Path) -> list[Check]:
    """All layers of a ResNet-50 learn: losses against the CPU's, and twice for the same bits."""
    for name, device in (("cpu", "cpu"), ("device", given.device), ("again", given.device)):
        attune_shown("image", "adapt", "-m", MODEL, "--train", TRAIN, "-o", work / f"pictures-{name}", "--train-layers",
                     "all", "--epochs", EPOCHS if on_card(given.device) else 1, "--patience", 0, "--device", device)
    cpu, device = step_seconds(work / "pictures-cpu"), step_seconds(work / "pictures-device")
    card = on_card(given.device)
    return [losses_apart("pictures", work / "pictures-device", work / "pictures-cpu", LOSS_BAR),
            same_bits("pictures, another process", work / "pictures-again", work / "pictures-device"),
            Check("a training step on pictures", "sooner than the CPU" if card else "–",
                  f"{1000 * device:.0f} ms, CPU {1000 * cpu:.0f} ms", device < cpu or not card)]
