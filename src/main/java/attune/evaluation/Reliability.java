package attune.evaluation;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether confidences mean what they say: of the words with a confidence of 0.8, eight in ten should be right. Words are
 * grouped by confidence into ten equally wide bins. The distances between each bin's mean confidence and its share of
 * right words, averaged over the words, are the expected calibration error (Naeini et al., "Obtaining well calibrated
 * probabilities using Bayesian binning", AAAI 2015). The Brier score, the mean squared distance of a word's confidence
 * from 1 if it is right and from 0 if not (Brier 1950), also rewards a recogniser that knows which words are wrong.
 *
 * <p>On few words even perfect confidences have an expected calibration error above 0, and every draw of the bootstrap
 * adds some, so the interval lies a little too high and may leave out the error itself.
 *
 * @param bins ten, from the lowest confidence to the highest
 * @param expectedError expected calibration error, 0 to 1, 0 the best
 * @param expectedErrorInterval where it probably lies on clips of this kind
 * @param brier the Brier score, 0 to 1, 0 the best
 */
public record Reliability(List<Bin> bins, double expectedError, Interval expectedErrorInterval, double brier) {
    static final int BINS = 10;

    /** Copies the bins. */
    public Reliability {
        bins = List.copyOf(bins);
    }

    /**
     * Words of about the same confidence.
     *
     * @param low the lowest confidence that belongs here
     * @param high the lowest that belongs to the next bin; of the last bin 1, which belongs here
     * @param words how many
     * @param right how many of them are right
     * @param meanConfidence 0 to 1; NaN without words
     */
    public record Bin(double low, double high, long words, long right, double meanConfidence) {

        /**
         * The share that the mean confidence should be.
         *
         * @return right / words; NaN without words
         */
        public double shareRight() {
            return (double) right / words;
        }

        private static Bin of(int number, List<JudgedWord> words) {
            return new Bin(
                    (double) number / BINS,
                    (number + 1.0) / BINS,
                    words.size(),
                    words.stream().filter(JudgedWord::right).count(),
                    words.stream().mapToDouble(JudgedWord::confidence).average().orElse(Double.NaN));
        }
    }

    /**
     * Measures and resamples.
     *
     * @param words at least one clip; without a single word all errors are 0
     * @param bootstrap how to find the interval
     * @return the result
     */
    public static Reliability of(JudgedWords words, Bootstrap bootstrap) {
        BinnedWords binned = new BinnedWords(words);
        List<JudgedWord> all = words.all();
        return new Reliability(
                IntStream.range(0, BINS)
                        .mapToObj(number -> Bin.of(
                                number,
                                all.stream()
                                        .filter(word -> bin(word.confidence()) == number)
                                        .toList()))
                        .toList(),
                binned.expectedError(),
                bootstrap.percentiles(bootstrap.drawn(binned.clips(), binned::expectedError)),
                all.stream()
                        .mapToDouble(word -> word.surplus() * word.surplus())
                        .average()
                        .orElse(0));
    }

    /** The number of the bin that a confidence belongs to. */
    static int bin(double confidence) {
        return Math.min(BINS - 1, (int) (confidence * BINS));
    }

    /**
     * The number of words recognised.
     *
     * @return those of all bins
     */
    public long words() {
        return bins.stream().mapToLong(Bin::words).sum();
    }

    /**
     * The share of right words among them, the complement of which is not the word error rate: words missed altogether
     * do not count here.
     *
     * @return 0 to 1; NaN without words
     */
    public double shareRight() {
        return (double) bins.stream().mapToLong(Bin::right).sum() / words();
    }
}
