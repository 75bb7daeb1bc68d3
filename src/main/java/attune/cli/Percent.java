package attune.cli;

import java.util.Locale;

/** Formats rates between 0 and 1 for tables. */
final class Percent {
    private Percent() {}

    /** Such as {@code 46.8 %}. */
    static String of(double rate) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * rate);
    }

    /** An interval, such as {@code 38.0 to 54.9}. */
    static String range(double low, double high) {
        return String.format(Locale.ROOT, "%.1f to %.1f", 100 * low, 100 * high);
    }

    /** A difference in points with its interval, such as {@code -6.1 (-8.5 to -4.0)}. */
    static String points(double difference, double low, double high) {
        return String.format(Locale.ROOT, "%+.1f (%+.1f to %+.1f)", 100 * difference, 100 * low, 100 * high);
    }
}
