package attune.cli;

import attune.results.Difference;
import java.util.Locale;

/** A difference in words. */
final class DifferenceText {
    private DifferenceText() {}

    /** The difference and its interval, such as {@code -6.1 points of WER (95 % interval -8.5 to -4.0)}. */
    static String points(Difference difference, String rate) {
        return String.format(
                Locale.ROOT,
                "%+.1f points of %s (95 %% interval %+.1f to %+.1f)",
                100 * difference.difference(),
                rate,
                100 * difference.low(),
                100 * difference.high());
    }

    /** The p-value and what follows from it, such as {@code p = 0.0002: better}. */
    static String verdict(Difference difference) {
        String better = difference.better() ? "better" : "worse";
        return String.format(
                Locale.ROOT,
                "p = %.4f: %s",
                difference.p(),
                difference.significant() ? better : "not significantly different");
    }
}
