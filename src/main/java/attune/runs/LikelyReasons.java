package attune.runs;

import attune.evaluation.JointComparison;
import attune.evaluation.MatchedPairs;
import attune.runs.Suspicion.Evidence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a run may not have made its source better, as far as its settings, its losses and its dev examples tell.
 *
 * @param used how it was trained
 * @param usual how it would be trained by default
 * @param losses of its last stage
 */
record LikelyReasons(TrainingSettings used, TrainingSettings usual, LossCourse losses) {
    /** So many times the default is likely to do harm. */
    private static final double HIGH_RATE = 3;

    /**
     * Sorts the suspicions by their evidence.
     *
     * @param compared adapted model and source
     * @param ofDomain what the domain suspects
     * @return lines for the user, the likeliest reason first; at least one
     */
    List<String> with(JointComparison compared, List<Suspicion> ofDomain) {
        List<Suspicion> all = new ArrayList<>();
        learningRate().ifPresent(all::add);
        all.addAll(ofDomain);
        tooFewExamples(compared).ifPresent(all::add);
        if (all.isEmpty()) {
            all.add(new Suspicion(
                    Evidence.POSSIBLE,
                    "nothing in this run shows why: give more examples, or compare ways by a sweep"));
        }
        return all.stream()
                .sorted(Comparator.comparing(Suspicion::evidence)) // stable
                .map(Suspicion::text)
                .toList();
    }

    private Optional<Suspicion> learningRate() {
        double times = used.schedule().learningRate() / usual.schedule().learningRate();
        String rate = BigDecimal.valueOf(used.schedule().learningRate())
                        .stripTrailingZeros()
                        .toPlainString()
                + (times > 1
                        ? String.format(Locale.ROOT, times < 10 ? ", %.1f" : ", %.0f", times) + " times the default"
                        : "");
        if (losses.leftOut() > 0) {
            return measured("the learning rate (" + rate + ") is too high: " + losses.leftOut()
                    + " batches were left out, since their loss or gradient was no number");
        }
        if (losses.rise().isPresent()) {
            return measured("the learning rate (" + rate + ") is too high: "
                    + losses.rise().get());
        }
        if (times > HIGH_RATE) {
            return Optional.of(
                    new Suspicion(Evidence.UNUSUAL, "the learning rate (" + rate + ") is high: leave it out"));
        }
        return losses.standstill(0).map(standstill -> new Suspicion(Evidence.MEASURED, standstill));
    }

    private static Optional<Suspicion> measured(String text) {
        return Optional.of(new Suspicion(Evidence.MEASURED, text));
    }

    /** Half the interval of the first rate is what chance alone may well amount to. */
    private static Optional<Suspicion> tooFewExamples(JointComparison compared) {
        JointComparison.Rate rate = compared.rates().get(0);
        if (compared.verdict() != JointComparison.Verdict.UNDECIDED) {
            return Optional.empty();
        }
        if (rate.high() == rate.low()) { // nothing differs, or there is a single example
            return compared.examples() < MatchedPairs.FEWEST_SEGMENTS
                    ? Optional.of(new Suspicion(
                            Evidence.POSSIBLE, "the dev set of " + compared.examples() + " is small: give more"))
                    : Optional.empty();
        }
        String text = String.format(
                Locale.ROOT,
                "the dev set of %d is too small to tell a change of less than about %.1f points of %s from chance: give more",
                compared.examples(),
                50 * (rate.high() - rate.low()),
                rate.name());
        boolean promising = rate.candidate() < rate.baseline();
        return Optional.of(new Suspicion(promising ? Evidence.UNUSUAL : Evidence.POSSIBLE, text));
    }
}
