"""Clients of all manners: those that want an answer, and those that leave, stall, lie and talk nonsense. Each takes a server's
port, a random generator and the sounds there are, and returns "answered", "wrong", "refused", "busy" or "left".
"""

import http.client
import json
import socket
from dataclasses import dataclass

from laboratory.serving.clients import CONTENT_TYPE, TRANSCRIPTIONS, Client, form

STALL_SECONDS = 1.0


@dataclass(frozen=True)
class Sounds:
    """Clips with their texts, one long recording, and what a live session takes: 16-bit samples."""

    clips: list  # (bytes, text)
    recording: bytes
    samples: bytes
    rate_hz: int
    live: bool


def _head(length, **more):
    lines = [f"POST {TRANSCRIPTIONS} HTTP/1.1", "Host: localhost", f"Content-Type: {CONTENT_TYPE}", f"Content-Length: {length}",
             *(f"{name}: {value}" for name, value in more.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _connect(port):
    return socket.create_connection(("127.0.0.1", port), timeout=600)


def _judged(status):
    return "busy" if status in (429, 503) else "refused" if 400 <= status < 500 else "wrong"


def _first_line(connection):
    answer = b""
    while b"\r\n" not in answer:
        more = connection.recv(4096)
        if not more:
            return "left"
        answer += more
    return _judged(int(answer.split()[1]))


def honest(port, random, sounds):
    sound, text = random.choice(sounds.clips)
    with Client(port) as client:
        status, answer = client.post(form(sound, model="m"))
    if status != 200:
        return _judged(status)
    return "answered" if json.loads(answer)["text"] == text else "wrong"


def streaming(port, random, sounds):
    sound, text = random.choice(sounds.clips)
    with Client(port) as client:
        status, answer = client.post(form(sound, model="m", stream="true"))
    if status != 200:
        return _judged(status)
    events = [json.loads(line[6:]) for line in answer.splitlines() if line.startswith("data: {")]
    told = "".join(event["delta"] for event in events if event["type"].endswith("delta"))
    return "answered" if told == events[-1]["text"] == text and answer.endswith("data: [DONE]\n\n") else "wrong"


def leaves_before_the_answer(port, random, sounds):
    """With the recording that takes longest, or a clip; some by a reset."""
    body = form(random.choice([sounds.recording, random.choice(sounds.clips)[0]]), model="m",
                stream=random.choice(["true", "false"]))
    with _connect(port) as connection:
        connection.sendall(_head(len(body)) + body)
        if random.random() < 0.5:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    return "left"


def leaves_within_the_body(port, random, sounds):
    body = form(random.choice(sounds.clips)[0], model="m")
    with _connect(port) as connection:
        connection.sendall(_head(len(body)) + body[:random.randrange(len(body))])
    return "left"


def stalls(port, random, sounds):
    body = form(random.choice(sounds.clips)[0], model="m")
    with _connect(port) as connection:
        connection.sendall(_head(len(body)) + body[:random.randrange(len(body))])
        connection.settimeout(STALL_SECONDS)
        try:
            return _first_line(connection)
        except TimeoutError:
            return "left"


def promises_more(port, random, sounds):
    """A body longer than what comes, or than anybody may send."""
    body = form(random.choice(sounds.clips)[0], model="m")
    with _connect(port) as connection:
        connection.sendall(_head(len(body) + random.choice([1, 1000, 10**12])) + body)
        connection.shutdown(socket.SHUT_WR)
        return _first_line(connection)


def promises_less(port, random, sounds):
    """The rest of the body is taken for a request."""
    body = form(random.choice(sounds.clips)[0], model="m")
    with _connect(port) as connection:
        connection.sendall(_head(random.randrange(1, len(body))) + body)
        return _first_line(connection)


def no_http(port, random, sounds):
    with _connect(port) as connection:
        connection.sendall(random.randbytes(random.randrange(1, 3000)))
        connection.shutdown(socket.SHUT_WR)
        return _first_line(connection)


def no_form(port, random, sounds):
    with Client(port) as client:
        return _judged(client.post(random.randbytes(random.randrange(1, 3000)))[0])


def no_sound(port, random, sounds):
    """A file of nonsense, or of a format's beginning and nonsense."""
    start = random.choice([b"", b"RIFF\xff\xff\xff\x7fWAVEfmt ", b"fLaC", b"OggS", b"ID3\4\0\0\0\0\1\0", b"\xff\xfb\x90\x64"])
    with Client(port) as client:
        return _judged(client.post(form(start + random.randbytes(random.randrange(1, 5000)), model="m"))[0])


def damaged_sound(port, random, sounds):
    """May be recognised, and may not, but is no fault of the server's."""
    sound = bytearray(random.choice(sounds.clips)[0])
    for _ in range(random.randrange(1, 20)):
        sound[random.randrange(len(sound))] = random.randrange(256)
    with Client(port) as client:
        status, _ = client.post(form(bytes(sound), model="m"))
    return "refused" if status == 200 else _judged(status)


def unknown_fields(port, random, sounds):
    wrong = random.choice([{"model": "none"}, {"model": "m", "response_format": "none"}, {"model": "m", "language": "xx"}])
    with Client(port) as client:
        return _judged(client.post(form(random.choice(sounds.clips)[0], **wrong))[0])


def live(port, random, sounds):
    """A session that ends as it should, is left, or talks nonsense."""
    from websockets.exceptions import ConnectionClosed, InvalidStatus
    from websockets.sync.client import connect
    if not sounds.live:
        return honest(port, random, sounds)
    manner = random.choice(["ends", "leaves", "nonsense"])
    try:
        with connect(f"ws://127.0.0.1:{port}/v1/stream?model=m", compression=None, close_timeout=60) as session:
            session.send(json.dumps({"config": {"sample_rate": sounds.rate_hz}}))
            for number in range(5):
                session.send(sounds.samples[number * 6400:(number + 1) * 6400])
                session.recv(timeout=600)
            if manner == "leaves":
                session.socket.shutdown(socket.SHUT_RDWR)
                return "left"
            session.send('{"eof" : 1}' if manner == "ends" else random.choice(["", "{", "[]", '{"config": 7}', "x" * 60000]))
            return "answered" if manner == "ends" and "text" in json.loads(session.recv(timeout=600)) else "refused"
    except InvalidStatus as refusal:
        return _judged(refusal.response.status_code)
    except ConnectionClosed as closed:
        return "refused" if manner == "nonsense" and closed.rcvd and closed.rcvd.code == 1008 else "wrong"


# How often each comes.
MANNERS = {honest: 40, streaming: 10, leaves_before_the_answer: 8, leaves_within_the_body: 5, stalls: 3, promises_more: 5,
           promises_less: 5, no_http: 5, no_form: 4, no_sound: 5, damaged_sound: 3, unknown_fields: 3, live: 4}


def come(port, random, sounds):
    """One of them: its manner and what came of it. A connection that the server ends is as good as a refusal, but not to who
    behaved well.
    """
    manner, = random.choices(list(MANNERS), list(MANNERS.values()))
    try:
        return manner.__name__, manner(port, random, sounds)
    except TimeoutError:
        return manner.__name__, "wrong"
    except (OSError, http.client.HTTPException):
        return manner.__name__, "wrong" if manner in (honest, streaming, live) else "left"
