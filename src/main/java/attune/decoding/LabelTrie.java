package attune.decoding;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Label sequences that share their beginnings. Nodes are numbers in breadth-first order: the root is 0, a node's children
 * have neighbouring numbers above its own and ascending labels. 20 bytes a node: 100,000 English words take 7 MB.
 */
final class LabelTrie {
    static final int ROOT = 0;
    static final int NONE = -1;

    /** A sequence, not empty, and its value, 0 or more. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, not kept
    record Entry(int[] labels, int value) {}

    /** Where a node's children begin; they end where the next node's begin. */
    private final int[] firstChild;

    private final int[] labels;
    private final int[] values;

    /** For each node the bits of its children's labels, modulo 64: without its bit, a label has no child. */
    private final long[] childLabels;

    /** Whether each label has a bit of its own. */
    private final boolean exact;

    /** A trie of sequences that are all different. */
    LabelTrie(List<Entry> entries) {
        Entry[] sorted = entries.toArray(Entry[]::new);
        Arrays.sort(sorted, Comparator.comparing(Entry::labels, Arrays::compare));
        int most =
                1 + Arrays.stream(sorted).mapToInt(entry -> entry.labels.length).sum();
        Builder builder = new Builder(sorted, most);
        builder.build();
        firstChild = Arrays.copyOf(builder.firstChild, builder.nodes + 1);
        labels = Arrays.copyOf(builder.labels, builder.nodes);
        values = Arrays.copyOf(builder.values, builder.nodes);
        exact = Arrays.stream(labels).allMatch(label -> label < Long.SIZE);
        childLabels = new long[builder.nodes];
        for (int node = 0; node < builder.nodes; node++) {
            for (int child = firstChild[node]; child < firstChild[node + 1]; child++) {
                childLabels[node] |= 1L << labels[child];
            }
        }
    }

    int size() {
        return labels.length;
    }

    int firstChild(int node) {
        return firstChild[node];
    }

    int endOfChildren(int node) {
        return firstChild[node + 1];
    }

    /** The label that leads to a node other than the root. */
    int label(int node) {
        return labels[node];
    }

    /** The value of the sequence that ends here, or {@link #NONE}. */
    int value(int node) {
        return values[node];
    }

    /** The node one label further, or {@link #NONE}. */
    int child(int node, int label) {
        long bit = 1L << label;
        if ((childLabels[node] & bit) == 0) {
            return NONE;
        }
        if (exact) {
            return firstChild[node] + Long.bitCount(childLabels[node] & (bit - 1));
        }
        int found = Arrays.binarySearch(labels, firstChild[node], firstChild[node + 1], label);
        return found < 0 ? NONE : found;
    }

    /** Each node stands for a range of the sorted entries: those that begin with its labels. */
    private static final class Builder {
        final Entry[] sorted;
        final int[] firstChild;
        final int[] labels;
        final int[] values;
        final int[] from;
        final int[] to;
        final int[] depth;
        int nodes;

        Builder(Entry[] sorted, int most) {
            this.sorted = sorted;
            firstChild = new int[most + 1];
            labels = new int[most];
            values = new int[most];
            from = new int[most];
            to = new int[most];
            depth = new int[most];
        }

        void build() {
            addNode(NONE, 0, sorted.length, 0);
            for (int node = 0; node < nodes; node++) {
                firstChild[node] = nodes;
                expand(node);
            }
            firstChild[nodes] = nodes;
        }

        private void expand(int node) {
            int at = from[node];
            // The shortest of sequences with the same beginning sorts first.
            if (at < to[node] && sorted[at].labels.length == depth[node]) {
                values[node] = sorted[at].value;
                at++;
            }
            while (at < to[node]) {
                int label = sorted[at].labels[depth[node]];
                int start = at;
                while (at < to[node] && sorted[at].labels[depth[node]] == label) {
                    at++;
                }
                addNode(label, start, at, depth[node] + 1);
            }
        }

        private void addNode(int label, int start, int end, int atDepth) {
            labels[nodes] = label;
            values[nodes] = NONE;
            from[nodes] = start;
            to[nodes] = end;
            depth[nodes] = atDepth;
            nodes++;
        }
    }
}
