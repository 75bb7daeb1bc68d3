"""Flite's voice awb through its C library, because the program itself does not report word boundaries."""

import ctypes


class Awb:
    """Needs Debian's libflite1."""

    def __init__(self):
        self._flite = ctypes.CDLL("libflite.so.1", mode=ctypes.RTLD_GLOBAL)
        for library in ("usenglish", "cmulex"):
            ctypes.CDLL(f"libflite_{library}.so.1", mode=ctypes.RTLD_GLOBAL)
        voice = ctypes.CDLL("libflite_cmu_us_awb.so.1")
        pointer, text = ctypes.c_void_p, ctypes.c_char_p
        for function, result, *arguments in (
                (self._flite.flite_synth_text, pointer, text, pointer),
                (self._flite.utt_relation, pointer, pointer, text),
                (self._flite.relation_head, pointer, pointer),
                (self._flite.item_next, pointer, pointer),
                (self._flite.flite_ffeature_string, text, pointer, text),
                (self._flite.flite_ffeature_float, ctypes.c_float, pointer, text),
                (self._flite.utt_wave, pointer, pointer),
                (self._flite.cst_wave_save_riff, ctypes.c_int, pointer, text),
                (self._flite.delete_utterance, None, pointer),
                (voice.register_cmu_us_awb, pointer, text)):
            function.restype, function.argtypes = result, arguments
        self._flite.flite_init()
        self._voice = voice.register_cmu_us_awb(None)

    def say(self, text, wav):
        """Writes the file (16 kHz mono) and gives [(word, start, end)] as the synthesiser laid them out, in seconds."""
        utterance = self._flite.flite_synth_text(text.encode(), self._voice)
        self._flite.cst_wave_save_riff(self._flite.utt_wave(utterance), str(wav).encode())
        words = []
        item = self._flite.relation_head(self._flite.utt_relation(utterance, b"Word"))
        while item:
            words.append((
                self._flite.flite_ffeature_string(item, b"name").decode(),
                self._seconds(item, b"R:SylStructure.daughter.daughter.R:Segment.p.end"),
                self._seconds(item, b"R:SylStructure.daughtern.daughtern.R:Segment.end")))
            item = self._flite.item_next(item)
        self._flite.delete_utterance(utterance)
        return words

    def _seconds(self, item, feature):
        return self._flite.flite_ffeature_float(item, feature)
