package attune.speech.selftraining;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import attune.runs.JsonFile;
import attune.runs.LearntFrom;
import attune.runs.SourceDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The {@code plan.json} of self-training; each round's run has a plan of its own. The number of rounds may change on
 * resumption.
 *
 * @param modelSha256 digest of the source bundle
 * @param data transcribed training and dev data
 * @param untranscribed the other recordings, as the user named them
 * @param untranscribedSha256 digest of what was found there
 * @param rounds how often to draft and learn again, at most
 */
record SelfTrainingPlan(
        String modelSha256, LearntFrom data, List<String> untranscribed, String untranscribedSha256, int rounds) {

    private static final String FILE = "plan.json";

    SelfTrainingPlan {
        Objects.requireNonNull(modelSha256, "modelSha256 is missing");
        Objects.requireNonNull(data, "data is missing");
        Objects.requireNonNull(untranscribedSha256, "untranscribedSha256 is missing");
        untranscribed = List.copyOf(untranscribed);
    }

    static SelfTrainingPlan read(Path folder) throws IOException {
        return JsonFile.read(
                folder.resolve(FILE),
                "the plan of an adaptation to untranscribed speech, too,",
                "resume without " + named("untranscribed") + " if the run was started so, or give another "
                        + named("out"),
                SelfTrainingPlan.class);
    }

    /** Refuses to take up a run of self-training as one that learns from transcribed speech alone. */
    static void requireNone(Path folder) throws IOException {
        if (!Files.exists(folder.resolve(FILE))) {
            return; // which the run itself refuses
        }
        SelfTrainingPlan plan;
        try {
            plan = read(folder);
        } catch (UserFault otherKind) {
            return;
        }
        throw new UserFault(
                folder + "/" + FILE,
                "this run also learns from recordings without transcripts (" + String.join(" ", plan.untranscribed)
                        + ")",
                "give them with " + named("untranscribed") + ", or start anew with " + named("overwrite"));
    }

    /** Refuses to go on with other data. */
    void requireSame(SelfTrainingPlan given, Path folder, String contents) {
        SourceDigest.requireSame(folder, "run", modelSha256, given.modelSha256);
        data.requireSame(given.data, folder, contents);
        if (!untranscribedSha256.equals(given.untranscribedSha256)) {
            throw new UserFault(
                    folder + "/" + FILE,
                    "the recordings of " + named("untranscribed") + " are not those this run was started with ("
                            + String.join(" ", untranscribed) + ")",
                    "give the same, or start anew with " + named("overwrite"));
        }
    }
}
