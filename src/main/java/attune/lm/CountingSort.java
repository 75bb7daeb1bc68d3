package attune.lm;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Sorts integers by one key after another, the least important first, each time keeping the order of equals. Unlike
 * the library's sorts it needs no object for an integer, and its time grows with their number alone.
 */
final class CountingSort {
    private final int[] counts;
    private int[] items;
    private int[] spare;

    /**
     * A sort.
     *
     * @param items what to sort; overwritten
     * @param keys number of keys, which count from 0
     */
    CountingSort(int[] items, int keys) {
        this.items = items;
        this.spare = new int[items.length];
        this.counts = new int[keys + 1];
    }

    /** Sorts by a key. */
    void by(IntUnaryOperator key) {
        Arrays.fill(counts, 0);
        for (int item : items) {
            counts[key.applyAsInt(item) + 1]++;
        }
        for (int i = 1; i < counts.length; i++) {
            counts[i] += counts[i - 1];
        }
        for (int item : items) {
            spare[counts[key.applyAsInt(item)]++] = item;
        }
        int[] sorted = spare;
        spare = items;
        items = sorted;
    }

    /** The items in their present order. */
    int[] items() {
        return items;
    }
}
