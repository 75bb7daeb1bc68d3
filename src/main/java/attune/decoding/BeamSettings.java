package attune.decoding;

/**
 * How to search. Wider is slower and finds better scores; dev clips show whether it finds better words.
 *
 * @param width prefixes kept after each frame, 1 or more
 * @param outputThreshold outputs of a frame with a log-probability below it are skipped, except the blank; negative,
 *     {@link Double#NEGATIVE_INFINITY} skips none
 * @param beamThreshold prefixes whose score is lower than the best one's by more than this are dropped, in nats; positive,
 *     {@link Double#POSITIVE_INFINITY} drops none
 * @param hypotheses how many different texts to give at the end, 1 or more
 * @param blankPenalty nats taken off the blank's log-probability in each frame, so that a network that rather says too
 *     little than too much says more; 0 for none, negative for less
 */
public record BeamSettings(
        int width, double outputThreshold, double beamThreshold, int hypotheses, double blankPenalty) {
    /** For a network of a few dozen outputs. */
    public static final BeamSettings DEFAULT = new BeamSettings(100, -10, 20, 10, 0);

    /** Refuses settings under which nothing would be found. */
    public BeamSettings {
        if (width < 1 || hypotheses < 1) {
            throw new IllegalArgumentException(
                    "width and hypotheses must be 1 or more: " + width + " and " + hypotheses);
        }
        if (!(outputThreshold < 0)) {
            throw new IllegalArgumentException("the output threshold must be negative: " + outputThreshold);
        }
        if (!(beamThreshold > 0)) {
            throw new IllegalArgumentException("the beam threshold must be positive: " + beamThreshold);
        }
        if (!Double.isFinite(blankPenalty)) {
            throw new IllegalArgumentException("the blank's penalty must be a number: " + blankPenalty);
        }
    }

    /**
     * The same with another width.
     *
     * @param newWidth prefixes kept after each frame
     * @return the changed settings
     */
    public BeamSettings withWidth(int newWidth) {
        return new BeamSettings(newWidth, outputThreshold, beamThreshold, hypotheses, blankPenalty);
    }

    /**
     * The same with another penalty of the blank.
     *
     * @param nats taken off in each frame
     * @return the changed settings
     */
    public BeamSettings withBlankPenalty(double nats) {
        return new BeamSettings(width, outputThreshold, beamThreshold, hypotheses, nats);
    }
}
