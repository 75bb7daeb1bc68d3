"""Real speech of other languages as one corpus in English letters: other.py UNPACKED OUT

UNPACKED holds Debian packages of fillets-ng, tuxpaint stamps and Asterisk's sounds. Writes OUT/clips/**.wav (16 kHz
mono 16-bit), OUT/all.jsonl and OUT/summary.json. Not taken: Russian (kept for tests), Asterisk's Spanish (the
English test's speaker), tuxpaint's Norwegian (a synthesiser).
"""

import collections
import gzip
import pathlib
import re
import subprocess
import sys

from laboratory.speechdata.clips import rate_fault, sifted, write_corpus
from laboratory.speechdata.convert import in_parallel, to_wav
from laboratory.speechdata.latin import romanise
from laboratory.speechdata.manifest import wav_seconds

# Letters per second; a text translated again after its recording falls outside.
SLOWEST, FASTEST = 3.0, 22.0
# Three letters or fewer say too little about whether the words belong to the clip.
SHORTEST_TEXT = 4
DIALOGUE = re.compile(r'dialogId\("([^"]+)"[^)]*?\)\s*dialogStr\("((?:[^"\\]|\\.)*)"\)')
STAMP_LANGUAGES = ("es", "fr", "bg", "el", "be", "ca", "ro", "da")
PROMPT_FOLDERS = {"fr": "fr_CA_f_June", "it": "it_IT_m_Carlo"}
NOT_WORDS = ("silence/", "letters/", "tt-", "beep", "ascending", "descending", "confbridge-join", "confbridge-leave")

BATCH = 50

Item = collections.namedtuple("Item", "sound text language speaker source")


def decode_g722(sounds):
    """Converts each KEY.g722, which SoX does not read, to KEY.wav; many in one ffmpeg, which is slow to start."""
    files = sorted(sounds.glob("**/*.g722"))
    for first in range(0, len(files), BATCH):
        batch = files[first:first + BATCH]
        command = ["nice", "-n", "10", "ffmpeg", "-nostdin", "-v", "error"]
        for file in batch:
            command += ["-f", "g722", "-i", file]
        for number, file in enumerate(batch):
            command += ["-map", f"{number}:a", "-ac", "1", "-c:a", "pcm_s16le", file.with_suffix(".wav")]
        subprocess.run(command, check=True)


def fillets(unpacked):
    """Czech dialogues of fish; two actors, named in the clip (m, v), and some guests."""
    for folder in sorted(unpacked.glob("usr/share/games/fillets-ng/sound/*/cs")):
        script = unpacked / "usr/share/games/fillets-ng/script" / folder.parent.name / "dialogs_cs.lua"
        lines = DIALOGUE.findall(script.read_text(encoding="utf-8")) if script.exists() else []
        times = collections.Counter(name for name, _ in lines)
        for name, text in lines:
            role = (name.split("-") + [""])[1]
            if times[name] == 1 and (folder / f"{name}.ogg").exists():
                yield Item(folder / f"{name}.ogg", text.replace('\\"', " "), "cs",
                           f"fillets-{role if role in ('m', 'v') else 'guest'}", "fillets")


def stamps(unpacked):
    """The subjects of children's stamps, read out by volunteers; NAME.txt has the texts by language."""
    for sound in sorted(unpacked.glob("usr/share/tuxpaint/stamps/**/*_desc_*.ogg")):
        name, language = sound.stem.rsplit("_desc_", 1)
        texts = sound.with_name(f"{name}.txt")
        if language in STAMP_LANGUAGES and texts.exists():
            found = re.search(rf"^{language}\.utf8=(.*)$", texts.read_text(encoding="utf-8"), re.MULTILINE)
            if found:
                yield Item(sound, found[1], language, f"tuxpaint-{language}", "tuxpaint")


def prompts(unpacked):
    """Asterisk's prompts: "key: text" lines, where the key is the sound's path."""
    for language, folder in PROMPT_FOLDERS.items():
        packed = unpacked / f"usr/share/doc/asterisk-core-sounds-{language}/core-sounds-{language}.txt.gz"
        for line in gzip.decompress(packed.read_bytes()).decode("utf-8-sig").splitlines():
            key, _, text = line.partition(":")
            sound = unpacked / "usr/share/asterisk/sounds" / folder / f"{key}.wav"
            # The Italian list has lost some accented letters: "sar? esattamente".
            unsure = "www" in text or language == "it" and "?" in text
            if not key.startswith((*NOT_WORDS, ";")) and not unsure and sound.exists():
                yield Item(sound, text, language, f"asterisk-{folder}", "asterisk")


def make_clip(item, unpacked, out):
    """The manifest record of one clip; or why there is none, as a string."""
    text = romanise(item.text, item.language)
    if not text or len(text) < SHORTEST_TEXT:
        return f"{item.source}: not said as written, or too short"
    path = pathlib.Path("clips", item.source, item.sound.relative_to(unpacked / "usr/share")).with_suffix(".wav")
    to_wav(out / path, str(item.sound))
    duration = wav_seconds(out / path)
    if rate_fault(text, duration, SLOWEST, FASTEST):
        return f"{item.source}: text does not fit the clip's length"
    return {"audio_filepath": str(path), "duration": duration, "text": text, "speaker": item.speaker,
            "language": item.language, "source": item.source}


def main(unpacked, out):
    decode_g722(unpacked / "usr/share/asterisk/sounds")
    items = [*prompts(unpacked), *fillets(unpacked), *stamps(unpacked)]
    made = in_parallel(lambda item: make_clip(item, unpacked, out), items)
    write_corpus(*sifted(made), out / "all.jsonl", out / "summary.json")


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:]))
