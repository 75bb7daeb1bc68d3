package attune.runs;

import java.util.Objects;
import java.util.Optional;

/**
 * Whether a run caches the output of its frozen trunk. Stored in its {@code plan.json}.
 *
 * @param upTo the last layer of the trunk, whose output is cached; empty if the whole network runs in every epoch
 * @param draws number of augmentation draws cached for each example, 1 without augmentation; 0 if the whole network
 *     runs
 */
public record TrunkUse(String upTo, int draws) {
    /** Enough to keep a head from memorising the draws, at the cost of four runs of the trunk. */
    private static final int DRAWS = 4;

    /** Nothing is cached. */
    public static final TrunkUse NONE = new TrunkUse("", 0);

    /** Refuses draws without a trunk, and a trunk without draws. */
    public TrunkUse {
        Objects.requireNonNull(upTo, "upTo is missing");
        if (draws < 0 || upTo.isEmpty() != (draws == 0)) {
            throw new IllegalArgumentException("trunk up to '" + upTo + "' with " + draws + " draws");
        }
    }

    /** For a network that can be cut at a boundary, or not at all. */
    static TrunkUse of(Optional<String> boundary, boolean augmented) {
        return boundary.map(upTo -> new TrunkUse(upTo, augmented ? DRAWS : 1)).orElse(NONE);
    }

    boolean cached() {
        return draws > 0;
    }

    /** A line for the user, who calls an example a clip or a picture. */
    String text(String example) {
        if (!cached()) {
            return "trunk cache: none, the whole network runs in every epoch\n";
        }
        String each = draws == 1
                ? "once for each " + example
                : "once for each " + example + " and each of " + draws + " fixed draws of augmentation";
        return "trunk cache: " + upTo + " and below run " + each + "; epochs train the head alone\n";
    }
}
