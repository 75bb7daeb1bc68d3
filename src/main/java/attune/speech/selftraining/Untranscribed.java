package attune.speech.selftraining;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import java.nio.file.Path;
import java.util.List;

/**
 * Speech without transcripts to learn from, too.
 *
 * @param inputs audio files, folders of them and manifests, whose texts are not looked at; at least one
 * @param rounds how often to draft and learn again, at most; 1 or more
 */
public record Untranscribed(List<Path> inputs, int rounds) {
    /** Most of what can be gained is gained in the first round; the second says whether there is more. */
    public static final int USUAL_ROUNDS = 2;

    private static final int MOST_ROUNDS = 100;

    /** Copies the list; refuses none, and numbers out of range. */
    public Untranscribed {
        inputs = List.copyOf(inputs);
        if (inputs.isEmpty()) {
            throw new UserFault(named("untranscribed"), "is missing", "give recordings without transcripts");
        }
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new UserFault(
                    named("rounds"),
                    "must be from 1 to " + MOST_ROUNDS + ", not '" + rounds + "'",
                    "leave it out for " + USUAL_ROUNDS);
        }
    }
}
