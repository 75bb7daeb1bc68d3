package attune.speech.selftraining;

import static attune.fault.Parameter.named;

import attune.runs.JsonFile;
import attune.runs.MemberRun;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The run directory of a round and the files beside it.
 *
 * @param out the folder of all rounds
 * @param round from 0
 */
record RoundFolder(Path out, int round) {
    MemberRun run() {
        return new MemberRun(out.resolve("round-" + round));
    }

    Path dev() {
        return run().folder().resolve("dev.jsonl");
    }

    /** What is learnt from besides the transcribed clips. */
    Path drafts() {
        return out.resolve("drafts-" + round + ".jsonl");
    }

    /** The round's facts; written after its drafts. */
    Path facts() {
        return out.resolve("drafts-" + round + ".json");
    }

    Round readFacts() throws IOException {
        return JsonFile.read(
                facts(),
                "the facts of a round",
                "delete it and continue with " + named("resume") + ", which makes it again",
                Round.class);
    }
}
