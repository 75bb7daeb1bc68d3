"""DeepSpeech's own client: lib/binding/…/libdeepspeech.so of the npm packages deepspeech and deepspeech-tflite, by its C API.

usage: python3 -m laboratory.imports.client LIBRARY MODEL BEAM RESULTS SAMPLES.s16 …

Prints one JSON object: how long loading took, the largest resident set, and of each clip the time it took and the best
RESULTS texts with the natural-log probability that the beam search gives each (`confidence`).
"""

import ctypes
import json
import pathlib
import resource
import sys
import time


class Token(ctypes.Structure):
    _fields_ = [("text", ctypes.c_char_p), ("timestep", ctypes.c_uint), ("start", ctypes.c_float)]


class Candidate(ctypes.Structure):
    _fields_ = [("tokens", ctypes.POINTER(Token)), ("count", ctypes.c_uint), ("confidence", ctypes.c_double)]

    def text(self):
        return b"".join(self.tokens[i].text for i in range(self.count)).decode()


class Metadata(ctypes.Structure):
    _fields_ = [("transcripts", ctypes.POINTER(Candidate)), ("count", ctypes.c_uint)]


class Client:
    """A model in the client. `beam` is the number of prefixes its search keeps."""

    def __init__(self, library, model, beam):
        self._library = ctypes.CDLL(str(library))
        self._library.DS_SpeechToTextWithMetadata.restype = ctypes.POINTER(Metadata)
        self._model = ctypes.c_void_p()
        error = self._library.DS_CreateModel(str(model).encode(), ctypes.byref(self._model))
        if error:
            raise RuntimeError(f"{model}: DS_CreateModel gives 0x{error:04x}")
        self._library.DS_SetModelBeamWidth(self._model, beam)

    def hear(self, samples, results):
        """[(text, log-probability)], the best first, of 16-bit samples."""
        found = self._library.DS_SpeechToTextWithMetadata(self._model, samples, len(samples) // 2, results)
        texts = [found[0].transcripts[i] for i in range(found[0].count)]
        texts = [(text.text(), text.confidence) for text in texts]
        self._library.DS_FreeMetadata(found)
        return texts


def main():
    library, model, beam, results, *clips = sys.argv[1:]
    begin = time.perf_counter()
    client = Client(library, model, int(beam))
    report = {"load_seconds": time.perf_counter() - begin, "clips": []}
    for clip in clips:
        samples = pathlib.Path(clip).read_bytes()
        begin = time.perf_counter()
        texts = client.hear(samples, int(results))
        report["clips"].append({"seconds": time.perf_counter() - begin, "texts": texts})
    report["largest_resident_bytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps(report))


if __name__ == "__main__":
    main()
