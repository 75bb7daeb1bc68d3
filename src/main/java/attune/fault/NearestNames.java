package attune.fault;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Suggestions for an unknown name. */
public final class NearestNames {
    private static final int MOST = 3;
    /** A slip is up to two characters off, in long names one in four. */
    private static final int LEAST_SLIP = 2;

    private static final int SLIP_EVERY = 4;

    private NearestNames() {}

    /**
     * The nearest names by edit distance, ignoring case; ties go to the first.
     *
     * @param name what was written
     * @param known the names there are
     * @return up to three, for a message
     */
    public static String of(String name, Collection<String> known) {
        return known.stream()
                .sorted(Comparator.comparingInt(candidate -> distance(fold(name), fold(candidate))))
                .limit(MOST)
                .collect(Collectors.joining(", "));
    }

    /**
     * The name that was meant.
     *
     * @param name what was written
     * @param known the names there are
     * @return empty where none is so near that the other is a slip
     */
    public static Optional<String> slipOf(String name, Collection<String> known) {
        int most = Math.max(LEAST_SLIP, name.length() / SLIP_EVERY);
        return known.stream()
                .filter(candidate -> distance(fold(name), fold(candidate)) <= most)
                .min(Comparator.comparingInt(candidate -> distance(fold(name), fold(candidate))));
    }

    /** The least number of characters to insert, delete or replace (Levenshtein 1966). */
    static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
