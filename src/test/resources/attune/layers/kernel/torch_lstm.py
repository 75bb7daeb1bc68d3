#!/usr/bin/env python3
"""Makes torch_lstm.json: bidirectional LSTM layers of PyTorch on packed sequences, in double, with all gradients.

Needs Debian's python3-torch and python3-numpy. Run from this folder: python3 torch_lstm.py
Arrays are row-major lists in Attune's layout: activations [frame x utterance x size], weights [inputs x 4 units].
"""
import json

import numpy
import torch

CASES = [  # frames of each utterance, inputs, units
    ([7, 3, 1], 3, 5),
    ([1], 4, 16),
    ([9], 2, 9),
    ([5, 8], 4, 17),
]


def flat(tensor):
    return [float("%.9g" % value) for value in tensor.detach().numpy().reshape(-1)]


def direction(lstm, suffix, gradient):
    def of(name):
        parameter = getattr(lstm, name + "_l0" + suffix)
        return parameter.grad if gradient else parameter

    bias = of("bias_ih") if gradient else of("bias_ih") + of("bias_hh")
    return {"input": flat(of("weight_ih").T), "recurrent": flat(of("weight_hh").T), "bias": flat(bias)}


def case(lengths, inputs, units):
    frames = max(lengths)
    lstm = torch.nn.LSTM(inputs, units, bidirectional=True).double()
    x = torch.randn(frames, len(lengths), inputs, dtype=torch.double, requires_grad=True)
    packed = torch.nn.utils.rnn.pack_padded_sequence(x, lengths, enforce_sorted=False)
    y, _ = torch.nn.utils.rnn.pad_packed_sequence(lstm(packed)[0])
    dy = torch.randn(y.shape, dtype=torch.double)
    (y * dy).sum().backward()
    return {
        "lengths": lengths, "inputs": inputs, "units": units, "x": flat(x), "y": flat(y), "dy": flat(dy), "dx": flat(x.grad),
        "weights": [direction(lstm, suffix, False) for suffix in ("", "_reverse")],
        "gradients": [direction(lstm, suffix, True) for suffix in ("", "_reverse")],
    }


torch.manual_seed(1)
with open("torch_lstm.json", "w") as file:
    json.dump([case(*one) for one in CASES], file)
    file.write("\n")
