package attune.runs;

import java.util.Objects;
import java.util.Optional;

/**
 * Whether a run keeps what the frozen trunk gives, in its plan.json.
 *
 * @param upTo the last layer of the trunk whose output is kept; empty where the whole network runs in every epoch
 * @param draws augmentation draws of each example that are kept, 1 without augmentation; 0 where the whole network runs
 */
public record TrunkUse(String upTo, int draws) {
    /** Enough for a head not to learn the draws by heart, at four runs of the trunk. */
    private static final int DRAWS = 4;

    /** Nothing is kept. */
    public static final TrunkUse NONE = new TrunkUse("", 0);

    /** Refuses draws of no trunk, and a trunk without draws. */
    public TrunkUse {
        Objects.requireNonNull(upTo, "upTo is missing");
        if (draws < 0 || upTo.isEmpty() != (draws == 0)) {
            throw new IllegalArgumentException("trunk up to '" + upTo + "' with " + draws + " draws");
        }
    }

    /** For a network that can be cut at a boundary, or at none. */
    static TrunkUse of(Optional<String> boundary, boolean augmented) {
        return boundary.map(upTo -> new TrunkUse(upTo, augmented ? DRAWS : 1)).orElse(NONE);
    }

    boolean cached() {
        return draws > 0;
    }

    /** A line for the user, to whom an example is a clip or a picture. */
    String text(String example) {
        if (!cached()) {
            return "trunk cache: none, the whole network runs in every epoch\n";
        }
        String each = draws == 1
                ? "once for each " + example
                : "once for each " + example + " and each of " + draws + " fixed draws of augmentation";
        return "trunk cache: " + upTo + " and below run " + each + ", epochs train the head alone\n";
    }
}
