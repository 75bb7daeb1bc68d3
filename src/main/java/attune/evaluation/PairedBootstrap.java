package attune.evaluation;

/**
 * The difference of two error rates, by drawing the same clips or items for both recognisers (Bisani and Ney 2004). What
 * makes a clip hard is common to both and cancels, so this can tell recognisers apart even if their own intervals
 * overlap.
 *
 * @param difference error rate of the candidate less that of the baseline; negative if the candidate is better
 * @param interval where that difference probably lies
 * @param probabilityOfImprovement the share of draws in which the candidate is better, half of the ties included; in
 *     [0, 1], one half for equal recognisers
 * @param pValue two-sided: twice the smaller share of draws on either side of no difference, zero on both sides, and the
 *     clips themselves counted as one more draw, so that it is never 0 (Davison and Hinkley 1997, section 4.2). Not
 *     less than that of d coins that all land alike, where d clips differ: with few, draws would claim too much
 */
public record PairedBootstrap(double difference, Interval interval, double probabilityOfImprovement, double pValue) {

    /**
     * Runs the draws.
     *
     * @param errorDifferences errors of the candidate less errors of the baseline, clip by clip
     * @param referenceLengths reference words of each clip, or 1 for each item
     */
    static PairedBootstrap of(long[] errorDifferences, long[] referenceLengths, Bootstrap bootstrap) {
        double[] drawn = bootstrap.drawnRates(errorDifferences, referenceLengths);
        int better = 0;
        int worse = 0;
        long errors = 0;
        long length = 0;
        int differing = 0;
        for (double difference : drawn) {
            better += difference < 0 ? 1 : 0;
            worse += difference > 0 ? 1 : 0;
        }
        for (int i = 0; i < errorDifferences.length; i++) {
            errors += errorDifferences[i];
            differing += errorDifferences[i] != 0 ? 1 : 0;
            length += referenceLengths[i];
        }
        int ties = drawn.length - better - worse;
        double smallerTail = (1.0 + ties + Math.min(better, worse)) / (drawn.length + 1);
        return new PairedBootstrap(
                ErrorCounts.ratio(errors, length),
                bootstrap.percentiles(drawn),
                (better + ties / 2.0) / drawn.length,
                Math.min(1, 2 * Math.max(smallerTail, Math.pow(0.5, differing))));
    }
}
