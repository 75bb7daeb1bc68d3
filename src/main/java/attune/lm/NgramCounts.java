package attune.lm;

import java.util.ArrayList;
import java.util.List;

/**
 * The distinct n-grams of a text and how often they are in it. An n-gram is known by one place where it ends, so it
 * takes twelve bytes whatever its length.
 */
final class NgramCounts {

    /**
     * The n-grams of one length.
     *
     * @param ends where one of each ends in the text
     * @param adjusted what Kneser-Ney estimates from: for the longest n-grams, and for those that begin a sentence, how
     *     often they occur; for others, how many different tokens precede them (Heafield et al. 2013, section 3.1)
     * @param raw how often they occur
     */
    @SuppressWarnings("ArrayRecordComponent") // millions of numbers, never copied and never changed
    record Length(int[] ends, int[] adjusted, int[] raw) {}

    private final List<Growing> growing = new ArrayList<>();
    private final int[] tokens;
    private final int order;

    private static final class Growing {
        final IntList ends = new IntList();
        final IntList adjusted = new IntList();
        final IntList raw = new IntList();

        void open(int end) {
            ends.add(end);
            adjusted.add(0);
            raw.add(0);
        }
    }

    private NgramCounts(PaddedText text) {
        this.tokens = text.tokens();
        this.order = text.order();
        for (int n = 0; n < order; n++) {
            growing.add(new Growing());
        }
    }

    /**
     * Counts all n-grams up to the text's order. Sorted by their last token, then by the one before, and so on, all
     * n-grams of a suffix stand together, so one pass finds the counts of every length.
     *
     * @param text to count
     * @return for each length from 1 its n-grams
     */
    static List<Length> count(PaddedText text) {
        NgramCounts counts = new NgramCounts(text);
        int[] ends = counts.sortedBySuffix(text);
        for (int i = 0; i < ends.length; i++) {
            counts.add(ends[i], i == 0 ? 0 : counts.commonSuffix(ends[i - 1], ends[i]), text);
        }
        return counts.growing.stream()
                .map(of -> new Length(of.ends.toArray(), of.adjusted.toArray(), of.raw.toArray()))
                .toList();
    }

    private int[] sortedBySuffix(PaddedText text) {
        CountingSort sort = new CountingSort(text.ends(), text.padding() + 1);
        for (int back = order - 1; back >= 0; back--) {
            int distance = back;
            sort.by(end -> tokens[end - distance]);
        }
        return sort.items();
    }

    private int commonSuffix(int oneEnd, int otherEnd) {
        int n = 0;
        while (n < order && tokens[oneEnd - n] == tokens[otherEnd - n]) {
            n++;
        }
        return n;
    }

    private void add(int end, int common, PaddedText text) {
        for (int n = 1; n <= order; n++) {
            int first = tokens[end - n + 1];
            if (first == text.padding()) {
                return;
            }
            Growing length = growing.get(n - 1);
            if (n > common) {
                length.open(end);
            }
            length.raw.incrementLast();
            boolean newExtension = n + 1 > common;
            if (n == order || first == text.vocabulary().begin() || newExtension) {
                length.adjusted.incrementLast();
            }
        }
    }
}
