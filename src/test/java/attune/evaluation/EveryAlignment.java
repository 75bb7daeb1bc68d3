package attune.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The slow reference: tries every alignment of two short texts, as the definition says. */
final class EveryAlignment {
    private static final Comparator<ErrorCounts> BEST_FIRST =
            Comparator.comparingLong(ErrorCounts::errors).thenComparingLong(ErrorCounts::substitutions);

    private EveryAlignment() {}

    /** Counts of the alignment with the fewest edits and, among those, the fewest substitutions. */
    static ErrorCounts best(List<String> reference, List<String> hypothesis) {
        if (reference.isEmpty() && hypothesis.isEmpty()) {
            return ErrorCounts.NONE;
        }
        List<ErrorCounts> ways = new ArrayList<>();
        if (!reference.isEmpty()) {
            ways.add(best(rest(reference), hypothesis).plus(new ErrorCounts(0, 1, 0, 1)));
        }
        if (!hypothesis.isEmpty()) {
            ways.add(best(reference, rest(hypothesis)).plus(new ErrorCounts(0, 0, 1, 0)));
        }
        if (!reference.isEmpty() && !hypothesis.isEmpty()) {
            int wrong = reference.get(0).equals(hypothesis.get(0)) ? 0 : 1;
            ways.add(best(rest(reference), rest(hypothesis)).plus(new ErrorCounts(wrong, 0, 0, 1)));
        }
        return Collections.min(ways, BEST_FIRST);
    }

    /** A few tokens out of a few kinds, so that ties abound. */
    static List<String> randomTokens(SplittableRandom random, int longest, int kinds) {
        return IntStream.range(0, random.nextInt(longest + 1))
                .mapToObj(i -> Character.toString('a' + random.nextInt(kinds)))
                .toList();
    }

    private static List<String> rest(List<String> tokens) {
        return tokens.subList(1, tokens.size());
    }
}
