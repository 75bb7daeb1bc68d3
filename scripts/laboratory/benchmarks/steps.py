"""Whole training steps: forward, backward, CTC, clipping and AdamW; against PyTorch, with stock DL4J for comparison."""

from dataclasses import dataclass

from laboratory.benchmarks import machine
from laboratory.benchmarks.workers import bench_worker, in_turn, torch_worker
from laboratory.benchmarks.results import Bar, measured, not_run
from laboratory.programs import say

# Java options under which our recurrent kernel computes in bf16.
BF16_OPTIONS = ("-Dattune.kernel=onednn-bf16",)

BATCH, INPUTS, OUTPUTS = 16, 80, 29


@dataclass(frozen=True)
class Network:
    id: str
    name: str
    units: int
    directions: int
    frames: int
    bar: Bar
    bf16_bar: Bar

    def gflop(self):
        """The work of one step. A gate's pre-activation takes inputs + units multiply-adds for each of 4 × units gates; forward
        takes 2 floating-point operations for each, backward 4 (one product for the input's gradient, one for the
        weights'). The lowest layer's input gradient, which is not needed, is left out; so are the element-wise parts.
        """
        gates, outputs = self.directions * 4 * self.units, self.directions * self.units
        macs = gates * (INPUTS + self.units) + 2 * gates * (outputs + self.units) + outputs * OUTPUTS
        return (6 * macs - 2 * gates * INPUTS) * BATCH * self.frames / 1e9


BILSTM_320 = Network("320", "training step, 3×BiLSTM(320), B 16, T 300", 320, 2, 300, Bar(0.6),
                     bf16_bar=Bar(0.3 if machine.has_amx() else 0.4))
LSTM_1024 = Network("1024", "training step, 3×LSTM(1024), B 16, T 150", 1024, 1, 150, Bar(0.8), bf16_bar=Bar(0.5))
PYTORCH = "PyTorch CPU, float, 2 threads"


def float_step(network):
    say(f"{network.name}: PyTorch, ours, stock DL4J")
    theirs, ours = beside_pytorch(network)
    with bench_worker(f"stock-{network.id}") as stock:
        stock.run(1)
        stock_seconds, = in_turn(1, (stock, 3))
    return measured(f"step-{network.id}", network.name, "ms", 1e3 * ours, 1e3 * theirs, network.bar, note=PYTORCH,
                    stock_dl4j=1e3 * stock_seconds, work=network.gflop())


def bf16_step(network):
    row, name = f"step-{network.id}-bf16", f"{network.name}, ours in bf16"
    if not machine.has_bf16():
        return not_run(row, name, "ms", network.bf16_bar, "this CPU has neither avx512_bf16 nor amx_bf16")
    say(f"{name}: PyTorch in float, ours")
    theirs, ours = beside_pytorch(network, BF16_OPTIONS)
    return measured(row, name, "ms", 1e3 * ours, 1e3 * theirs, network.bf16_bar, note=PYTORCH, work=network.gflop())


def beside_pytorch(network, options=()):
    """Seconds of a step, theirs and ours."""
    step = f"step-{network.id}"
    with torch_worker(step) as theirs, bench_worker(step, options=options) as ours:
        in_turn(1, (theirs, 2), (ours, 4))
        return in_turn(5, (theirs, 3), (ours, 3))
