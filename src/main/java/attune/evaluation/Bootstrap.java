package attune.evaluation;

import attune.seed.RunSeed;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * How far an error rate would move on other clips of the same kind: draw as many clips as there are, with replacement,
 * compute the rate, and do so thousands of times (Bisani and Ney, "Bootstrap estimates for confidence intervals in ASR
 * performance evaluation", ICASSP 2004). A clip is drawn whole, since the errors within one depend on each other, and the
 * rate of a draw is its sum of errors over its sum of reference lengths.
 *
 * <p>Intervals run between percentiles of the drawn rates, interpolated linearly. The same seed and clips give the same
 * bits.
 *
 * @param resamples how many draws; more make the ends of the interval steadier
 * @param confidenceLevel of intervals, in (0, 1)
 * @param seed where the draws come from
 */
public record Bootstrap(int resamples, double confidenceLevel, RunSeed seed) {
    private static final int USUAL_RESAMPLES = 10_000;
    private static final double USUAL_LEVEL = 0.95;
    /** Below this p a difference is more than chance. */
    public static final double SIGNIFICANT = 0.05;

    /** Refuses settings that give no interval. */
    public Bootstrap {
        if (resamples < 1 || !(confidenceLevel > 0 && confidenceLevel < 1)) {
            throw new IllegalArgumentException("a bootstrap needs 1 resample or more and a level between 0 and 1: "
                    + resamples + " and " + confidenceLevel);
        }
    }

    /**
     * The usual settings: 10,000 draws, intervals of 95 %.
     *
     * @param seed where the draws come from
     * @return the settings
     */
    public static Bootstrap usual(RunSeed seed) {
        return new Bootstrap(USUAL_RESAMPLES, USUAL_LEVEL, seed);
    }

    /**
     * The interval of an error rate, of words or of characters.
     *
     * @param clips one count a clip, at least one clip
     * @return the interval of the rate of their sum
     */
    public Interval interval(List<ErrorCounts> clips) {
        return percentiles(drawnRates(
                clips.stream().mapToLong(ErrorCounts::errors).toArray(),
                clips.stream().mapToLong(ErrorCounts::referenceLength).toArray()));
    }

    /** The middle part of sorted values that the confidence level asks for. */
    Interval percentiles(double[] sorted) {
        double tail = (1 - confidenceLevel) / 2;
        return new Interval(quantile(sorted, tail), quantile(sorted, 1 - tail), confidenceLevel);
    }

    /**
     * The rates of all draws, in ascending order.
     *
     * @param errors errors of each clip, or their difference between two recognisers
     * @param referenceLengths reference tokens of each clip
     */
    double[] drawnRates(long[] errors, long[] referenceLengths) {
        return drawn(errors.length, clips -> {
            long errorSum = 0;
            long lengthSum = 0;
            for (int clip : clips) {
                errorSum += errors[clip];
                lengthSum += referenceLengths[clip];
            }
            return ErrorCounts.ratio(errorSum, lengthSum);
        });
    }

    /**
     * The values of a statistic on all draws, in ascending order.
     *
     * @param clips how many there are
     * @param statistic of the clips drawn, by their numbers; the array is used again
     */
    double[] drawn(int clips, ToDoubleFunction<int[]> statistic) {
        if (clips == 0) {
            throw new IllegalArgumentException("a bootstrap needs at least one clip");
        }
        SplittableRandom random = seed.stream("bootstrap over clips");
        int[] drawnClips = new int[clips];
        double[] values = new double[resamples];
        for (int draw = 0; draw < resamples; draw++) {
            for (int i = 0; i < clips; i++) {
                drawnClips[i] = random.nextInt(clips);
            }
            values[draw] = statistic.applyAsDouble(drawnClips);
        }
        Arrays.sort(values);
        return values;
    }

    /** Linear between order statistics: type 7 of Hyndman and Fan 1996, as in R and NumPy. */
    private static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        if (sorted[below] == sorted[above]) { // also where both are infinite and have no difference
            return sorted[below];
        }
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
