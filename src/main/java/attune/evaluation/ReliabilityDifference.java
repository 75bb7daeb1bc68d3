package attune.evaluation;

import java.util.stream.IntStream;

/**
 * How the expected calibration errors of two recognisers differ, by drawing the same clips for both.
 *
 * @param difference the candidate's less the baseline's; negative if the candidate's confidences are better
 * @param interval where that difference probably lies on clips of this kind
 */
public record ReliabilityDifference(double difference, Interval interval) {

    /**
     * Runs the draws.
     *
     * @param baseline the words of one recogniser
     * @param candidate the words of the other, in the same clips in the same order
     * @param bootstrap how to find the interval
     * @return the difference
     */
    public static ReliabilityDifference of(JudgedWords baseline, JudgedWords candidate, Bootstrap bootstrap) {
        BinnedWords first = new BinnedWords(baseline);
        BinnedWords second = new BinnedWords(candidate);
        if (first.clips() != second.clips()) {
            throw new IllegalArgumentException(
                    first.clips() + " and " + second.clips() + " clips cannot be the same ones");
        }
        int[] every = IntStream.range(0, first.clips()).toArray();
        return new ReliabilityDifference(
                difference(first, second, every),
                bootstrap.percentiles(bootstrap.drawn(every.length, clips -> difference(first, second, clips))));
    }

    private static double difference(BinnedWords first, BinnedWords second, int[] clips) {
        return second.expectedError(clips) - first.expectedError(clips);
    }
}
