package attune.evaluation;

import java.util.List;

/**
 * One answer of a classifier.
 *
 * @param id the item's, unique within a test
 * @param truth index of the right class
 * @param ranking indices of all classes, the likeliest first
 */
public record ClassifiedItem(String id, int truth, List<Integer> ranking) {

    /** Copies the ranking; refuses one that is empty. */
    public ClassifiedItem {
        ranking = List.copyOf(ranking);
        if (ranking.isEmpty()) {
            throw new IllegalArgumentException(id + ": no class is ranked");
        }
    }

    /** Whether the right class is among the likeliest. */
    boolean isAmong(int likeliest) {
        return ranking.subList(0, Math.min(likeliest, ranking.size())).contains(truth);
    }

    /** The item as a sequence of one word, which was recognised or mistaken for another. */
    ErrorCounts errors() {
        return isAmong(1) ? new ErrorCounts(0, 0, 0, 1) : new ErrorCounts(1, 0, 0, 1);
    }
}
