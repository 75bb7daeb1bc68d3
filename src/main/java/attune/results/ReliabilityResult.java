package attune.results;

import attune.evaluation.Interval;
import attune.evaluation.Reliability;
import attune.evaluation.ReliabilityDifference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reliability of a recogniser's word confidences: part of the output of {@code attune evaluate --confidence}.
 *
 * @param words number recognised
 * @param shareRight fraction of them that are right; null without words
 * @param expectedCalibrationError a fraction
 * @param low lower end of its 95 % interval, over clips
 * @param high upper end
 * @param brier Brier score
 * @param bins the words by their confidence
 * @param againstFirst difference in calibration error from the first; null for the first
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
     * The words in one range of confidence.
     *
     * @param from their least confidence
     * @param to their greatest
     * @param words their number
     * @param meanConfidence of the words; null without words
     * @param shareRight fraction of them that are right; null without words
     */
    public record Bin(
            double from,
            double to,
            long words,
            @Nullable Double meanConfidence,
            @Nullable Double shareRight) {}

    /**
     * A difference of expected calibration errors; negative is better.
     *
     * @param difference of the errors
     * @param low lower end of its 95 % interval, over clips
     * @param high upper end
     */
    public record OfErrors(double difference, double low, double high) {}

    /**
     * Summarises a measurement.
     *
     * @param reliability the measurement
     * @param againstFirst difference from the first; null for the first
     * @return the summary
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
