package attune.audio.augment;

import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How likely an effect is, and how strong.
 *
 * @param probability that a clip gets it, from 0 to 1
 * @param low the least value it may have, in the unit of its {@link EffectKind}
 * @param high the greatest; values in between are equally likely
 */
public record Chance(double probability, double low, double high) {

    /** Refuses values out of range. */
    public Chance {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a probability must be between 0 and 1: " + probability);
        }
        if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            throw new IllegalArgumentException("no values lie between " + low + " and " + high);
        }
    }

    /** Whether it happens this time; draws one number. */
    boolean happens(SplittableRandom random) {
        return random.nextDouble() < probability;
    }

    /** How strong it is this time; draws one number. */
    double value(SplittableRandom random) {
        return low + (high - low) * random.nextDouble();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s (%s to %s)", probability, low, high);
    }
}
