package attune.results;

import attune.evaluation.Interval;
import attune.evaluation.Reliability;
import attune.evaluation.ReliabilityDifference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the confidences of a recogniser's words can be trusted: a part of what {@code attune evaluate --confidence}
 * prints.
 *
 * @param words that were heard
 * @param shareRight how many of them are right, a fraction; null without words
 * @param expectedCalibrationError a fraction
 * @param low lower end of its 95 % interval, over clips
 * @param high upper end
 * @param brier Brier score
 * @param bins the words by their confidence
 * @param againstFirst how much further confidences are from what they say than the first one's; null for that one
 */
public record ReliabilityResult(
        long words,
        @Nullable Double shareRight,
        double expectedCalibrationError,
        double low,
        double high,
        double brier,
        List<Bin> bins,
        @Nullable OfErrors againstFirst) {

    /** Copies the list. */
    public ReliabilityResult {
        bins = List.copyOf(bins);
    }

    /**
     * The words of about one confidence.
     *
     * @param from their least confidence
     * @param to their greatest
     * @param words how many
     * @param meanConfidence of them; null without words
     * @param shareRight how many of them are right, a fraction; null without words
     */
    public record Bin(
            double from,
            double to,
            long words,
            @Nullable Double meanConfidence,
            @Nullable Double shareRight) {}

    /**
     * A difference of expected calibration errors; below 0 it is better.
     *
     * @param difference of the errors
     * @param low lower end of its 95 % interval, over clips
     * @param high upper end
     */
    public record OfErrors(double difference, double low, double high) {}

    /**
     * Sums up a measurement.
     *
     * @param reliability what was measured
     * @param againstFirst how it differs from the first; null for that one
     * @return its numbers
     */
    public static ReliabilityResult of(Reliability reliability, @Nullable ReliabilityDifference againstFirst) {
        Interval interval = reliability.expectedErrorInterval();
        return new ReliabilityResult(
                reliability.words(),
                number(reliability.shareRight()),
                reliability.expectedError(),
                interval.low(),
                interval.high(),
                reliability.brier(),
                reliability.bins().stream()
                        .map(bin -> new Bin(
                                bin.low(),
                                bin.high(),
                                bin.words(),
                                number(bin.meanConfidence()),
                                number(bin.shareRight())))
                        .toList(),
                againstFirst == null ? null : of(againstFirst));
    }

    private static OfErrors of(ReliabilityDifference difference) {
        return new OfErrors(
                difference.difference(),
                difference.interval().low(),
                difference.interval().high());
    }

    private static @Nullable Double number(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
