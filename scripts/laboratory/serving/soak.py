"""Sends a server requests of all manners: clips, live sessions, and clients that leave, stall, lie about lengths and send
garbage. Fails if a client that behaved well got no right answer, if anything was a fault of the server's, or if threads, files,
uploads or memory are left behind.
"""

import argparse
import random
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from laboratory import prompts
from laboratory.programs import PROJECT, absolute, say, texts_of
from laboratory.serving.clients import together
from laboratory.serving.server import Server
from laboratory.serving.strangers import Sounds, come

MODEL = PROJECT / "models" / "source-en-streaming" / "source-en-streaming.attune"
CLIPS = 12
TO_SETTLE_SECONDS = 120
# Threads of Jetty's and those that wait for ffmpeg: as many as were needed at once, and idle ones end a minute later or more.
POOLED = re.compile("qtp|process reaper")
MOST_POOLED = 4  # for each client; two are what a client was seen to need
MOST_GROWTH = 1.1
TO_GROW = 2000  # requests in which Java's heap may still grow to its size


def options(arguments):
    parser = argparse.ArgumentParser(prog="scripts/lab soak-serve", description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000, metavar="N", help="how many; default: 10000")
    parser.add_argument("--clients", type=int, default=16, metavar="N", help="how many at once; default: 16")
    parser.add_argument("--seed", type=int, default=1, help="of what they do; default: 1")
    parser.add_argument("--model", type=absolute, default=MODEL, metavar="BUNDLE",
                        help="a model, for live sound if sessions are wanted; default: the shipped one for live sound")
    return parser.parse_args(arguments)


def sounds_for(model):
    clips = [Path(one["audio_filepath"]) for one in prompts.between(prompts.TEST, 0.5, 4, CLIPS)]
    texts = texts_of(model, clips)
    samples = b"".join(prompts.clips_of(60))
    with tempfile.TemporaryDirectory() as folder:
        prompts.write_wav(Path(folder, "long.wav"), samples)
        recording = Path(folder, "long.wav").read_bytes()
    live = "streaming" in model.name
    return Sounds([(clip.read_bytes(), text) for clip, text in zip(clips, texts)], recording, samples, prompts.RATE_HZ, live)


def uploads():
    """Files in the folders where servers of this machine keep uploads, and what ffmpeg complained of."""
    folder = Path(tempfile.gettempdir())
    return {file for place in folder.glob("attune-serve*") for file in place.iterdir()} | set(folder.glob("attune-ffmpeg*"))


class Watch:
    """What a server holds: taken when nothing goes on. Files of others, left by processes that were killed, do not count."""

    def __init__(self, server, of_others):
        deadline = time.monotonic() + TO_SETTLE_SECONDS
        while time.monotonic() < deadline and (self._busy(server) or uploads() - of_others):
            time.sleep(0.5)
        self.busy = self._busy(server)
        names = server.threads()
        self.pooled = sum(1 for name in names if POOLED.match(name))
        self.threads = len(names) - self.pooled
        self.files, self.memory = len(server.files()), server.resident()
        self.uploads = len(uploads() - of_others)

    @staticmethod
    def _busy(server):
        return server.metric("attune_transcriptions") + server.metric("attune_live_sessions")

    def __str__(self):
        return (f"{self.threads} threads, {self.pooled} in pools, {self.files} files, {self.memory / 2**20:.0f} MiB, "
                f"{self.uploads} uploads, {self.busy:.0f} under way")


def visit(server, count, clients, seed, sounds):
    """So many requests; returns how often each manner had each outcome."""
    outcomes, numbers, lock = Counter(), iter(range(count)), threading.Lock()

    def work(_):
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            outcome = come(server.port, random.Random(f"{seed} {number}"), sounds)
            with lock:
                outcomes[outcome] += 1
    together(clients, work)
    return outcomes


def faults(requests, clients, outcomes, first, last, log):
    """What is wrong, in words, if so many clients came at once and there were so many requests before the first look."""
    wrong = [f"{manner}: {count} times wrong" for (manner, outcome), count in sorted(outcomes.items()) if outcome == "wrong"]
    # What is made when it is first needed may come after the first look; not more.
    for name, before, after, most in (("threads", first.threads, last.threads, 8), ("files", first.files, last.files, 8)):
        if after > before + most:
            wrong.append(f"{name}: {before} grew to {after}")
    if last.pooled > MOST_POOLED * clients:
        wrong.append(f"threads in pools: {last.pooled}, more than {MOST_POOLED} for each of {clients} clients")
    if last.busy or last.uploads:
        wrong.append(f"left behind: {last}")
    if requests >= TO_GROW and last.memory > MOST_GROWTH * first.memory:
        wrong.append(f"memory: {first.memory / 2**20:.0f} MiB grew to {last.memory / 2**20:.0f}")
    return wrong + [line.strip() for line in log if " 500 " in line or "ERROR" in line][:20]


def main(arguments):
    given = options(arguments)
    sounds = sounds_for(given.model)
    of_others = uploads()
    with Server("-m", f"m={given.model}", "--idle", 20) as server:
        first_part = max(1, given.requests // 4)
        outcomes = visit(server, first_part, given.clients, f"{given.seed} first", sounds)
        first = Watch(server, of_others)
        say(f"after {first_part} requests: {first}")
        outcomes += visit(server, given.requests - first_part, given.clients, f"{given.seed} rest", sounds)
        last = Watch(server, of_others)
        say(f"after {given.requests} requests: {last}")
        code = server.stop()
    for (manner, outcome), count in sorted(outcomes.items()):
        print(f"{manner:26} {outcome:10} {count:6}")
    wrong = faults(first_part, given.clients, outcomes, first, last, server.log)
    if code:
        wrong.append(f"the server ended with {code}")
    if wrong:
        sys.exit("lab: " + "\nlab: ".join(wrong))
    print(f"nothing lost, nothing left behind; memory {last.memory / first.memory:.2f} × that after the first quarter")
