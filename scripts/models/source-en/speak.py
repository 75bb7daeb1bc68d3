"""Synthesises the clips of jobs.jsonl, or of one of its sets: speak.py WORKDIR [PROCESSES [SET]]

Clips are 16 kHz mono 16-bit WAV. Jobs run in shards, since Festival starts slowly and should read many
sentences at a time; existing clips are kept, so a killed run continues where it was.
"""

import concurrent.futures
import pathlib
import subprocess
import sys
import tempfile
import time

import treatments
from laboratory.speechdata.manifest import read_lines

SHARD = 200
FLITE = {"slt", "rms", "kal16", "awb"}
FESTIVAL = {"ked": "(voice_ked_diphone)", "slt_hts": "(voice_cmu_us_slt_arctic_hts)",
            # slt's analysis of the text with another voice's acoustic models: phones and label formats agree.
            "uk": '(voice_cmu_us_slt_arctic_hts) (set! hts_engine_params (list (list "-m" "{uk}")))'}
UK_VOICE = "british-voice/cstr_uk_female-1.0.htsvoice"
ESPEAK_WORDS_A_MINUTE = 155
ESPEAK_PITCH = 50


def raw_path(folder, job):
    return folder / f"{job['index']}.raw.wav"


def say_alone(job, target):
    """flite and espeak-ng start fast enough for a process per sentence."""
    if job["voice"] in FLITE:
        command = ["flite", "-voice", job["voice"], "--setf", f"f0_shift={job['pitch']}", "-t", job["spoken"], "-o", target]
    else:
        pitch = round(ESPEAK_PITCH * job["pitch"])
        command = ["espeak-ng", "-v", job["voice"], "-p", pitch, "-s", ESPEAK_WORDS_A_MINUTE, "-w", target, job["spoken"]]
    subprocess.run(list(map(str, command)), check=True, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def say_with_festival(voice, jobs, folder, workdir):
    """One batch, and one process, per voice: the HTS engine keeps the first file it loads.

    The sentences hold letters, apostrophes and commas only: nothing to escape.
    """
    lines = [FESTIVAL[voice].replace("{uk}", str(workdir.parent / UK_VOICE))]
    lines += [f'(utt.save.wave (utt.synth (Utterance Text "{job["spoken"]}")) "{raw_path(folder, job)}" \'riff)'
              for job in jobs]
    script = folder / f"{voice}.scm"
    script.write_text("\n".join(lines) + "\n")
    subprocess.run(["festival", "-b", script], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def shape(job, raw, target, noises):
    """Rate, pitch, level and channel; the clip gets its name only when it is complete."""
    rates = ["speed", job["speed"], "tempo", "-s", round(job["tempo"] / job["speed"], 4)]
    rates = [] if job["speed"] == job["tempo"] == 1 else rates
    form = ["-r", 16000, "-b", 16, "-c", 1]
    plain = raw.with_suffix(".plain.wav")
    peak = -3 if job["treatment"] else job["peak_db"]
    treatments.sox(raw, *form, plain, *treatments.HEADROOM, *rates, *treatments.RATE, "gain", "-n", peak)
    done = plain
    if job["treatment"]:
        done = raw.with_suffix(".done.wav")
        treatments.apply(job["treatment"], plain, done, noises, job["peak_db"])
    part = target.with_suffix(".part")
    part.write_bytes(done.read_bytes())
    part.replace(target)
    for leftover in {raw, plain, done}:
        leftover.unlink()


def speak_shard(jobs, workdir):
    todo = [job for job in jobs if not (workdir / job["clip"]).exists()]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for voice in FESTIVAL:
            if mine := [job for job in todo if job["voice"] == voice]:
                say_with_festival(voice, mine, folder, workdir)
        for job in todo:
            raw, target = raw_path(folder, job), workdir / job["clip"]
            if job["voice"] not in FESTIVAL:
                say_alone(job, raw)
            target.parent.mkdir(parents=True, exist_ok=True)
            shape(job, raw, target, workdir / "noise")
    return len(todo)


def main(workdir, processes=2, wanted=None):
    treatments.make_noises(workdir / "noise")
    jobs = [job for job in read_lines(workdir / "jobs.jsonl") if wanted in (None, job["set"])]
    shards = [jobs[i:i + SHARD] for i in range(0, len(jobs), SHARD)]
    start, made = time.time(), 0
    with concurrent.futures.ThreadPoolExecutor(processes) as pool:
        for number, count in enumerate(pool.map(lambda shard: speak_shard(shard, workdir), shards), 1):
            made += count
            print(f"shard {number}/{len(shards)}, {made} clips made, {time.time() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve(), *map(int, sys.argv[2:3]), *sys.argv[3:])
