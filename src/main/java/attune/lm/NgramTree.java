package attune.lm;

import java.util.Arrays;
import java.util.List;

/**
 * A back-off model as it is estimated, read and written: n-grams as a tree in which a node's path from the root is the
 * n-gram, its children the tokens that follow. The nodes of one depth are in the order of their parents, and children
 * in the order of their tokens, so each depth is sorted by its n-grams.
 *
 * @param vocabulary its tokens; depth 1 has a node for each, in their order
 * @param depths from 1 to the model's order
 */
record NgramTree(SortedVocabulary vocabulary, List<Depth> depths) {

    /**
     * All nodes of one depth.
     *
     * @param tokens the last token of each n-gram
     * @param logProb the natural logarithm of its probability
     * @param backoff a history's factor on the shorter history's probabilities, as a natural logarithm; empty at the
     *     last depth
     * @param children where its children begin at the next depth, and where the last one's end; empty at the last
     *     depth
     */
    @SuppressWarnings("ArrayRecordComponent") // millions of numbers, never copied and never changed
    record Depth(int[] tokens, float[] logProb, float[] backoff, int[] children) {
        int size() {
            return tokens.length;
        }
    }

    int order() {
        return depths.size();
    }

    /** Finds a child in the arrays of a tree, which may be unfinished: its place at the next depth, or −1. */
    static int child(int[] children, int[] tokens, int node, int token) {
        int index = Arrays.binarySearch(tokens, children[node], children[node + 1], token);
        return index < 0 ? -1 : index;
    }

    /** Where each parent's children begin in a depth sorted by parents, and where the last one's end. */
    static int[] childIndex(int parents, int[] parentOfEach) {
        int[] begins = new int[parents + 1];
        for (int parent : parentOfEach) {
            begins[parent + 1]++;
        }
        for (int i = 0; i < parents; i++) {
            begins[i + 1] += begins[i];
        }
        return begins;
    }
}
