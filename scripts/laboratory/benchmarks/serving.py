"""`attune serve`, asked by clients on the same machine: each row's two sides are measured in turn in one run."""

import os
import statistics
import tempfile
import threading
import time
from pathlib import Path

from laboratory import prompts
from laboratory.benchmarks.results import Bar, measured
from laboratory.benchmarks.workers import bench_worker
from laboratory.programs import PROJECT, SOURCE_MODEL, say, texts_of, timed
from laboratory.serving.clients import Client, form, shared, speak, together
from laboratory.serving.server import Server
from peers.sphinx_model import SHIPPED_LM, batch_command

GROUP = "serve"
ROUNDS = 5
HOUR_SECONDS = 3590
STREAMING_MODEL = PROJECT / "models" / "source-en-streaming" / "source-en-streaming.attune"
STREAMS, STREAM_SECONDS = 16, 60
IN_FLIGHT = 16
GIB = 2**30
MODEL = {"model": "source-en"}


def rows():
    clips = [Path(one["audio_filepath"]) for one in prompts.utterances(prompts.TEST)]
    expected = texts_of(SOURCE_MODEL, clips)
    bodies = [form(clip.read_bytes(), **MODEL) for clip in clips]
    with Server("-m", SOURCE_MODEL, "--max-body", 256) as server:
        return [*_throughput(server, bodies, expected), _alone(server, prompts.between(prompts.TEST, 2.9, 3.6, 1)[0]),
                _beside_an_hour(server, prompts.between(prompts.TEST, 2.9, 3.6, 1)[0]), _at_the_signal(server), *_live()]


def _throughput(server, bodies, expected):
    """Clips a second by one, 8 and 32 clients in turn, after a round to warm up. Processor time is told as well: it is what
    batches save, while the rest is cores that one client leaves idle.
    """
    say("serving: 1, 8 and 32 clients")
    rates, work, wrong = {}, {}, 0
    for number in range(ROUNDS + 1):
        for clients in (1, 8, 32):
            before = server.processor_seconds()
            texts, seconds = shared(server.port, bodies, clients)
            wrong += sum(text != right for text, right in zip(texts, expected))
            if number > 0:
                rates.setdefault(clients, []).append(len(bodies) / seconds)
                work.setdefault(clients, []).append((server.processor_seconds() - before) / len(bodies))
    rate = {clients: statistics.median(each) for clients, each in rates.items()}
    sphinx = _sphinx_rate()
    cost = {clients: 1e3 * statistics.median(each) for clients, each in work.items()}
    return [
        measured(GROUP, f"clips a second, {clients} clients", "/s", rate[clients], rate[1], Bar(bar, at_least=True),
                 "one client, one clip after the other")
        for clients, bar in ((8, 1.5), (32, 1.9))
    ] + [
        measured(GROUP, "clips a second, 32 clients, against another recogniser", "/s", rate[32], sphinx,
                 note="pocketsphinx_batch, one process on each core, without a server"),
    ] + [
        measured(GROUP, f"processor time a clip, {clients} clients", "ms", cost[clients], cost[1],
                 note="one client, one clip after the other")
        for clients in (8, 32)
    ] + [
        measured(GROUP, "transcripts under load that are not the command line's", "", wrong, bar=Bar(0, of="ours", unit="")),
        measured(GROUP, "memory with 32 clients, peak", "GiB", server.peak() / GIB, bar=Bar(1, of="ours", unit="GiB")),
    ]


def _sphinx_rate():
    """Clips a second of a process on each core, which share the clips."""
    cores = os.cpu_count()
    with tempfile.TemporaryDirectory() as folder:
        sounds = [prompts.samples(one["audio_filepath"]) for one in prompts.utterances(prompts.TEST)]
        names = [f"{number:04d}" for number in range(len(sounds))]
        for name, sound in zip(names, sounds):
            prompts.write_wav(Path(folder, f"{name}.wav"), sound)

        def share(core):
            timed(*batch_command(names[core::cores], folder, Path(folder, f"{core}.hyp"), "-lm", SHIPPED_LM))
        started = time.monotonic()
        together(cores, share)
        return len(sounds) / (time.monotonic() - started)


def _alone(server, clip):
    """In turn with the library in a process of its own, which has the model and its decoder open."""
    say("serving: a lone clip, against the library")
    sound = Path(clip["audio_filepath"])
    body, ours, theirs = form(sound.read_bytes(), **MODEL), [], []
    with bench_worker("transcription", str(SOURCE_MODEL), str(sound)) as worker, Client(server.port) as client:
        worker.run(20)
        for _ in range(20):
            theirs += worker.run(1)
            started = time.monotonic()
            client.text(body)
            ours.append(time.monotonic() - started)
    return measured(GROUP, f"a lone clip of {clip['duration']:.1f} s", "ms", 1e3 * statistics.median(ours),
                    1e3 * statistics.median(theirs), Bar(1.2), "the library, open and warm")


def _beside_an_hour(server, clip):
    say("serving: a short clip beside an hour of sound")
    minutes = b"".join(prompts.clips_of(600))
    hour = (minutes * (1 + HOUR_SECONDS * prompts.BYTES_PER_SECOND // len(minutes)))[:HOUR_SECONDS * prompts.BYTES_PER_SECOND]
    with tempfile.TemporaryDirectory() as folder:
        prompts.write_wav(Path(folder, "hour.wav"), hour)
        body = form(Path(folder, "hour.wav").read_bytes(), "hour.wav", **MODEL, stream="true")
    answer = []

    def ask():
        with Client(server.port) as long:
            answer.append(long.post(body))
    passes = server.metric('attune_pass_pieces_count{model="source-en"}')
    waiting = threading.Thread(target=ask)
    waiting.start()
    while server.metric('attune_pass_pieces_count{model="source-en"}') < passes + 5:
        time.sleep(0.02)
    short, seconds = form(Path(clip["audio_filepath"]).read_bytes(), **MODEL), []
    with Client(server.port) as client:
        for _ in range(9):
            started = time.monotonic()
            client.text(short)
            seconds.append(time.monotonic() - started)
            time.sleep(0.2)
    beside = waiting.is_alive()
    waiting.join()
    if not beside or answer[0][0] != 200 or "[DONE]" not in answer[0][1]:
        raise RuntimeError(f"the hour was not transcribed beside the short clips: {answer[0][1][-200:]}")
    return measured(GROUP, f"a clip of {clip['duration']:.1f} s beside an hour of sound, the slowest of 9", "s",
                    max(seconds), bar=Bar(1, of="ours", unit="s"))


def _at_the_signal(server):
    """A minute of sound each, so that all are under way when the signal comes. Ends the server."""
    say("serving: SIGTERM")
    with tempfile.TemporaryDirectory() as folder:
        prompts.write_wav(Path(folder, "minute.wav"), b"".join(prompts.clips_of(60)))
        body = form(Path(folder, "minute.wav").read_bytes(), "minute.wav", **MODEL)

    def work(number):
        if number == IN_FLIGHT:
            while server.metric("attune_transcriptions") < IN_FLIGHT:
                time.sleep(0.01)
            server.terminate()
            return None
        with Client(server.port) as client:
            return client.post(body)[0]
    answered = together(IN_FLIGHT + 1, work)[:IN_FLIGHT].count(200)
    if server.process.wait() != 0:
        raise RuntimeError("the server did not end as it should:\n" + "".join(list(server.log)[-20:]))
    return measured(GROUP, f"requests lost of {IN_FLIGHT} under way at SIGTERM", "", IN_FLIGHT - answered,
                    bar=Bar(0, of="ours", unit=""))


def _live():
    say(f"serving: {STREAMS} live streams")
    sound = b"".join(prompts.clips_of(STREAM_SECONDS))[:STREAM_SECONDS * prompts.BYTES_PER_SECOND]
    with Server("-m", STREAMING_MODEL) as server:
        speak(server.port, sound[:5 * prompts.BYTES_PER_SECOND], prompts.RATE_HZ)  # to warm up
        before = server.processor_seconds()

        def work(number):  # as calls come: no two begin at once, so no two segments are cut at once, nor at the same word
            at = 2 * (number * len(sound) // STREAMS // 2)
            time.sleep(number * STREAM_SECONDS / 2 / STREAMS)
            return speak(server.port, sound[at:] + sound[:at], prompts.RATE_HZ)
        sessions = together(STREAMS, work)
        share = (server.processor_seconds() - before) / (STREAMS * STREAM_SECONDS)
    delays = sorted(delay for session in sessions for delay in session.delays())
    firsts = [session.first_words() for session in sessions]
    return [
        measured(GROUP, f"{STREAMS} live streams: the latest answer to a piece of sound", "s", delays[-1],
                 bar=Bar(0.6, of="ours", unit="s")),
        measured(GROUP, f"{STREAMS} live streams: answers, 95 of 100 within", "s", delays[int(0.95 * len(delays))]),
        measured(GROUP, f"{STREAMS} live streams: from the beginning of the first word to a text, median", "s",
                 statistics.median(first for first in firsts if first is not None)),
        measured(GROUP, "a live stream, processor time by sound", "×", share),
    ]
