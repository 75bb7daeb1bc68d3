"""Clients: of the transcription API over HTTP, and of the live WebSocket in vosk's dialect."""

import http.client
import json
import threading
import time
from dataclasses import dataclass

BOUNDARY = "a-boundary-that-no-sound-contains"
CONTENT_TYPE = f"multipart/form-data; boundary={BOUNDARY}"
TRANSCRIPTIONS = "/v1/audio/transcriptions"


def form(sound, name="clip.flac", **fields):
    """The body of a request: a file's bytes and fields."""
    parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'
             for field, value in fields.items()]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return "".join([*parts, head]).encode() + sound + f"\r\n--{BOUNDARY}--\r\n".encode()


class Client:
    """One connection that is kept."""

    def __init__(self, port, timeout=600):
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)

    def post(self, body, **headers):
        """Status and body of the answer."""
        self._connection.request("POST", TRANSCRIPTIONS, body, {"Content-Type": CONTENT_TYPE, **headers})
        answer = self._connection.getresponse()
        return answer.status, answer.read().decode()

    def text(self, body):
        status, answer = self.post(body)
        if status != 200:
            raise RuntimeError(f"{status}: {answer}")
        return json.loads(answer)["text"]

    def close(self):
        self._connection.close()

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        self.close()


def together(count, work):
    """Runs work(number) in so many threads at once; returns what each gave, or raises what one raised."""
    results, faults = [None] * count, []

    def run(number):
        try:
            results[number] = work(number)
        except Exception as fault:  # told to whoever waits
            faults.append(fault)
    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return results


def shared(port, bodies, clients):
    """Has every body transcribed once by several clients, each of which takes the next as soon as it is answered. Returns the
    texts in the order of the bodies, and the seconds taken.
    """
    texts, left, lock = [None] * len(bodies), list(enumerate(bodies)), threading.Lock()
    left.reverse()

    def work(_):
        with Client(port) as client:
            while True:
                with lock:
                    if not left:
                        return
                    number, body = left.pop()
                texts[number] = client.text(body)
    started = time.monotonic()
    together(clients, work)
    return texts, time.monotonic() - started


@dataclass(frozen=True)
class Live:
    """A live session: when each piece of sound was due and answered, in seconds, and the answers."""

    due: list
    answered: list
    answers: list

    def delays(self):
        return [answered - due for due, answered in zip(self.due, self.answered)]

    def first_words(self):
        """From when the first words began, by the results, to the first answer with words; None if nothing was heard."""
        begins = [answer["result"][0]["start"] for answer in self.answers if answer.get("result")]
        told = [at for at, answer in zip(self.answered, self.answers) if answer.get("partial") or answer.get("text")]
        return told[0] - begins[0] if begins and told else None


def speak(port, sound, rate_hz, chunk_seconds=0.1):
    """Sends 16-bit samples as they would come from a microphone, and waits for the answer to each chunk, as vosk's clients do.
    A late answer makes the next chunk late, but not the time at which it was due.
    """
    from websockets.sync.client import connect
    size = 2 * int(rate_hz * chunk_seconds)
    due, answered, answers = [], [], []
    with connect(f"ws://127.0.0.1:{port}/v1/stream", compression=None, max_size=None) as session:
        session.send(json.dumps({"config": {"sample_rate": rate_hz, "words": True}}))
        started = time.monotonic()
        for number, at in enumerate(range(0, len(sound), size), start=1):
            due.append(number * chunk_seconds)
            time.sleep(max(0.0, started + due[-1] - time.monotonic()))
            session.send(sound[at:at + size])
            answers.append(json.loads(session.recv()))
            answered.append(time.monotonic() - started)
        session.send('{"eof" : 1}')
        due.append(answered[-1])
        answers.append(json.loads(session.recv()))
        answered.append(time.monotonic() - started)
    return Live(due, answered, answers)
