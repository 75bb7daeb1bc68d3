package attune.lm;

/**
 * How much modified Kneser-Ney subtracts from an n-gram that was counted once, twice, and more often (Chen and Goodman
 * 1999, section 3.3).
 *
 * @param once from a count of 1
 * @param twice from a count of 2
 * @param more from a count of 3 or more
 * @param estimated false where the counts did not allow an estimate
 */
record Discounts(double once, double twice, double more, boolean estimated) {
    /** For texts too small or too regular: half of every count up to 3, as KenLM does on request. */
    static final Discounts FALLBACK = new Discounts(0.5, 1, 1.5, false);

    /**
     * Estimates them: with n<sub>k</sub> n-grams counted k times and Y = n₁ / (n₁ + 2n₂), the discount of k is
     * k − (k + 1) Y n<sub>k+1</sub> / n<sub>k</sub>.
     *
     * @param counts of all n-grams of one length
     * @return the estimate, or {@link #FALLBACK} where one of n₁, n₂, n₃ is zero or a discount is not between 0 and its
     *     count: with it some history would give away nothing, or more than it has
     */
    static Discounts of(int[] counts) {
        double[] n = new double[5];
        for (int count : counts) {
            if (count < n.length) {
                n[count]++;
            }
        }
        double y = n[1] / (n[1] + 2 * n[2]);
        double[] discount = new double[4];
        for (int k = 1; k <= 3; k++) {
            discount[k] = k - (k + 1) * y * n[k + 1] / n[k];
            if (!(discount[k] > 0 && discount[k] <= k)) { // a NaN fails too
                return FALLBACK;
            }
        }
        return new Discounts(discount[1], discount[2], discount[3], true);
    }

    /** The discount of a count. */
    double of(int count) {
        return switch (count) {
            case 0 -> 0;
            case 1 -> once;
            case 2 -> twice;
            default -> more;
        };
    }
}
