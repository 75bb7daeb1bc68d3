package attune.bundle;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One step in a model's history, with enough detail to repeat it.
 *
 * @param what the kind of step: {@code "pretrain"}, {@code "adapt"}, {@code "import"}
 * @param when time of completion
 * @param command the command line, or the library call, that did it
 * @param conditions everything the bits of the outcome depend on
 * @param parentSha256 the digest of the bundle it started from, 64 lower-case hexadecimal digits; null if none
 * @param results measurements as text by name, such as {@code "wer.test" -> "0.117"}
 */
public record ProvenanceStep(
        String what,
        Instant when,
        String command,
        Conditions conditions,
        @Nullable String parentSha256,
        Map<String, String> results) {

    /**
     * The remaining conditions that determine the bits of a training run.
     *
     * @param data the training data, by name and if possible digest
     * @param seed the run seed
     * @param kernel the recurrent kernel, such as {@code "onednn-f32"}
     * @param threads worker threads, 1 or more
     */
    public record Conditions(String data, long seed, String kernel, int threads) {

        /** Refuses missing values. */
        public Conditions {
            requireNonNull(data, "data is missing");
            requireNonNull(kernel, "kernel is missing");
            if (threads < 1) {
                throw new IllegalArgumentException("threads must be 1 or more: " + threads);
            }
        }
    }

    /** Refuses missing values and a malformed digest. */
    public ProvenanceStep {
        requireNonNull(what, "what is missing");
        requireNonNull(when, "when is missing");
        requireNonNull(command, "command is missing");
        requireNonNull(conditions, "conditions are missing");
        if (parentSha256 != null && !parentSha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("parentSha256 is not a SHA-256 digest: " + parentSha256);
        }
        results = Collections.unmodifiableMap(new TreeMap<>(requireNonNull(results, "results are missing")));
    }

    /**
     * The same with further results.
     *
     * @param more text by name
     * @return a new step
     */
    public ProvenanceStep with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(results);
        all.putAll(more);
        return new ProvenanceStep(what, when, command, conditions, parentSha256, all);
    }
}
