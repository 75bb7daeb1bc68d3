import json
import random
import socket
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from laboratory.serving import clients, soak, strangers

SOUNDS = strangers.Sounds([(b"RIFF one", "one"), (b"RIFF two", "two")], b"RIFF long", bytes(32000), 16000, live=False)


class Echo(BaseHTTPRequestHandler):
    """Gives the sound's last word as its text."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        sound = body.split(b"\r\n\r\n")[-1].split(b"\r\n")[0]
        answer = json.dumps({"text": sound.decode("latin-1").split()[-1]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *ignored):
        pass


@pytest.fixture
def port():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()


def test_texts_come_in_the_order_of_the_bodies_however_many_ask(port):
    bodies = [clients.form(f"RIFF {number}".encode(), model="m") for number in range(20)]
    texts, seconds = clients.shared(port, bodies, 4)
    assert texts == [str(number) for number in range(20)]
    assert seconds > 0


def test_what_fails_in_a_client_is_told():
    with pytest.raises(ValueError):
        clients.together(3, lambda number: int("none") if number == 1 else number)
    assert clients.together(3, lambda number: number) == [0, 1, 2]


def test_an_honest_client_knows_a_wrong_text(port):
    assert strangers.honest(port, random.Random(1), SOUNDS) == "answered"
    wrong = strangers.Sounds([(b"RIFF one", "two")], b"", b"", 16000, live=False)
    assert strangers.honest(port, random.Random(1), wrong) == "wrong"


def test_a_server_that_hangs_up_on_who_behaved_is_wrong():
    with socket.create_server(("127.0.0.1", 0)) as server:
        def hang_up():
            while True:
                try:
                    server.accept()[0].close()
                except OSError:
                    return
        threading.Thread(target=hang_up, daemon=True).start()
        came = Counter(strangers.come(server.getsockname()[1], random.Random(number), SOUNDS) for number in range(60))
    assert came[("honest", "wrong")] > 10
    assert not [manner for manner, outcome in came if outcome == "wrong" and manner not in ("honest", "streaming", "live")]


def test_what_is_left_behind_is_told():
    before = SimpleNamespace(threads=40, pooled=10, files=50, memory=100, busy=0, uploads=0)
    assert soak.faults(2500, 8, Counter({("honest", "answered"): 9}), before, before, []) == []
    after = SimpleNamespace(threads=60, pooled=33, files=90, memory=120, busy=0, uploads=2)
    told = soak.faults(2500, 8, Counter({("honest", "wrong"): 2}), before, after, ["12:00 id 500 m"])
    assert [line.split(":")[0] for line in told] == [
        "honest", "threads", "files", "threads in pools", "left behind", "memory", "12"]


def test_pools_that_grow_with_the_clients_are_no_threads_left_behind():
    few, many = (watch(["java", "VM Thread"] + ["qtp1310540333-2"] * pooled + ["process reaper"]) for pooled in (8, 30))
    assert (few.threads, few.pooled, many.threads, many.pooled) == (2, 9, 2, 31)
    assert soak.faults(2500, 16, Counter(), few, many, []) == []


def watch(names):
    """A look at an idle server with threads of these names."""
    return soak.Watch(SimpleNamespace(metric=lambda series: 0, threads=lambda: names, files=lambda: [], resident=lambda: 1),
                      soak.uploads())


def test_a_live_sessions_delays_are_from_when_sound_was_due():
    heard = clients.Live([0.1, 0.2, 0.3], [0.15, 0.5, 0.6],
                         [{"partial": ""}, {"partial": "one"}, {"result": [{"start": 0.05, "word": "one"}], "text": "one"}])
    assert heard.delays() == pytest.approx([0.05, 0.3, 0.3])
    assert heard.first_words() == pytest.approx(0.45)
