"""Random channels, baked into half of the training clips: telephone, codecs, rooms, noise, distortion.

`draw` picks one as plain data; `apply` carries it out with sox.
"""

import pathlib
import subprocess

# Name and weight.
KINDS = {"telephone": 20, "lowpass": 14, "equaliser": 16, "room": 16, "noise": 18, "drive": 8, "ulaw": 4, "gsm": 4}
NOISE_COLOURS = ("whitenoise", "pinknoise", "brownnoise")
NOISE_SECONDS = 120
CODECS = {"ulaw": ["-t", "ul", "-r", "8000", "-c", "1"], "gsm": ["-t", "gsm", "-r", "8000", "-c", "1"]}
# Effective level of our voices at a peak of -3 dBFS (from -15 slt to -22 kal16) and of sox's noises: close
# enough for a signal-to-noise ratio that is random anyway.
SPEECH_LEVEL_DB = -18.0
NOISE_LEVEL_DB = {"whitenoise": -8.0, "pinknoise": -16.0, "brownnoise": -8.0}
HEADROOM = ["gain", "-9"]
# Named, since sox would otherwise resample after the last effect and overshoot the wanted peak.
RATE = ["rate", 16000]


def draw(stream):
    name = stream.choices(list(KINDS), KINDS.values())[0]
    return {"name": name, **DRAWS[name](stream)}


def telephone(stream):
    return {"effects": ["sinc", f"{stream.uniform(200, 400):.0f}-{stream.uniform(3200, 3600):.0f}"]}


def lowpass(stream):
    return {"effects": ["sinc", f"-{stream.uniform(3400, 4600):.0f}"]}


def equaliser(stream):
    return {"effects": ["bass", f"{stream.uniform(-9, 7):.1f}", "treble", f"{stream.uniform(-7, 9):.1f}", "2000",
                        "equalizer", f"{stream.uniform(400, 3000):.0f}", "1.5q", f"{stream.uniform(-6, 6):.1f}"]}


def room(stream):
    """Freeverb: reverberance, damping of high tones, room scale; 70 to 90 % of the sound stays direct."""
    return {"effects": ["reverb", f"{stream.uniform(8, 40):.0f}", f"{stream.uniform(30, 80):.0f}",
                        f"{stream.uniform(15, 70):.0f}", "0", f"{stream.uniform(0, 12):.0f}",
                        f"{stream.uniform(-6, 0):.1f}", "channels", "1"]}


def drive(stream):
    if stream.random() < 0.5:
        return {"effects": ["overdrive", f"{stream.uniform(12, 18):.1f}", "20"]}
    return {"effects": ["compand", "0.02,0.15", f"6:-66,-46,{stream.uniform(-20, -14):.0f}", "-6", "-90", "0.05"]}


def noise(stream):
    return {"noise": stream.choice(NOISE_COLOURS), "snr_db": round(stream.uniform(15, 30), 1),
            "offset": round(stream.uniform(0, NOISE_SECONDS - 40), 2)}


def codec(name):
    return lambda stream: {"codec": name}


DRAWS = {"telephone": telephone, "lowpass": lowpass, "equaliser": equaliser, "room": room, "noise": noise,
         "drive": drive, "ulaw": codec("ulaw"), "gsm": codec("gsm")}


def sox(*arguments):
    """Quiet but for errors; sox's own generator is seeded alike in every run (-R)."""
    subprocess.run(["sox", "-V1", "-R", *map(str, arguments)], check=True)


def make_noises(folder):
    """One long recording per colour; every clip takes its piece at its own offset."""
    folder.mkdir(parents=True, exist_ok=True)
    for colour in NOISE_COLOURS:
        target = folder / f"{colour}.wav"
        if not target.exists():
            part = folder / f"part-{colour}.wav"
            sox("-n", "-r", 16000, "-b", 16, "-c", 1, part, "synth", NOISE_SECONDS, colour)
            part.replace(target)


def apply(treatment, source, target, noises: pathlib.Path, peak_db):
    """Treats the clip `source` (peak -3 dBFS) and writes `target` with the wanted peak level."""
    level = [*RATE, "gain", "-n", peak_db]
    if "effects" in treatment:
        sox(source, target, *HEADROOM, *treatment["effects"], *level)
    elif "codec" in treatment:
        encoded, form = f"{source}.{treatment['codec']}", CODECS[treatment["codec"]]
        sox(source, *form, encoded, *HEADROOM, "highpass", 200)
        sox(*form, encoded, "-r", 16000, "-b", 16, target, *level)
        pathlib.Path(encoded).unlink()
    else:
        colour = treatment["noise"]
        volume = 10 ** ((SPEECH_LEVEL_DB - NOISE_LEVEL_DB[colour] - treatment["snr_db"]) / 20)
        piece = f"|sox {noises / colour}.wav -p trim {treatment['offset']} 40"
        length = subprocess.run(["soxi", "-D", source], check=True, capture_output=True, text=True).stdout.strip()
        sox("-m", "-v", 1, source, "-v", f"{volume:.5f}", piece, target, "gain", "-3", "trim", 0, length, *level)
