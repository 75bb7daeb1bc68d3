"""`attune serve` as a process: started, watched from outside, stopped."""

import os
import re
import signal
import subprocess
import threading
import urllib.request
from collections import deque
from pathlib import Path

from laboratory.programs import ATTUNE, PROJECT, memory_of

LISTENING = re.compile(r"listening on http://127\.0\.0\.1:(\d+);")
KEPT_LINES = 10_000


class Server:
    """Serves models on a free port of this machine while it is open."""

    def __init__(self, *options):
        self.process = subprocess.Popen([ATTUNE, "serve", "--port", "0", *map(str, options)], cwd=PROJECT,
                                        stderr=subprocess.PIPE, text=True)
        self.log = deque(maxlen=KEPT_LINES)
        self.port = self._started()
        threading.Thread(target=self.log.extend, args=(self.process.stderr,), daemon=True).start()

    def _started(self):
        for line in self.process.stderr:
            self.log.append(line)
            if listening := LISTENING.search(line):
                return int(listening.group(1))
        raise RuntimeError("attune serve ended:\n" + "".join(self.log))

    def get(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}") as answer:
            return answer.read().decode()

    def metric(self, series):
        """The value of a series of /metrics; 0 where there is none."""
        for line in self.get("/metrics").splitlines():
            name, _, value = line.rpartition(" ")
            if name == series:
                return float(value)
        return 0.0

    def processor_seconds(self):
        """What it has used so far, ended programs that it started included."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")

    def resident(self):
        """Bytes in memory now."""
        return memory_of(self.process.pid)["VmRSS"]

    def peak(self):
        """The most bytes in memory since the start."""
        return memory_of(self.process.pid)["VmHWM"]

    def threads(self):
        """The name of each of its threads, of which the system keeps 15 characters."""
        names = []
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            try:
                names.append((task / "comm").read_text().strip())
            except OSError:
                pass  # ended meanwhile
        return names

    def files(self):
        """What each of its file descriptors leads to."""
        led = []
        for link in Path(f"/proc/{self.process.pid}/fd").iterdir():
            try:
                led.append(os.readlink(link))
            except FileNotFoundError:
                pass  # closed meanwhile
        return led

    def terminate(self):
        self.process.send_signal(signal.SIGTERM)

    def stop(self):
        """Its exit code."""
        self.terminate()
        return self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        if self.process.poll() is None:
            self.stop()
