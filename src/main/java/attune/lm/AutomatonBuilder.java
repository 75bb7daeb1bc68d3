package attune.lm;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;

/**
 * Builds the automaton of a tree. The arcs are the tree's nodes in their order; a node is a state too if it has
 * children or a back-off factor, since only then does the history it stands for make a difference.
 */
final class AutomatonBuilder {
    private static final int NO_STATE = -1;

    private final NgramTree tree;
    private final int[] tokens;
    private final float[] logProbs;
    private final int[] nexts;
    private final int[] firstArcs;
    private final float[] backoffs;
    private final int[] shorter;
    private int states = 1;

    private AutomatonBuilder(NgramTree tree) {
        this.tree = tree;
        int arcs = 0;
        int states = 1;
        for (NgramTree.Depth depth : tree.depths()) {
            arcs = Math.addExact(arcs, depth.size());
            for (int i = 0; i < depth.children().length - 1; i++) {
                states += isState(depth, i) ? 1 : 0;
            }
        }
        this.tokens = new int[arcs];
        this.logProbs = new float[arcs];
        this.nexts = new int[arcs];
        this.firstArcs = new int[states + 1];
        this.backoffs = new float[states];
        this.shorter = new int[states];
        firstArcs[states] = arcs;
    }

    static NgramModel build(NgramTree tree) {
        AutomatonBuilder builder = new AutomatonBuilder(tree);
        builder.addDepths();
        NgramModel.Tables tables = new NgramModel.Tables(
                tree.order(),
                tree.vocabulary(),
                IntBuffer.wrap(builder.tokens),
                FloatBuffer.wrap(builder.logProbs),
                IntBuffer.wrap(builder.nexts),
                IntBuffer.wrap(builder.firstArcs),
                FloatBuffer.wrap(builder.backoffs),
                IntBuffer.wrap(builder.shorter));
        return new NgramModel(tables);
    }

    private static boolean isState(NgramTree.Depth depth, int node) {
        return depth.children()[node] < depth.children()[node + 1] || depth.backoff()[node] != 0;
    }

    private void addDepths() {
        int[] parentStates = {0};
        int firstArc = 0;
        for (int n = 1; n <= tree.order(); n++) {
            NgramTree.Depth depth = tree.depths().get(n - 1);
            System.arraycopy(depth.tokens(), 0, tokens, firstArc, depth.size());
            System.arraycopy(depth.logProb(), 0, logProbs, firstArc, depth.size());
            int[] ownStates = statesOf(depth, firstArc + depth.size());
            int[] children = n == 1
                    ? new int[] {0, depth.size()}
                    : tree.depths().get(n - 2).children();
            for (int parent = 0; parent < parentStates.length; parent++) {
                for (int i = children[parent]; i < children[parent + 1]; i++) {
                    link(firstArc + i, parentStates[parent], ownStates[i]);
                }
            }
            parentStates = ownStates;
            firstArc += depth.size();
        }
    }

    /** Makes the states of a depth; their arcs are the next depth's nodes. */
    private int[] statesOf(NgramTree.Depth depth, int nextDepthsFirstArc) {
        int[] ownStates = new int[depth.size()];
        Arrays.fill(ownStates, NO_STATE);
        for (int i = 0; i < depth.children().length - 1; i++) {
            if (isState(depth, i)) {
                firstArcs[states] = nextDepthsFirstArc + depth.children()[i];
                backoffs[states] = depth.backoff()[i];
                ownStates[i] = states++;
            }
        }
        return ownStates;
    }

    private void link(int arc, int parent, int own) {
        int suffix = parent == 0 ? 0 : next(shorter[parent], tokens[arc]);
        nexts[arc] = own == NO_STATE ? suffix : own;
        if (own != NO_STATE) {
            shorter[own] = suffix;
        }
    }

    /** Like the finished model's; everything it meets has a shorter history, so it is linked already. */
    private int next(int state, int token) {
        int from = state;
        while (from != 0) {
            int arc = Arrays.binarySearch(tokens, firstArcs[from], firstArcs[from + 1], token);
            if (arc >= 0) {
                return nexts[arc];
            }
            from = shorter[from];
        }
        return nexts[token];
    }
}
