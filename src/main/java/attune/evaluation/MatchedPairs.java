package attune.evaluation;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The matched-pairs sentence-segment word error test, MAPSSWE (Gillick and Cox, "Some statistical issues in the
 * comparison of speech recognition algorithms", ICASSP 1989). Over segments whose errors are independent, the mean
 * difference of the two recognisers' errors, divided by its standard error, is approximately normal if they are equally
 * good.
 *
 * <p>Our segments are whole clips, whose independence is plain. NIST's {@code sc_stats} cuts a clip at stretches that both
 * recognisers got right and leaves out segments without any error, so it has more segments and a z of its own.
 *
 * @param segments how many clips
 * @param differingSegments clips on which the recognisers made a different number of errors
 * @param meanDifference errors of the candidate less errors of the baseline, per clip; negative if the candidate is
 *     better
 * @param z the mean difference over its standard error; infinite if all clips have one and the same difference, and 0 if
 *     that is 0 or there is a single clip
 * @param pValue two-sided: how often equally good recognisers differ at least this much
 */
public record MatchedPairs(int segments, int differingSegments, double meanDifference, double z, double pValue) {

    /** Clips below which we do not trust the central limit theorem. A rule of thumb. */
    public static final int FEWEST_SEGMENTS = 50;
    /** Differing clips below which we do not: the others are all the same number, zero. A rule of thumb. */
    public static final int FEWEST_DIFFERING_SEGMENTS = 10;

    /**
     * Runs the test.
     *
     * @param errorDifferences errors of the candidate less errors of the baseline, clip by clip; at least one
     */
    static MatchedPairs of(long[] errorDifferences) {
        double[] differences = Arrays.stream(errorDifferences).asDoubleStream().toArray();
        double mean = StatUtils.mean(differences);
        double z = z(mean, StatUtils.variance(differences), differences.length);
        double pValue = 2 * new NormalDistribution(null, 0, 1).cumulativeProbability(-Math.abs(z));
        int differing =
                (int) Arrays.stream(errorDifferences).filter(d -> d != 0).count();
        return new MatchedPairs(differences.length, differing, mean, z, pValue);
    }

    /**
     * Whether there are enough clips, and enough that differ, for the normal approximation. Where not, take the p-value
     * as a hint and collect more clips.
     *
     * @return whether the p-value deserves trust
     */
    public boolean enoughSegments() {
        return segments >= FEWEST_SEGMENTS && differingSegments >= FEWEST_DIFFERING_SEGMENTS;
    }

    private static double z(double mean, double variance, int segments) {
        if (segments < 2 || mean == 0) {
            return 0;
        }
        return mean / Math.sqrt(variance / segments);
    }
}
