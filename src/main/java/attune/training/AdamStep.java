package attune.training;

/**
 * The quantities of one step of Adam with decoupled weight decay, for one vector:
 *
 * <pre>
 * g = gradientScale · gradient
 * m = BETA1 · m + (1 − BETA1) · g
 * v = BETA2 · v + (1 − BETA2) · g²
 * p = anchor + kept · (p − anchor) − correctedRate · m / (√v + EPSILON)
 * </pre>
 *
 * @param gradientScale factor applied to the gradient first
 * @param rate the learning rate
 * @param weightDecay decoupled weight decay, towards the anchor if there is one
 * @param number number of steps before this one
 */
public record AdamStep(double gradientScale, double rate, double weightDecay, int number) {
    /** What the mean of the gradient keeps of itself. */
    public static final double BETA1 = 0.9;

    /** What the mean of the gradient's square keeps of itself. */
    public static final double BETA2 = 0.999;

    /** Keeps the quotient finite. */
    public static final double EPSILON = 1e-8;

    /**
     * The rate with Adam's bias corrections, for moments that start at zero.
     *
     * @return the rate that the quotient of the moments is multiplied by
     */
    public double correctedRate() {
        return rate * Math.sqrt(1 - Math.pow(BETA2, number + 1)) / (1 - Math.pow(BETA1, number + 1));
    }

    /**
     * The share of the parameters, or of their distance from the anchor, that weight decay leaves.
     *
     * @return from 0 to 1
     */
    public double kept() {
        return Math.max(0, 1 - rate * weightDecay);
    }
}
