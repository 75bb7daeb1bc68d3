package attune.jobs;

import attune.speech.Augmentation;
import java.util.Objects;

/**
 * Whether a run keeps what the frozen trunk gives, in its plan.json.
 *
 * @param upTo the last layer of the trunk whose output is kept; empty where the whole network runs in every epoch
 * @param draws augmentation draws of each clip that are kept, 1 without augmentation; 0 where the whole network runs
 */
record TrunkUse(String upTo, int draws) {
    /** Enough for a head not to learn the draws by heart, at four runs of the trunk. */
    private static final int DRAWS = 4;

    static final TrunkUse NONE = new TrunkUse("", 0);

    TrunkUse {
        Objects.requireNonNull(upTo, "upTo is missing");
        if (draws < 0 || upTo.isEmpty() != (draws == 0)) {
            throw new IllegalArgumentException("trunk up to '" + upTo + "' with " + draws + " draws");
        }
    }

    static TrunkUse of(OperatedModel operated, Augmentation augment) {
        return operated.boundary()
                .map(upTo -> new TrunkUse(upTo, augment.isNone() ? 1 : DRAWS))
                .orElse(NONE);
    }

    boolean cached() {
        return draws > 0;
    }

    /** A line for the user. */
    String text() {
        if (!cached()) {
            return "trunk cache: none, the whole network runs in every epoch\n";
        }
        String each = draws == 1
                ? "once for each clip"
                : "once for each clip and each of " + draws + " fixed draws of augmentation";
        return "trunk cache: " + upTo + " and below run " + each + ", epochs train the head alone\n";
    }
}
