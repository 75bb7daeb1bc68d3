package attune.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holm's correction (1979) of several p-values: with enough tests something is significant by chance. The corrected
 * values compare with the level of a single test, and the probability of any false alarm among them is at most that
 * level, however the tests depend on each other.
 */
final class Holm {

    private Holm() {}

    /** The corrected p-values, in the order given: at least the given ones, at most 1. */
    static double[] correct(double[] pValues) {
        List<Integer> rising = IntStream.range(0, pValues.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .toList();
        double[] corrected = new double[pValues.length];
        double least = 0;
        for (int rank = 0; rank < pValues.length; rank++) {
            int test = rising.get(rank);
            least = Math.max(least, Math.min(1, (pValues.length - rank) * pValues[test]));
            corrected[test] = least;
        }
        return corrected;
    }
}
