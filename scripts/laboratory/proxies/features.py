"""What the small networks hear: log-mel bands, or blocks of Google's speech embedding (models/speech-embedding)."""

import math
from collections.abc import Iterator

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch.nn import functional

from laboratory.programs import PROJECT
from laboratory.prompts import RATE_HZ

EMBEDDING = PROJECT / "models" / "speech-embedding" / "embedding_model.onnx"
WINDOW, STEP, TRANSFORM = 400, 160, 512
STEPS_A_FRAME = 4
QUIET_SAMPLES, NOISE = 6400, 3  # around a clip, so that its ends have as much around them as the embedding looks
BREAK_HZ, BREAK_MEL, LOG_STEP = 1000, 15, math.log(6.4) / 27


def hertz(mel: float) -> float:
    """Slaney's scale."""
    return mel * BREAK_HZ / BREAK_MEL if mel < BREAK_MEL else BREAK_HZ * math.exp((mel - BREAK_MEL) * LOG_STEP)


def mel_of(hz: float) -> float:
    return hz * BREAK_MEL / BREAK_HZ if hz < BREAK_HZ else BREAK_MEL + math.log(hz / BREAK_HZ) / LOG_STEP


def bands(count: int, low_hz: float, high_hz: float, warp: float = 1.0) -> np.ndarray:
    """Triangles [bin, band] that enclose an area of 1 Hz each; a voice of a vocal tract `warp` times as long fits them."""
    edges = np.array([hertz(mel) for mel in np.linspace(mel_of(low_hz), mel_of(high_hz), count + 2)]) / warp
    bins = np.arange(TRANSFORM // 2 + 1)[:, None] * RATE_HZ / TRANSFORM
    low, centre, high = edges[:-2], edges[1:-1], edges[2:]
    return np.clip(np.minimum((bins - low) / (centre - low), (high - bins) / (high - centre)), 0, None) * 2 / (high - low)


def power(samples: np.ndarray, seed: int) -> np.ndarray:
    """Power spectra, one each 10 ms, of the clip with quiet noise around and below it."""
    padded = np.pad(samples, QUIET_SAMPLES) + np.random.default_rng(seed).normal(0, NOISE, len(samples) + 2 * QUIET_SAMPLES)
    windows = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::STEP]
    hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / WINDOW)
    return np.abs(np.fft.rfft(windows * hann, TRANSFORM)) ** 2


def log_mel(spectra: np.ndarray) -> np.ndarray:
    """80 bands up to 7.6 kHz, four steps a frame."""
    logs = np.log(spectra @ bands(80, 20, 7600) + 1e-3)
    frames = len(logs) // STEPS_A_FRAME
    return logs[:STEPS_A_FRAME * frames].reshape(frames, -1).astype(np.float32)


class Embedding:
    """The embedding's blocks at any length: [frame, channel and band] each 40 ms, or each 20 ms by a second look that starts
    half a frame later.
    """

    def __init__(self, blocks: tuple[int, ...], twice: bool = False):
        graph = onnx.load(EMBEDDING).graph
        weights = {tensor.name: torch.tensor(numpy_helper.to_array(tensor)) for tensor in graph.initializer}
        self.layers = [(node, [weights[name] for name in node.input if name in weights]) for node in graph.node]
        self.blocks, self.twice = blocks, twice

    def of(self, spectra: np.ndarray, warp: float = 1.0) -> np.ndarray:
        mels = np.log10(spectra @ bands(32, 60, 3800, warp) + 45) + 2
        if not self.twice:
            return self._frames(mels)
        first, second = self._frames(mels), self._frames(mels[STEPS_A_FRAME // 2:])
        both = min(len(first), len(second))
        return np.stack([first[:both], second[:both]], 1).reshape(2 * both, -1)

    def _frames(self, mels: np.ndarray) -> np.ndarray:
        ends = dict(zip((3, 4, 5), self._ends(mels)))
        chosen = [ends[block] for block in self.blocks]
        length = min(map(len, ends.values()))
        cut = [block[(len(block) - length) // 2:][:length] for block in chosen]
        return np.concatenate(cut, 1)

    @torch.no_grad()
    def _ends(self, mels: np.ndarray) -> Iterator[np.ndarray]:
        """Blocks 3, 4 and 5 on the same 40 ms; the fifth before it is pooled."""
        grid, pools = torch.tensor(mels, dtype=torch.float32)[None, None], 0
        for node, values in self.layers:
            shapes = {attribute.name: list(attribute.ints) for attribute in node.attribute}
            if node.op_type == "Conv":
                grid = functional.conv2d(grid, *values, padding=shapes.get("pads", [0, 0])[:2])
            elif node.op_type == "LeakyRelu":
                grid = functional.leaky_relu(grid, 0.2)
            elif node.op_type == "Max":
                grid = torch.maximum(grid, values[0])
            elif node.op_type == "MaxPool":
                pools += 1
                if pools == 5:
                    yield flat(grid)
                    return
                grid = functional.max_pool2d(grid, shapes["kernel_shape"], shapes["strides"])
                if pools >= 3:
                    yield flat(grid)


def flat(grid: torch.Tensor) -> np.ndarray:
    """[1, channel, frame, band] as [frame, channel and band]."""
    return grid[0].transpose(0, 1).flatten(1).numpy()
