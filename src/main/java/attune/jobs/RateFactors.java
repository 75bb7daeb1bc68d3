package attune.jobs;

/**
 * What the learning rate is multiplied by, in parts of the network and of the run. In a run's {@code plan.json}.
 *
 * @param trunk in layers that come from the source; positive
 * @param secondStage in the second of two stages, when the whole network learns; positive
 */
public record RateFactors(double trunk, double secondStage) {
    /** The whole network at one rate, and at half of it once the head has learnt. */
    public static final RateFactors USUAL = new RateFactors(1, 0.5);

    /** Refuses factors that are not positive. */
    public RateFactors {
        if (!(trunk > 0
                && secondStage > 0
                && trunk < Double.POSITIVE_INFINITY
                && secondStage < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "learning-rate factors must be positive: trunk " + trunk + ", second stage " + secondStage);
        }
    }
}
