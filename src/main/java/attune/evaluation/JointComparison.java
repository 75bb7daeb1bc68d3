package attune.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Two models on the same examples by every error rate that counts, such as that of words and that of characters. With
 * several tests something is significant by chance, so their p-values are corrected together (Holm 1979).
 *
 * @param examples number of clips or items
 * @param rates at least one
 */
public record JointComparison(int examples, List<Rate> rates) {

    /** Copies the list; refuses an empty one. */
    public JointComparison {
        rates = List.copyOf(rates);
        if (rates.isEmpty()) {
            throw new IllegalArgumentException("a comparison needs at least one error rate");
        }
    }

    /**
     * One error rate of both models.
     *
     * @param name such as "WER"
     * @param baseline that of the model to beat, a fraction
     * @param candidate that of the other
     * @param low lower end of the 95 % interval of candidate less baseline, by the paired bootstrap
     * @param high upper end
     * @param p how often equally good models differ at least this much, corrected for the number of rates
     */
    public record Rate(String name, double baseline, double candidate, double low, double high, double p) {

        /**
         * Whether the difference is more than chance.
         *
         * @return at the 5 % level
         */
        boolean isSignificant() {
            return p < Bootstrap.SIGNIFICANT;
        }

        /**
         * For a person.
         *
         * @return both rates and their difference in points
         */
        public String text() {
            return String.format(
                    Locale.ROOT,
                    "%s %.1f %% to %.1f %% (difference %+.1f to %+.1f points, p = %.4f)",
                    name,
                    100 * baseline,
                    100 * candidate,
                    100 * low,
                    100 * high,
                    p);
        }

        private Rate with(double corrected) {
            return new Rate(name, baseline, candidate, low, high, corrected);
        }
    }

    /** What a comparison shows. */
    public enum Verdict {
        /** At least one rate is significantly lower and none significantly higher. */
        BETTER,
        /** Neither: no difference can be told from chance, or one rate fell and another rose. */
        UNDECIDED,
        /** At least one rate is significantly higher and none significantly lower. */
        WORSE
    }

    /**
     * Compares two recognisers by their errors in words, as {@link Comparison} does, and in characters.
     *
     * @param baseline the clips of the recogniser to beat, at least one
     * @param candidate the other's, the same clips in the same order
     * @param bootstrap how to draw
     * @return the comparison
     * @throws IllegalArgumentException if the clips are not the same
     */
    public static JointComparison ofClips(List<ScoredClip> baseline, List<ScoredClip> candidate, Bootstrap bootstrap) {
        requireSame(baseline, candidate, ScoredClip::id);
        return corrected(
                baseline.size(),
                List.of(
                        rate(
                                "WER",
                                counts(baseline, ScoredClip::words),
                                counts(candidate, ScoredClip::words),
                                bootstrap),
                        rate(
                                "CER",
                                counts(baseline, ScoredClip::characters),
                                counts(candidate, ScoredClip::characters),
                                bootstrap)));
    }

    /**
     * Compares two classifiers by their wrong answers, with the p-value of McNemar's test.
     *
     * @param baseline the answers of the classifier to beat, at least one
     * @param candidate the other's, on the same items in the same order
     * @param bootstrap how to draw
     * @return the comparison
     * @throws IllegalArgumentException if the items are not the same
     */
    public static JointComparison ofItems(
            List<ClassifiedItem> baseline, List<ClassifiedItem> candidate, Bootstrap bootstrap) {
        requireSame(baseline, candidate, ClassifiedItem::id);
        double p = ClassifierComparison.of(baseline, candidate, bootstrap)
                .mcNemar()
                .pValue();
        Rate rate = rate(
                "errors",
                counts(baseline, ClassifiedItem::errors),
                counts(candidate, ClassifiedItem::errors),
                bootstrap);
        return new JointComparison(baseline.size(), List.of(rate.with(p)));
    }

    private static <T> void requireSame(List<T> baseline, List<T> candidate, Function<T, String> id) {
        if (!baseline.stream()
                .map(id)
                .toList()
                .equals(candidate.stream().map(id).toList())) {
            throw new IllegalArgumentException("the two models were not given the same examples in the same order");
        }
    }

    private static <T> List<ErrorCounts> counts(List<T> examples, Function<T, ErrorCounts> errors) {
        return examples.stream().map(errors).toList();
    }

    private static Rate rate(
            String name, List<ErrorCounts> baseline, List<ErrorCounts> candidate, Bootstrap bootstrap) {
        long[] differences = IntStream.range(0, baseline.size())
                .mapToLong(i -> candidate.get(i).errors() - baseline.get(i).errors())
                .toArray();
        long[] lengths =
                baseline.stream().mapToLong(ErrorCounts::referenceLength).toArray();
        PairedBootstrap paired = PairedBootstrap.of(differences, lengths, bootstrap);
        return new Rate(
                name,
                ErrorCounts.sum(baseline).rate(),
                ErrorCounts.sum(candidate).rate(),
                paired.interval().low(),
                paired.interval().high(),
                paired.pValue());
    }

    private static JointComparison corrected(int examples, List<Rate> rates) {
        double[] p = Holm.correct(rates.stream().mapToDouble(Rate::p).toArray());
        return new JointComparison(
                examples,
                IntStream.range(0, p.length)
                        .mapToObj(i -> rates.get(i).with(p[i]))
                        .toList());
    }

    /**
     * Every rate for a person.
     *
     * @return in one line
     */
    public String text() {
        return rates.stream().map(Rate::text).collect(Collectors.joining("; "));
    }

    /**
     * What it shows.
     *
     * @return at the 5 % level
     */
    public Verdict verdict() {
        boolean lower = rates.stream().anyMatch(rate -> rate.isSignificant() && rate.candidate < rate.baseline);
        boolean higher = rates.stream().anyMatch(rate -> rate.isSignificant() && rate.candidate > rate.baseline);
        if (lower == higher) {
            return Verdict.UNDECIDED;
        }
        return lower ? Verdict.BETTER : Verdict.WORSE;
    }
}
