package attune.results;

import attune.evaluation.Bootstrap;
import attune.evaluation.ClassifierComparison;
import attune.evaluation.Comparison;
import attune.evaluation.Interval;
import attune.evaluation.McNemar;
import attune.evaluation.PairedBootstrap;

/** The difference between two models' rates on the same clips or pictures, with its significance. */
public sealed interface Difference {

    /**
     * The model's rate minus the other's.
     *
     * @return as a fraction
     */
    double difference();

    /**
     * The lower bound of the difference.
     *
     * @return lower end of its 95 % interval
     */
    double low();

    /**
     * The upper bound of the difference.
     *
     * @return upper end of its 95 % interval
     */
    double high();

    /**
     * The probability of a difference at least this large between equal models.
     *
     * @return the p-value that decides
     */
    double p();

    /**
     * Whether the model did better than the other, significantly or not.
     *
     * @return false also if they are equal
     */
    boolean better();

    /**
     * Whether the difference is significant.
     *
     * @return at the 5 % level
     */
    default boolean significant() {
        return p() < Bootstrap.SIGNIFICANT;
    }

    /**
     * A difference of word error rates.
     *
     * @param difference of the rates; negative is better
     * @param low lower end of the 95 % interval
     * @param high upper end
     * @param bootstrapP of the paired bootstrap over clips, which decides
     * @param matchedPairsP of MAPSSWE
     * @param enoughClipsForMatchedPairs whether there are enough clips to trust it
     */
    record OfWords(
            double difference,
            double low,
            double high,
            double bootstrapP,
            double matchedPairsP,
            boolean enoughClipsForMatchedPairs)
            implements Difference {

        /**
         * Summarises a comparison.
         *
         * @param comparison of two recognisers
         * @return the summary
         */
        public static OfWords of(Comparison comparison) {
            PairedBootstrap bootstrap = comparison.bootstrap();
            return new OfWords(
                    bootstrap.difference(),
                    bootstrap.interval().low(),
                    bootstrap.interval().high(),
                    bootstrap.pValue(),
                    comparison.matchedPairs().pValue(),
                    comparison.matchedPairs().enoughSegments());
        }

        @Override
        public double p() {
            return bootstrapP;
        }

        @Override
        public boolean better() {
            return difference < 0;
        }
    }

    /**
     * A difference of accuracies.
     *
     * @param accuracy the difference; positive is better
     * @param accuracyLow lower end of the 95 % interval
     * @param accuracyHigh upper end
     * @param onlyFirst number of pictures that only the other gets right
     * @param onlyThis number of pictures that only this one gets right
     * @param pValue of McNemar's test
     */
    record OfPictures(
            double accuracy, double accuracyLow, double accuracyHigh, int onlyFirst, int onlyThis, double pValue)
            implements Difference {

        /**
         * Summarises a comparison.
         *
         * @param comparison of two classifiers
         * @return the summary
         */
        public static OfPictures of(ClassifierComparison comparison) {
            Interval errors = comparison.bootstrap().interval();
            McNemar test = comparison.mcNemar();
            return new OfPictures(
                    0 - comparison.bootstrap().difference(), // of errors; 0 - 0 has no sign
                    0 - errors.high(),
                    0 - errors.low(),
                    test.onlyBaseline(),
                    test.onlyCandidate(),
                    test.pValue());
        }

        @Override
        public double difference() {
            return accuracy;
        }

        @Override
        public double low() {
            return accuracyLow;
        }

        @Override
        public double high() {
            return accuracyHigh;
        }

        @Override
        public double p() {
            return pValue;
        }

        @Override
        public boolean better() {
            return accuracy > 0;
        }
    }

    /**
     * How much worse a try of a sweep is than the best on dev.
     *
     * @param difference of the error rates
     * @param low lower end of its 95 % interval
     * @param high upper end
     * @param bootstrapP of the paired bootstrap over examples
     * @param correctedP the same after Holm's correction over all comparisons with the best, which decides
     */
    record OfTries(double difference, double low, double high, double bootstrapP, double correctedP)
            implements Difference {

        /**
         * Summarises a comparison.
         *
         * @param comparison with the best
         * @param correctedP its p-value after correction
         * @return the summary
         */
        public static OfTries of(PairedBootstrap comparison, double correctedP) {
            return new OfTries(
                    comparison.difference(),
                    comparison.interval().low(),
                    comparison.interval().high(),
                    comparison.pValue(),
                    correctedP);
        }

        @Override
        public double p() {
            return correctedP;
        }

        @Override
        public boolean better() {
            return difference < 0;
        }
    }
}
