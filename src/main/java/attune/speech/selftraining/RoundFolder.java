package attune.speech.selftraining;

import static attune.fault.Parameter.named;

import attune.runs.Adaptation;
import attune.runs.IfPresent;
import attune.runs.JsonFile;
import attune.runs.RunOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The run directory of a round and the files beside it.
 *
 * @param out the folder of all rounds
 * @param round from 0
 */
record RoundFolder(Path out, int round) {
    Path run() {
        return out.resolve("round-" + round);
    }

    Path bundle() {
        return run().resolve(Adaptation.BUNDLE);
    }

    Path dev() {
        return run().resolve("dev.jsonl");
    }

    /** What is learnt from besides the transcribed clips. */
    Path drafts() {
        return out.resolve("drafts-" + round + ".jsonl");
    }

    /** The round's facts; written after its drafts. */
    Path facts() {
        return out.resolve("drafts-" + round + ".json");
    }

    boolean isDone() {
        return Files.exists(bundle()) && Files.exists(run().resolve(RunOutcome.FILE));
    }

    /** How to go on with the run, whether or not it was begun. */
    IfPresent ifPresent() {
        return Files.exists(run().resolve("plan.json")) ? IfPresent.RESUME : IfPresent.OVERWRITE;
    }

    RunOutcome outcome() throws IOException {
        return read(run().resolve(RunOutcome.FILE), "an outcome", RunOutcome.class);
    }

    Round readFacts() throws IOException {
        return read(facts(), "the facts of a round", Round.class);
    }

    private <T> T read(Path file, String what, Class<T> type) throws IOException {
        return JsonFile.read(
                file, what, "delete it and continue with " + named("resume") + ", which makes it again", type);
    }
}
