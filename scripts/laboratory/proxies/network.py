"""A small network with CTC: six dilated convolutions over frames, and its training."""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

LETTERS = " abcdefghijklmnopqrstuvwxyz'"
WIDTH, DILATIONS, MIDDLE = 192, (1, 1, 2, 2, 3, 3), 3
DROPOUT, RATE, WEIGHT_DECAY, WARM_UP_STEPS, STEEPEST = 0.1, 2e-3, 1e-2, 60, 3.0
BATCH, EPOCHS = 12, 6
MIDDLE_SHARE = 0.3


@dataclass(frozen=True)
class Example:
    """A clip. Of several versions of it, training draws one each time; `middle` is what the middle layer learns, if anything."""

    versions: list[Tensor]
    text: str
    middle: list[int] = field(default_factory=list)


def labels(text: str) -> list[int]:
    return [LETTERS.index(letter) + 1 for letter in text]


def fits(wanted: Sequence[int], frames: int) -> bool:
    """CTC needs a frame for each label and one between equal ones."""
    return len(wanted) + sum(map(int.__eq__, wanted, wanted[1:])) <= frames


class Network(nn.Module):
    """Log-probabilities of the letters, and of what the middle layer learns if it has an output of its own."""

    def __init__(self, inputs: int, middle_outputs: int):
        super().__init__()
        self.first = nn.Linear(inputs, WIDTH)
        self.convolutions = nn.ModuleList(nn.Conv1d(WIDTH, WIDTH, 3, padding=by, dilation=by) for by in DILATIONS)
        self.norms = nn.ModuleList(nn.BatchNorm1d(WIDTH) for _ in range(len(DILATIONS) + 1))
        self.output = nn.Conv1d(WIDTH, len(LETTERS) + 1, 1)
        self.middle = nn.Conv1d(WIDTH, middle_outputs + 1, 1) if middle_outputs else None

    def forward(self, frames: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor | None]:
        mask = (torch.arange(frames.shape[1]) < lengths[:, None]).float()[:, None]
        values = self.norms[-1](self.first(self._dropped(frames)).transpose(1, 2)).relu() * mask
        middle = None
        for number, (convolution, norm) in enumerate(zip(self.convolutions, self.norms)):
            values = (values + self._dropped(norm(convolution(values)).relu())) * mask
            if self.middle and number == MIDDLE:
                middle = self.middle(values).transpose(1, 2).log_softmax(-1)
        return self.output(values).transpose(1, 2).log_softmax(-1), middle

    def _dropped(self, values: Tensor) -> Tensor:
        return functional.dropout(values, DROPOUT, self.training)

    def texts(self, examples: Sequence[Example]) -> list[str]:
        """Greedily decoded, each from its first version."""
        self.eval()
        texts = []
        with torch.no_grad():
            for example in examples:
                frames = example.versions[0].float()[None]
                best = self(frames, torch.tensor([frames.shape[1]]))[0].argmax(-1)[0].tolist()
                texts.append("".join(LETTERS[label - 1] for label, before in zip(best, [0, *best]) if label and label != before))
        self.train()
        return texts


def loss_of(log_probabilities: Tensor, lengths: Tensor, wanted: Sequence[list[int]]) -> Tensor:
    """CTC's loss of a label."""
    sizes = torch.tensor(list(map(len, wanted)))
    together = torch.tensor([label for one in wanted for label in one])
    loss = functional.ctc_loss(log_probabilities.transpose(0, 1), together, lengths, sizes, reduction="sum", zero_infinity=True)
    return loss / sizes.sum()


def trained(examples: Sequence[Example], seed: int, told: Callable[[str], None]) -> Network:
    """Six epochs over batches of clips of similar length, at a rate that falls by a cosine."""
    torch.manual_seed(seed)
    draws = random.Random(seed)
    ordered = sorted(examples, key=lambda example: len(example.versions[0]))
    batches = [ordered[at:at + BATCH] for at in range(0, len(ordered), BATCH)]
    network = Network(ordered[0].versions[0].shape[1], max((label for example in ordered for label in example.middle), default=0))
    optimizer = torch.optim.AdamW(network.parameters(), RATE, weight_decay=WEIGHT_DECAY)
    steps = [batch for _ in range(EPOCHS) for batch in draws.sample(batches, len(batches))]
    for step, batch in enumerate(steps, 1):
        optimizer.param_groups[0]["lr"] = RATE * min(1, step / WARM_UP_STEPS) * (1 + math.cos(math.pi * step / len(steps))) / 2
        frames = [draws.choice(example.versions) for example in batch]
        lengths = torch.tensor(list(map(len, frames)))
        letters, middle = network(pad_sequence(frames, batch_first=True).float(), lengths)
        loss = loss_of(letters, lengths, [labels(example.text) for example in batch])
        if step % len(batches) == 0:
            told(f"epoch {step // len(batches)} of {EPOCHS}, loss {loss.item():.2f}")
        known = [number for number, example in enumerate(batch) if example.middle]
        if middle is not None and known:
            below = loss_of(middle[known], lengths[known], [batch[number].middle for number in known])
            loss = (1 - MIDDLE_SHARE) * loss + MIDDLE_SHARE * below
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), STEEPEST)
        optimizer.step()
    return network
