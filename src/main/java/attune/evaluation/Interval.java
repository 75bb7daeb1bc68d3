package attune.evaluation;

/**
 * Where a value probably lies.
 *
 * @param low the lower end
 * @param high the upper end, not below the lower; may be infinite where references are empty
 * @param confidenceLevel how often such an interval holds the true value, such as 0.95
 */
public record Interval(double low, double high, double confidenceLevel) {

    /** Refuses ends in the wrong order and levels outside (0, 1). */
    public Interval {
        if (!(low <= high) || !(confidenceLevel > 0 && confidenceLevel < 1)) {
            throw new IllegalArgumentException(
                    "no interval: from " + low + " to " + high + " at level " + confidenceLevel);
        }
    }
}
