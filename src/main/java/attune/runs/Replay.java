package attune.runs;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Data of the source's own domain that is learnt again beside the new, so that less of it is forgotten.
 *
 * @param from manifests or folders; none for no replay
 * @param share of the steps of an epoch that are taken on it, above 0 and below 1; 0 for no replay
 */
public record Replay(List<Path> from, double share) {
    /** New data alone. */
    public static final Replay NONE = new Replay(List.of(), 0);

    /** Copies the list; refuses shares out of range. */
    public Replay {
        from = List.copyOf(from);
        if (!from.isEmpty() && !(share > 0 && share < 1)) {
            throw new UserFault(
                    named("replayShare"),
                    String.format(Locale.ROOT, "must be above 0 and below 100 %%, not '%.4g'", 100 * share),
                    "give 20 for every fifth step");
        }
    }
}
