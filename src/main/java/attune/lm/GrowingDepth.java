package attune.lm;

import java.util.Arrays;

/** A depth of an {@link NgramTree} while its nodes are being estimated, in their order. Probabilities are not yet logarithms. */
final class GrowingDepth {
    private final IntList tokens = new IntList();
    private final IntList parents = new IntList();
    private final IntList textEnds = new IntList();
    private final IntList suffixes = new IntList();
    private final FloatList probs = new FloatList();
    private float[] backoffs = {};
    private int[] children = {};

    /**
     * One n-gram.
     *
     * @param token its last token
     * @param textEnd where it ends in the text it was counted in
     * @param suffix the node, one depth up, of the n-gram without its first token
     */
    record Node(int token, int textEnd, int suffix) {}

    /** Adds a child of the root. */
    void add(Node node, double prob) {
        add(node, 0, prob);
    }

    /** Adds a child of a node one depth up; parents come in their order. */
    void add(Node node, int parent, double prob) {
        tokens.add(node.token);
        textEnds.add(node.textEnd);
        suffixes.add(node.suffix);
        parents.add(parent);
        probs.add((float) prob);
    }

    /** No more nodes will come; from now on they can be given the results of their children. */
    void close() {
        backoffs = new float[size()];
        Arrays.fill(backoffs, 1);
    }

    /** Gives each node its children. */
    void adopt(GrowingDepth next) {
        children = NgramTree.childIndex(size(), next.parents.toArray());
    }

    int size() {
        return tokens.size();
    }

    int textEnd(int node) {
        return textEnds.get(node);
    }

    int suffix(int node) {
        return suffixes.get(node);
    }

    double prob(int node) {
        return probs.get(node);
    }

    void setBackoff(int node, double factor) {
        backoffs[node] = (float) factor;
    }

    /** The child of one of this depth's nodes, among the next depth's. */
    int child(int node, int token, GrowingDepth next) {
        return next.tokens.indexOf(token, children[node], children[node + 1]);
    }

    /** The finished depth, its numbers as natural logarithms. */
    NgramTree.Depth finish() {
        float[] logProb = new float[size()];
        for (int i = 0; i < logProb.length; i++) {
            logProb[i] = probs.get(i) > 0 ? (float) Math.log(probs.get(i)) : SpecialTokens.ZERO_LOG_PROB;
        }
        for (int i = 0; i < backoffs.length; i++) {
            backoffs[i] = (float) Math.log(backoffs[i]);
        }
        boolean last = children.length == 0;
        return new NgramTree.Depth(tokens.toArray(), logProb, last ? new float[0] : backoffs, children);
    }
}
