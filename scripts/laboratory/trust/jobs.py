"""Work of a few seconds that is killed: everything that writes more than one file, or for longer than a moment."""

import hashlib
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

from laboratory.programs import PROJECT, attune
from laboratory.prompts import TRAIN, between, samples, utterances, write_wav
from laboratory.speechdata.manifest import write_text

EPOCHS = 12
HISTORY = "model.json"  # holds times and commands
PICTURES = PROJECT / "corpora" / "drawings" / "train"


@dataclass(frozen=True)
class Job:
    """A command. Given its output, `again` tells how to give it once more after it was stopped there."""

    name: str
    command: tuple
    out: str
    resumes: bool = True

    def begin(self, folder: Path) -> list[str]:
        return [*map(str, self.command), "-o", str(folder / self.out)]

    def again(self, folder: Path) -> list[str]:
        """As a user would: what was trained is taken up, and what left nothing is begun again."""
        begun = self.resumes and any((folder / self.out).glob("**/plan.json"))
        return [*self.begin(folder), *(["--resume"] if begun else [])]


def all_of(folder: Path) -> list[Job]:
    """The jobs, with their inputs made in the folder."""
    speech = manifests(folder)
    training = ("--train", speech["train"], "--dev", speech["dev"], "--batch-size", 4, "--patience", 0)
    if not (folder / "tiny").exists():
        attune("pretrain", *training, "--layers", 2, "--units", 12, "--epochs", 2, "-o", folder / "tiny", "-q")
    tiny = folder / "tiny" / "model.attune"
    adapt = ("adapt", "-m", tiny, *training, "--epochs", EPOCHS)
    return [
        Job("adapt", (*adapt, "--insert", "dense:12:relu", "--augment", "full"), "run"),
        Job("two-stage", (*adapt, "--insert", "bilstm:8", "--train-layers", "two-stage:8"), "run"),
        Job("mean of runs", (*adapt[:-1], 6, "--runs", 3), "run"),
        Job("sweep", ("sweep", "-m", tiny, *training, "--epochs", 6, "--try", "output", "--try", "all"), "run"),
        Job("pretrain", ("pretrain", *training, "--layers", 1, "--units", 16, "--epochs", EPOCHS), "run"),
        Job("image adapt", ("image", "adapt", "-m", "emoji-resnet50", "--train", pictures(folder), "--epochs", 12,
                            "--keep-until", "avgpool", "--insert", "dense:64:relu", "--train-layers", "new"), "run"),
        Job("lm build", ("lm", "build", text(folder)), "words.lm", resumes=False),
        Job("corpus build", ("corpus", "build", "-m", tiny, "--min-confidence", 0, recording(folder)), "clips.jsonl",
            resumes=False),
    ]


def manifests(folder: Path) -> dict[str, Path]:
    short = between(TRAIN, 0.4, 1.3, 46)
    files = {"train": short[:40], "dev": short[40:]}
    for name, clips in files.items():
        write_text(folder / f"{name}.jsonl", "".join(json.dumps(clip) + "\n" for clip in clips))
    return {name: folder / f"{name}.jsonl" for name in files}


def pictures(folder: Path) -> Path:
    """A few of two classes of the shipped drawings."""
    for kind in ("bird", "hoofed"):
        (folder / "pictures" / kind).mkdir(parents=True, exist_ok=True)
        for picture in sorted((PICTURES / kind).iterdir())[:8]:
            link = folder / "pictures" / kind / picture.name
            if not link.exists():
                link.symlink_to(picture)
    return folder / "pictures"


def text(folder: Path) -> Path:
    """The prompts' words in many orders, so that counting them takes a while."""
    words = [word for one in utterances(TRAIN) for word in one["text"].split()]
    step = 7919  # coprime to the number of words, so that every pass has another order
    lines = (" ".join(words[(i * step + j * j) % len(words)] for j in range(12)) for i in range(20_000))
    write_text(folder / "words.txt", "\n".join(lines) + "\n")
    return folder / "words.txt"


def recording(folder: Path) -> Path:
    """Prompts one after the other, with their text beside them."""
    clips = between(TRAIN, 1, 3, 20)
    pause = bytes(16_000)
    write_wav(folder / "recording.wav", pause.join(samples(clip["audio_filepath"]) for clip in clips))
    write_text(folder / "recording.txt", "\n".join(clip["text"] for clip in clips) + "\n")
    return folder / "recording.wav"


def result(job: Job, folder: Path) -> dict[str, str]:
    """Digests of what a finished job has made, but for the history that bundles carry."""
    out = folder / job.out
    if out.is_file():
        return {job.out: hashlib.sha256(out.read_bytes().replace(str(folder).encode(), b"")).hexdigest()}
    digests = {}
    for bundle in sorted(out.glob("**/*.attune")):
        with zipfile.ZipFile(bundle) as zipped:
            for name in set(zipped.namelist()) - {HISTORY}:
                digests[f"{bundle.relative_to(out)}/{name}"] = hashlib.sha256(zipped.read(name)).hexdigest()
    for outcome in sorted(out.glob("**/outcome.json")):
        kept = {name: value for name, value in json.loads(outcome.read_text()).items() if name != "seconds"}
        digests[str(outcome.relative_to(out))] = json.dumps(kept, sort_keys=True)
    return digests
