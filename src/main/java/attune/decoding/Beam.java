package attune.decoding;

import java.util.Arrays;

/** The prefixes being followed, the best first, the others in the order in which they were added. */
final class Beam {
    private Prefix[] members = new Prefix[16];

    /** What they are compared by: acoustic and language together. */
    private double[] ranks = new double[16];

    /** The ranks again, to be reordered. */
    private double[] spare = new double[16];

    private int size;

    int size() {
        return size;
    }

    Prefix get(int index) {
        return members[index];
    }

    double rank(int index) {
        return ranks[index];
    }

    /** The highest-ranked prefix, after {@link #keepBest}. */
    Prefix best() {
        return members[0];
    }

    void clear() {
        Arrays.fill(members, 0, size, null);
        size = 0;
    }

    void add(Prefix prefix, double rank) {
        if (size == members.length) {
            members = Arrays.copyOf(members, 2 * size);
            ranks = Arrays.copyOf(ranks, 2 * size);
            spare = new double[2 * size];
        }
        members[size] = prefix;
        ranks[size++] = rank;
    }

    /**
     * Keeps at most {@code width} prefixes, the highest-ranked, and drops those too far below the first. Gives the rank
     * below which others would be dropped, too.
     */
    double keepBest(int width, double threshold) {
        int best = 0;
        for (int i = 1; i < size; i++) {
            best = ranks[i] > ranks[best] ? i : best;
        }
        double lowest = ranks[best] - threshold;
        if (size >= width) {
            lowest = Math.max(lowest, highest(width));
        }
        keep(best, lowest, width);
        return lowest;
    }

    /** Drops what ranks below, and as many of those that rank just there as are too many. */
    private void keep(int best, double lowest, int width) {
        int above = 0;
        for (int i = 0; i < size; i++) {
            above += ranks[i] > lowest ? 1 : 0;
        }
        int equals = width - above;
        swap(0, best);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (ranks[i] > lowest || (ranks[i] == lowest && equals-- > 0)) {
                members[kept] = members[i];
                ranks[kept++] = ranks[i];
            }
        }
        Arrays.fill(members, kept, size, null);
        size = kept;
    }

    private void swap(int i, int j) {
        Prefix swapped = members[i];
        members[i] = members[j];
        members[j] = swapped;
        double rank = ranks[i];
        ranks[i] = ranks[j];
        ranks[j] = rank;
    }

    /** The rank that {@code count} prefixes reach, by Hoare's quickselect. */
    private double highest(int count) {
        System.arraycopy(ranks, 0, spare, 0, size);
        int left = 0;
        int right = size - 1;
        while (left < right) {
            double pivot = spare[(left + right) >>> 1];
            int i = left;
            int j = right;
            while (i <= j) {
                while (spare[i] > pivot) {
                    i++;
                }
                while (spare[j] < pivot) {
                    j--;
                }
                if (i <= j) {
                    double swapped = spare[i];
                    spare[i++] = spare[j];
                    spare[j--] = swapped;
                }
            }
            if (count - 1 <= j) {
                right = j;
            } else if (count - 1 >= i) {
                left = i;
            } else {
                break;
            }
        }
        return spare[count - 1];
    }
}
