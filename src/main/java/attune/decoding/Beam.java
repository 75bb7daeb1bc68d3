package attune.decoding;

import java.util.Arrays;

/** The prefixes being followed, the best first, the others in no particular order. */
final class Beam {
    private Prefix[] members = new Prefix[16];
    private int size;

    int size() {
        return size;
    }

    Prefix get(int index) {
        return members[index];
    }

    /** The highest-ranked prefix, after {@link #keepBest}. */
    Prefix best() {
        return members[0];
    }

    void clear() {
        Arrays.fill(members, 0, size, null);
        size = 0;
    }

    void add(Prefix prefix) {
        if (size == members.length) {
            members = Arrays.copyOf(members, 2 * size);
        }
        members[size++] = prefix;
    }

    /** Keeps at most {@code width} prefixes, the highest-ranked, and drops those too far below the first. */
    void keepBest(int width, double threshold) {
        int kept = 1;
        bestToFront();
        double lowest = members[0].rank - threshold;
        for (int i = 1; i < size; i++) {
            if (members[i].rank >= lowest) {
                swap(kept++, i);
            }
        }
        if (kept > width) {
            select(1, kept - 1, width - 1);
            kept = width;
        }
        Arrays.fill(members, kept, size, null);
        size = kept;
    }

    private void bestToFront() {
        int best = 0;
        for (int i = 1; i < size; i++) {
            best = members[i].rank > members[best].rank ? i : best;
        }
        swap(0, best);
    }

    /** Hoare's quickselect: afterwards everything up to a place ranks no lower than everything behind it. */
    private void select(int from, int to, int place) {
        int left = from;
        int right = to;
        while (left < right) {
            double pivot = members[(left + right) >>> 1].rank;
            int i = left;
            int j = right;
            while (i <= j) {
                while (members[i].rank > pivot) {
                    i++;
                }
                while (members[j].rank < pivot) {
                    j--;
                }
                if (i <= j) {
                    swap(i++, j--);
                }
            }
            if (place <= j) {
                right = j;
            } else if (place >= i) {
                left = i;
            } else {
                return;
            }
        }
    }

    private void swap(int i, int j) {
        Prefix swapped = members[i];
        members[i] = members[j];
        members[j] = swapped;
    }
}
