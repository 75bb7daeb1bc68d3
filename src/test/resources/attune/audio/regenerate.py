#!/usr/bin/env python3
"""Makes golden/ and malformed/ anew.

Needs sox, flac, lame, oggenc (vorbis-tools), ffmpeg and Python 3.9; no other library. What golden/NAME.f32 holds is the
mean of the channels as 32-bit floats, decoded by ffmpeg, or resampled by SoX where the name says so.
"""

import array
import binascii
import pathlib
import struct
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
GOLDEN = HERE / "golden"
MALFORMED = HERE / "malformed"


def run(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def mean_of_channels(raw, channels):
    interleaved = array.array("f", raw)
    return array.array("f", (sum(interleaved[i:i + channels]) / channels for i in range(0, len(interleaved), channels)))


def golden(name, channels, *make):
    """Makes a file with a command and its expected samples with ffmpeg."""
    run(*make)
    raw = run("ffmpeg", "-v", "error", "-i", str(GOLDEN / name), "-f", "f32le", "-")
    (GOLDEN / (name + ".f32")).write_bytes(mean_of_channels(raw, channels).tobytes())


def make_golden():
    def at(name):
        return str(GOLDEN / name)

    source = at("stereo-16bit-16khz.wav")
    sweep = ["sine", "150-5000", "sine", "4000-300"]
    golden("stereo-16bit-16khz.wav", 2, "sox", "-R", "-D", "-n", "-r", "16000", "-b", "16", "-c", "2", source,
           "synth", "0.15", *sweep, "gain", "-5", "fade", "0.02")
    golden("stereo-16bit-16khz.flac", 2, "flac", "-s", "-f", "--no-padding", "-b", "576", "-8", source, "-o", at("stereo-16bit-16khz.flac"))
    for name, options in {
        "unsigned-8bit.wav": ["-b", "8", "-e", "unsigned-integer"],
        "extensible-24bit.wav": ["-b", "24", "-e", "signed-integer"],
        "extensible-32bit.wav": ["-b", "32", "-e", "signed-integer"],
        "float-32bit.wav": ["-b", "32", "-e", "floating-point"],
        "float-64bit.wav": ["-b", "64", "-e", "floating-point"],
        "a-law.wav": ["-e", "a-law"],
        "mu-law.wav": ["-e", "u-law"],
    }.items():
        golden(name, 1, "sox", "-R", "-D", source, "-r", "8000", "-c", "1", *options, at(name), "trim", "0", "0.05")
    golden("rf64.wav", 2, "ffmpeg", "-v", "error", "-y", "-i", source, "-t", "0.02", "-rf64", "always", at("rf64.wav"))
    (GOLDEN / "piped-by-sox.wav").write_bytes(run(
        "sox", "-V1", "-R", "-D", source, "-t", "wav", "-", "trim", "0", "0.02"))
    golden("piped-by-sox.wav", 2, "true")
    golden("24bit.flac", 1, "flac", "-s", "-f", "--no-padding", at("extensible-24bit.wav"), "-o", at("24bit.flac"))
    golden("8bit.flac", 1, "flac", "-s", "-f", "--no-padding", at("unsigned-8bit.wav"), "-o", at("8bit.flac"))
    golden("tagged-44khz-stereo.mp3", 2, "sh", "-c",
           f"sox -R -D {source} -r 44100 -t wav - trim 0 0.09 | lame --quiet -b 64 --resample 44.1 - {at('tagged-44khz-stereo.mp3')}")
    golden("untagged-16khz-mono.mp3", 1, "lame", "--quiet", "-t", "-m", "m", "-b", "32", source, at("untagged-16khz-mono.mp3"))
    golden("untagged-8khz-mono.mp3", 1, "lame", "--quiet", "-t", "-m", "m", "--resample", "8", "-b", "16", source,
           at("untagged-8khz-mono.mp3"))
    golden("stereo-16khz.ogg", 2, "oggenc", "-Q", "-s", "1", source, "-o", at("stereo-16khz.ogg"))
    # ffmpeg does not cut the end of a stream that is all on one page.
    decoded = GOLDEN / "stereo-16khz.ogg.f32"
    decoded.write_bytes(decoded.read_bytes()[:(GOLDEN / "stereo-16bit-16khz.wav.f32").stat().st_size])
    golden("several-pages.ogg", 2, "ffmpeg", "-v", "error", "-y", "-i", source, "-c:a", "libvorbis", "-bitexact",
           "-page_duration", "20000", at("several-pages.ogg"))
    golden("other-kind.aiff", 2, "sox", "-R", "-D", source, at("other-kind.aiff"), "trim", "0", "0.03")
    # Past 91 % of the lower Nyquist frequency filters may differ, so nothing is left there.
    for rate, out in (("44100", "16000"), ("8000", "16000")):
        top = 0.36 * min(int(rate), int(out))
        run("sox", "-R", "-D", "-n", "-r", rate, "-c", "1", "-b", "24", at(f"sweep-{rate}.wav"),
            "synth", "0.08", "sine", f"100-{top:.0f}", "gain", "-3", "fade", "h", "0.02", "0.08", "0.02",
            "sinc", "-a", "150", "-t", f"{0.2 * top:.0f}", f"-{1.1 * top:.0f}")
        raw = run("sox", at(f"sweep-{rate}.wav"), "-t", "f32", "-r", out, "-", "rate", "-v")
        (GOLDEN / f"sweep-{rate}-to-{out}-by-sox.f32").write_bytes(raw)


def riff(*chunks):
    body = b"WAVE" + b"".join(name + struct.pack("<I", len(data)) + data for name, data in chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def fmt(tag=1, channels=1, rate=8000, frame=2, bits=16):
    return b"fmt ", struct.pack("<HHIIHH", tag, channels, rate, rate * frame & 0xFFFFFFFF, frame, bits)


def with_size(wav, size):
    """Overwrites the size of the data chunk."""
    at = wav.index(b"data") + 4
    return wav[:at] + struct.pack("<I", size) + wav[at + 4:]


def malformed_wav():
    data = b"data", bytes(range(200))
    whole = riff(fmt(), data)
    return {
        "empty.wav": b"",
        "four-bytes.wav": b"RIFF",
        "cut-inside-format-chunk.wav": whole[:28],
        "cut-short.wav": whole[:-50],
        "cut-short-by-absurd-size.wav": with_size(whole, 0xFFFFFFF0),
        "absurd-chunk-before-data.wav": riff(fmt(), (b"LIST", b"x" * 8), data).replace(
            b"LIST\x08\0\0\0", b"LIST\xf0\xff\xff\x7f"),
        "rf64-absurd-size.wav": b"RF64" + with_size(riff(
            (b"ds64", struct.pack("<QQQI", 1 << 60, 1 << 60, 1 << 59, 0)), fmt(), data), 0xFFFFFFFF)[4:],
        "zero-channels.wav": riff(fmt(channels=0), data),
        "zero-sample-rate.wav": riff(fmt(rate=0), data),
        "absurd-sample-rate.wav": riff(fmt(rate=0xFFFFFFFF), data),
        "bits-do-not-fit-frame.wav": riff(fmt(bits=24), data),
        "tiny-format-chunk.wav": riff((b"fmt ", b"\1\0\1\0"), data),
        "no-data-chunk.wav": riff(fmt()),
        "data-before-format.wav": riff(data, fmt()),
        "no-samples.wav": riff(fmt(), (b"data", b"")),
        "never-finished-header.wav": with_size(whole, 0),
        "half-a-frame-too-many.wav": riff(fmt(), (b"data", bytes(201))),
        "not-a-number.wav": riff(fmt(tag=3, frame=4, bits=32), (b"data", struct.pack("<3f", 0.5, float("nan"), 0))),
        "scaled-to-32768.wav": riff(fmt(tag=3, frame=4, bits=32), (b"data", struct.pack("<3f", 0, 20000, -20000))),
        "text.wav": b"This is no sound at all, whatever its name says.\n" * 4,
    }


def malformed_flac():
    whole = (GOLDEN / "stereo-16bit-16khz.flac").read_bytes()
    info = whole[:42]
    first_frame = whole.index(b"\xff\xf8", len(info))
    second_frame = whole.index(b"\xff\xf8", first_frame + 2)
    third_frame = whole.index(b"\xff\xf8", second_frame + 2)
    bare = info[:4] + b"\x80" + info[5:] + whole[first_frame:]  # STREAMINFO is the last metadata block
    second = 42 + second_frame - first_frame
    third = 42 + third_frame - first_frame

    def flipped(at):
        return bare[:at] + bytes([bare[at] ^ 0x10]) + bare[at + 1:]

    return {
        "marker-only.flac": b"fLaC",
        "cut-inside-frame.flac": bare[:third - 20],
        "cut-between-frames.flac": bare[:third],
        "frame-header-with-wrong-crc.flac": flipped(second + 4),
        "frame-with-wrong-crc.flac": flipped(third - 1),
        "frame-with-broken-subframe.flac": bare[:second + 6] + b"\xff" + bare[second + 7:],
        "missing-frame.flac": bare[:second] + bare[third:],
        "wrong-md5.flac": flipped(30),
        "more-samples-than-header.flac": bare[:22] + struct.pack(">I", 100) + bare[26:],
        "no-streaminfo.flac": b"fLaC\x84\0\0\x04abcd",
        "metadata-beyond-end.flac": info[:4] + b"\0" + info[5:] + b"\x84\xff\xff\xff",
        "garbage-after-header.flac": bare[:42] + b"garbage, garbage, garbage" * 4,
        "zero-sample-rate.flac": bare[:18] + b"\0\0" + bytes([bare[20] & 15]) + bare[21:],
    }


def malformed_mp3():
    whole = (GOLDEN / "tagged-44khz-stereo.mp3").read_bytes()
    bare = (GOLDEN / "untagged-16khz-mono.mp3").read_bytes()
    tag = b"ID3\4\0\0\0\0\0\x0aTIT2 empty"
    frame = whole.index(b"\xff\xfb", 100)
    third = whole.index(b"\xff\xfb", whole.index(b"\xff\xfb", frame + 100) + 100)
    return {
        "only-an-id3-tag.mp3": tag,
        "id3-tag-beyond-end.mp3": tag[:9] + b"\x7f" + tag[10:],
        "only-an-info-frame.mp3": whole[:frame],
        "cut-inside-frame.mp3": whole[:-30],
        "fewer-frames-than-header.mp3": whole[:third],
        "garbage-between-frames.mp3": bare[:-144] + b"garbage!" + bare[-144:],
        "garbage-after-header.mp3": bare[:4] + b"garbage, " * 100,
        "one-byte-of-a-frame.mp3": bare + b"\xff",
    }


def ogg_pages(data):
    pages = []
    while data:
        segments = data[26]
        length = 27 + segments + sum(data[27:27 + segments])
        pages.append(data[:length])
        data = data[length:]
    return pages


def ogg_crc(page):
    crc = 0
    for byte in page:
        crc ^= byte << 24
        for _ in range(8):
            crc = (crc << 1 ^ (0x04C11DB7 if crc >> 31 else 0)) & 0xFFFFFFFF
    return crc


def sealed(page):
    page = page[:22] + bytes(4) + page[26:]
    return page[:22] + struct.pack("<I", ogg_crc(page)) + page[26:]


def malformed_ogg():
    whole = (GOLDEN / "several-pages.ogg").read_bytes()
    pages = ogg_pages(whole)
    sound = next(i for i, page in enumerate(pages) if struct.unpack("<q", page[6:14])[0] > 0)
    last = pages[-1]
    setup = pages[1]
    books = setup.index(b"\x05vorbis") + 8
    return {
        "four-bytes.ogg": b"OggS",
        "cut-inside-page.ogg": whole[:-40],
        "no-last-page.ogg": b"".join(pages[:-1]),
        "missing-page.ogg": b"".join(pages[:sound] + pages[sound + 1:]),
        "page-with-wrong-checksum.ogg": whole[:-40] + bytes([whole[-40] ^ 1]) + whole[-39:],
        "garbage-between-pages.ogg": b"".join(pages[:sound]) + b"garbage" + b"".join(pages[sound:]),
        "two-streams-chained.ogg": whole + b"".join(
            sealed(page[:14] + b"next" + page[18:]) for page in pages),
        "headers-only.ogg": b"".join(pages[:sound - 1]) + sealed(
            pages[sound - 1][:5] + b"\4" + pages[sound - 1][6:]),
        "broken-codebooks.ogg": b"".join(
            [pages[0], sealed(setup[:books] + b"\xff" * 8 + setup[books + 8:])] + pages[2:]),
        "zero-channels.ogg": b"".join([sealed(pages[0][:39] + b"\0" + pages[0][40:])] + pages[1:]),
        "promises-more-than-it-holds.ogg": b"".join(
            pages[:-1] + [sealed(last[:6] + struct.pack("<q", 1 << 40) + last[14:])]),
    }


def make_malformed():
    for fixtures in (malformed_wav(), malformed_flac(), malformed_mp3(), malformed_ogg()):
        for name, data in fixtures.items():
            (MALFORMED / name).write_bytes(data)
    (MALFORMED / "noise.bin").write_bytes(bytes(binascii.crc32(b"%d" % i) & 0x7F for i in range(600)))


if __name__ == "__main__":
    for folder in (GOLDEN, MALFORMED):
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
    make_golden()
    make_malformed()
