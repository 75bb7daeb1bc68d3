"""The texts of the general language model, on a catalogue made here after the layout in gettext's manual."""

import struct

import messages
import texts


def catalogue(*originals):
    """A catalogue without translations."""
    found = [original.encode() for original in originals]
    head = struct.pack("<7I", 0x950412DE, 0, len(found), 28, 28 + 8 * len(found), 0, 0)
    start, table = 28 + 16 * len(found), b""
    for original in found:
        table += struct.pack("<2I", len(original), start)
        start += len(original) + 1
    return head + table + bytes(8 * len(found)) + b"".join(original + b"\0" for original in found)


def test_messages_of_programs_become_sentences(tmp_path):
    folder = tmp_path / "usr/share/locale/de/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "calls.mo").write_bytes(catalogue(
        "button\x04_Delete this message?", "One new message\0%d new messages", "Cannot open %s at all",
        "<b>The line is busy.</b> Try\nagain later\u2026"))
    found = [texts.spoken_words(s) for text in messages.messages(tmp_path) for s in texts.sentences(text)]
    assert found == ["delete this message", "one new message", "the line is busy", "try again later"]
