"""The kernels alone: CTC against PyTorch, JMH for all of them, and the machine's floating-point peak."""

import json
import tempfile
from pathlib import Path

from laboratory.benchmarks import machine
from laboratory.benchmarks.workers import JAVA_ENVIRONMENT, bench_worker, in_turn, java, torch_worker
from laboratory.benchmarks.results import Bar, measured, not_run
from laboratory.benchmarks.steps import BATCH
from laboratory.programs import run, say

GEMM_SIZE, OUR_GEMM_SIZE = 4096, 2048
CTC_NAME = "CTC loss and gradient, B 16, T 400, C 29, L 60"
ADVICE = "median over 20 products of 4096 × 4096, Debian's PyTorch"
PEAKS = {type_: f"peak of the machine, {type_} gemm, 2 threads" for type_ in ("float", "bf16")}
OUR_PEAK = f"{PEAKS['float']}, oneDNN"

# Forward and backward of one direction: as in steps.Network.gflop.
KERNEL_GFLOP = {
    "BILSTM_320": 6 * 2 * 4 * 320 * (640 + 320) * BATCH * 300 / 1e9,
    "LSTM_1024": 6 * 4 * 1024 * (1024 + 1024) * BATCH * 150 / 1e9,
}


def ctc():
    say(f"{CTC_NAME}: PyTorch, ours")
    with torch_worker("ctc") as theirs, bench_worker("ctc") as ours:
        in_turn(1, (theirs, 50), (ours, 500))
        their_seconds, our_seconds = in_turn(7, (theirs, 50), (ours, 50))
    return [measured(
        "ctc", CTC_NAME, "ms", 1e3 * our_seconds, 1e3 * their_seconds, Bar(1.0),
        note="log_softmax and ctc_loss, forward and backward, 2 threads")]


def peak():
    """What the machine can do at most: the floor under everything that multiplies matrices."""
    rows = []
    for workload, name in (
            ("gemm-1", "peak of the machine, float gemm, 1 thread"),
            ("gemm-2", PEAKS["float"]),
            ("gemm-bf16-2", PEAKS["bf16"])):
        if workload == "gemm-bf16-2" and not machine.has_bf16():
            rows.append(not_run("peak", name, "GFLOP/s", "", "this CPU has neither avx512_bf16 nor amx_bf16"))
            continue
        say(name)
        with torch_worker(workload) as worker:
            worker.run(2)
            seconds, = in_turn(4, (worker, 5))
        rows.append(measured("peak", name, "GFLOP/s", 2 * GEMM_SIZE**3 / seconds / 1e9, note=ADVICE))
    say(OUR_PEAK)
    with bench_worker("gemm") as worker:
        seconds, = in_turn(4, (worker, 5))
    rows.append(measured("peak", OUR_PEAK, "GFLOP/s", 2 * OUR_GEMM_SIZE**3 / seconds / 1e9,
                         note="median over 20 products of 2048 × 2048, one a core"))
    return rows


def jmh():
    say("the kernels under JMH")
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder, "jmh.json")
        run(*java("org.openjdk.jmh.Main", "attune.bench", "-rf", "json", "-rff", str(result)), changes=JAVA_ENVIRONMENT)
        return [_jmh_row(benchmark) for benchmark in json.loads(result.read_text())]


def _jmh_row(benchmark):
    layer = benchmark.get("params", {}).get("layer")
    method = ".".join(benchmark["benchmark"].split(".")[-2:])
    score = benchmark["primaryMetric"]
    return measured(
        "jmh", f"{method} {layer}" if layer else method, score["scoreUnit"].replace("ms/op", "ms"), score["score"],
        work=KERNEL_GFLOP.get(layer))
