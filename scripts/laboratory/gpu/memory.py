"""Whether memory stays what it is over many steps: the host's and, on a card, the card's."""

from laboratory.benchmarks.workers import Worker
from laboratory.gpu.checks import Check
from laboratory.gpu.steps import beginning, card_number, on_card, our_worker
from laboratory.programs import memory_of, run

SETTLED, ALL = 50, 500
BAR = 1.1
MEGABYTE = 1 << 20


def flat(class_path, device: str) -> list[Check]:
    """Takes steps, and compares after some and after many."""
    shape, words = beginning(device)
    with our_worker(class_path, shape, device) as worker:
        worker.run(SETTLED)
        before = taken(worker, device)
        worker.run(ALL - SETTLED)
        after = taken(worker, device)
    return [grown(f"memory of the {where}, {words}", before[where], after[where]) for where in before]


def taken(worker: Worker, device: str) -> dict[str, int]:
    host = {"host": memory_of(worker.pid)["VmRSS"]}
    if not on_card(device):
        return host
    used = run("nvidia-smi", "--id", card_number(device), "--query-gpu=memory.used", "--format=csv,noheader,nounits")
    return {**host, "card": int(used) * MEGABYTE}


def grown(name: str, before: int, after: int) -> Check:
    return Check(f"{name}: after {ALL} steps", f"≤ {BAR} × that after {SETTLED}",
                 f"{after / MEGABYTE:.0f} MiB, before {before / MEGABYTE:.0f}", after <= BAR * before)
