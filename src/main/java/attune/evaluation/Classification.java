package attune.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a classifier did on one set of items.
 *
 * @param items how many
 * @param accuracy share whose likeliest class is the right one
 * @param accuracyInterval of the accuracy on other items of the same kind
 * @param topFive share whose right class is among the five likeliest
 * @param topFiveInterval of that share
 * @param classes one for each class, in the order of the labels
 * @param confusion how often a class (row) was taken for another (column)
 */
public record Classification(
        int items,
        double accuracy,
        Interval accuracyInterval,
        double topFive,
        Interval topFiveInterval,
        List<PerClass> classes,
        List<List<Integer>> confusion) {
    private static final int FIVE = 5;

    /** Copies the lists. */
    public Classification {
        classes = List.copyOf(classes);
        confusion = confusion.stream().map(List::copyOf).toList();
    }

    /**
     * How one class fared.
     *
     * @param label its name
     * @param items how many are of it
     * @param taken how many were taken for it
     * @param right how many of those are right
     */
    public record PerClass(String label, int items, int taken, int right) {

        /**
         * The share of what was taken for the class that is of it.
         *
         * @return right / taken; NaN where nothing was taken for it
         */
        public double precision() {
            return (double) right / taken;
        }

        /**
         * The share of the class that was found.
         *
         * @return right / items; NaN where nothing is of it
         */
        public double recall() {
            return (double) right / items;
        }
    }

    /**
     * Counts and resamples.
     *
     * @param labels the classes
     * @param items at least one
     * @param bootstrap for the intervals
     * @return the result
     */
    public static Classification of(List<String> labels, List<ClassifiedItem> items, Bootstrap bootstrap) {
        List<List<Integer>> confusion = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            confusion.add(new ArrayList<>(Collections.nCopies(labels.size(), 0)));
        }
        for (ClassifiedItem item : items) {
            List<Integer> row = confusion.get(item.truth());
            row.set(item.ranking().get(0), row.get(item.ranking().get(0)) + 1);
        }
        List<PerClass> classes = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            int label = i;
            int own = confusion.get(i).stream().mapToInt(count -> count).sum();
            int taken = confusion.stream().mapToInt(row -> row.get(label)).sum();
            classes.add(new PerClass(labels.get(i), own, taken, confusion.get(i).get(i)));
        }
        return new Classification(
                items.size(),
                share(items, 1),
                interval(items, 1, bootstrap),
                share(items, FIVE),
                interval(items, FIVE, bootstrap),
                classes,
                confusion);
    }

    /**
     * The mean of the classes' recalls, in which a rare class counts as much as a common one.
     *
     * @return over classes that have items
     */
    public double meanRecall() {
        return classes.stream()
                .filter(one -> one.items() > 0)
                .mapToDouble(PerClass::recall)
                .average()
                .orElse(Double.NaN);
    }

    private static double share(List<ClassifiedItem> items, int likeliest) {
        long right = items.stream().filter(item -> item.isAmong(likeliest)).count();
        return (double) right / items.size();
    }

    private static Interval interval(List<ClassifiedItem> items, int likeliest, Bootstrap bootstrap) {
        long[] right = items.stream()
                .mapToLong(item -> item.isAmong(likeliest) ? 1 : 0)
                .toArray();
        long[] each = items.stream().mapToLong(item -> 1).toArray();
        return bootstrap.percentiles(bootstrap.drawnRates(right, each));
    }
}
