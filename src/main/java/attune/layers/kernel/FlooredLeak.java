package attune.layers.kernel;

/**
 * The activation {@code max(x, slope · x, floor)}: a leaky ReLU that leaks no further than its floor.
 *
 * @param slope below zero, from 0 to below 1
 * @param floor the least value, negative
 */
public record FlooredLeak(float slope, float floor) {

    /** Refuses values out of range. */
    public FlooredLeak {
        if (!(slope >= 0 && slope < 1 && floor < 0 && Float.isFinite(floor))) {
            throw new IllegalArgumentException(
                    "a leak needs a slope from 0 to below 1 and a negative floor: " + slope + ", " + floor);
        }
    }
}
