"""Transcribes the same clips in several audio formats, greedily, and prints the word error rate of each.

Needs ffmpeg. Decoded, recompressed and resampled copies go to a temporary folder.
"""

import argparse
import tempfile
from pathlib import Path

from laboratory.pages import error_rate
from laboratory.programs import absolute, evaluated, run
from laboratory.prompts import TEST
from laboratory.speechdata.manifest import absolute_lines, write_lines

# Name of a copy: its file extension, and ffmpeg's options for it.
FORMATS = {
    "WAV, 16 kHz": ("wav", "-c:a pcm_s16le"),
    "MP3, 96 kbit/s": ("mp3", "-c:a libmp3lame -b:a 96k"),
    "Ogg Vorbis, 96 kbit/s": ("ogg", "-c:a libvorbis -b:a 96k"),
    "WAV, 44.1 kHz stereo": ("wav", "-c:a pcm_s16le -ar 44100 -ac 2"),
    "WAV, 8 kHz": ("wav", "-c:a pcm_s16le -ar 8000"),
}


def copies(clips, folder, ending, options):
    """The clips converted, in a folder with a manifest of their own."""
    folder.mkdir()
    lines = []
    for number, clip in enumerate(clips):
        target = folder / f"{number}.{ending}"
        run("ffmpeg", "-nostdin", "-v", "error", "-i", clip["audio_filepath"], *options.split(), target)
        lines.append({"audio_filepath": str(target), "text": clip["text"]})  # the decoder reports the length of a lossy copy
    write_lines(folder / "clips.jsonl", lines)
    return folder / "clips.jsonl"


def main(arguments):
    parser = argparse.ArgumentParser(prog="scripts/lab formats", description=__doc__)
    parser.add_argument("model", type=absolute, help="such as runs/quickstart/adapted.attune")
    parser.add_argument("manifest", nargs="?", type=absolute, default=TEST, help="default: corpora/asterisk-en/test.jsonl")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as work:
        manifests = {"as shipped (FLAC, 16 kHz)": given.manifest}
        for number, (name, (ending, options)) in enumerate(FORMATS.items()):
            manifests[name] = copies(absolute_lines(given.manifest), Path(work, str(number)), ending, options)
        for name, manifest in manifests.items():
            print(f"{name:<32} {error_rate(evaluated(given.model, manifest, '--greedy'))}", flush=True)
