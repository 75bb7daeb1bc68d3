"""Ten hours of one voice, eight epochs: time and memory."""

import shutil

from laboratory.programs import ATTUNE, SCRIPTS, evaluated, outcome, run, timed
from laboratory.proofs import speech
from laboratory.proofs.results import ADAPTED
from laboratory.speechdata.manifest import read_lines, sha256_text, wav_seconds, write_lines
from laboratory.tasks import Task

EXPERIMENT = "ten-hours"
TEST = "heldout-awb"
HOURS, EPOCHS, SEED = 10, 8, 1
KERNEL = "onednn-bf16"  # for processors with AMX; in batches of 32 an epoch takes 0.6 of the time of onednn there
SECONDS_PER_WORD = 0.42  # of this voice, to know how many sentences to speak


class TenHours:
    def __init__(self, context):
        self.context = context
        self.source = context.work / "source-en"
        self.folder = context.work / "proof" / "ten-hours"
        self.test = self.source / "heldout-awb.jsonl"

    def tasks(self):
        key = self.context.key(EXPERIMENT, ADAPTED, 60 * HOURS, SEED, TEST)

        def measure(results):
            train = self._spoken()
            out, cache = self.context.folder("ten-hours"), self.context.folder("ten-hours-cache")
            shutil.rmtree(cache, ignore_errors=True)  # reading the audio is part of what a first run takes
            taken = timed(
                ATTUNE, "adapt", "-m", self.context.model, "--train", train, "--dev", self.folder / "dev.jsonl", "-o", out,
                "--overwrite", "--epochs", EPOCHS, "--batch-size", 32, "--patience", 0,
                "--no-lm", "--seed", SEED, "--cache", cache, "--kernel", KERNEL)
            results.add(key, evaluated(out / "adapted.attune", self.test, "--greedy") | outcome(out),
                        wallSeconds=round(taken.seconds, 1), peakBytes=taken.peak_bytes, batchSize=32, epochs=EPOCHS,
                        kernel=KERNEL, hours=round(speech.seconds(read_lines(train)) / 3600, 2))

        yield Task("ten hours", (key,), measure, (self.source / "sentences.jsonl", self.test))

    def _spoken(self):
        """Sentences that the source model's voices also said, said by the held-out voice."""
        train = self.folder / "train.jsonl"
        if not train.exists():
            write_lines(self.folder / "sentences.jsonl", self._sentences())
            for script in ("plan.py", "speak.py"):
                run("python3", SCRIPTS / "models" / "source-en" / script, self.folder, changes={"PYTHONPATH": str(SCRIPTS)})
            records = [{"audio_filepath": job["clip"], "duration": wav_seconds(self.folder / job["clip"]),
                        "text": job["text"]} for job in read_lines(self.folder / "jobs.jsonl")]
            write_lines(self.folder / "dev.jsonl", records[:150])
            write_lines(train, speech.first(records[150:], 3600 * HOURS))
        return train

    def _sentences(self):
        """Enough sentences of the training set for ten hours and some more, by checksum, for the held-out voice."""
        sentences = [sentence for sentence in read_lines(self.source / "sentences.jsonl") if sentence["set"] == "train"]
        sentences.sort(key=lambda sentence: sha256_text(sentence["text"]))
        wanted, spoken = 1.2 * 3600 * HOURS, 0.0
        for sentence in sentences:
            if spoken < wanted:
                spoken += SECONDS_PER_WORD * len(sentence["text"].split())
                yield {**sentence, "set": TEST}
