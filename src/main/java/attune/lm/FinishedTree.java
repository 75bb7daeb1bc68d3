package attune.lm;

import attune.fault.UserFault;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The tree of a finished model, so that it can be mixed with models of texts although its own texts are gone. The
 * opposite of {@link AutomatonBuilder}: the arcs are the nodes, depth by depth, and the states of a depth's nodes are
 * numbered in the order of these nodes, so an arc that leads to the next such number leads to its own node's state.
 */
final class FinishedTree {
    private final NgramModel.Tables tables;
    private final int[] newToken;
    private final List<NgramTree.Depth> depths = new ArrayList<>();
    private int states = 1; // those of the depths so far; the root's comes first

    private FinishedTree(NgramModel.Tables tables, SortedVocabulary vocabulary) {
        this.tables = tables;
        this.newToken = new int[tables.vocabulary().size()];
        Arrays.setAll(newToken, token -> vocabulary.token(tables.vocabulary().text(token)));
    }

    /**
     * The tree of a model.
     *
     * @param model any
     * @param vocabulary has the model's tokens and perhaps others, to which the model gives no probability
     * @param order of the tree, not less than the model's
     * @return the same probabilities and back-off factors
     */
    static NgramTree of(NgramModel model, SortedVocabulary vocabulary, int order) {
        FinishedTree tree = new FinishedTree(model.tables(), vocabulary);
        int firstArc = 0;
        int arcs = tree.newToken.length;
        for (int n = 1; n <= model.order(); n++) {
            NgramTree.Depth depth = tree.depth(firstArc, arcs, n < order);
            tree.depths.add(n == 1 ? spread(depth, tree.newToken, vocabulary.size()) : depth);
            firstArc += arcs;
            arcs = n < model.order() ? depth.children()[arcs] : 0;
        }
        require(firstArc == tree.tables.arcs() && tree.states == tree.tables.states());
        for (int n = model.order() + 1; n <= order; n++) {
            tree.depths.add(new NgramTree.Depth(
                    new int[0], new float[0], new float[0], n < order ? new int[] {0} : new int[0]));
        }
        return new NgramTree(vocabulary, List.copyOf(tree.depths));
    }

    private NgramTree.Depth depth(int firstArc, int arcs, boolean hasNext) {
        int[] tokens = new int[arcs];
        float[] logProb = new float[arcs];
        float[] backoff = new float[hasNext ? arcs : 0];
        int[] children = new int[hasNext ? arcs + 1 : 0];
        IntBuffer firstArcs = tables.firstArcs();
        int nextDepth = firstArc + arcs;
        for (int i = 0; i < arcs; i++) {
            tokens[i] = newToken[tables.tokens().get(firstArc + i)];
            logProb[i] = tables.logProbs().get(firstArc + i);
            boolean own = hasNext && states < tables.states() && tables.nexts().get(firstArc + i) == states;
            if (own) {
                require(firstArcs.get(states) == nextDepth + children[i]);
                backoff[i] = tables.backoffs().get(states);
                children[i + 1] = firstArcs.get(states + 1) - nextDepth;
                states++;
            } else if (hasNext) {
                children[i + 1] = children[i];
            }
        }
        return new NgramTree.Depth(tokens, logProb, backoff, children);
    }

    /** Only a file that some other program wrote could break this. */
    private static void require(boolean inOrder) {
        if (!inOrder) {
            throw new UserFault(
                    "language model",
                    "its states are not in the order of its n-grams, so it cannot be mixed with texts",
                    "build it again with attune lm build");
        }
    }

    /** Single tokens have a node for every token of the vocabulary. */
    private static NgramTree.Depth spread(NgramTree.Depth depth, int[] newToken, int size) {
        int[] tokens = new int[size];
        float[] logProb = new float[size];
        float[] backoff = new float[depth.backoff().length == 0 ? 0 : size];
        int[] children = new int[depth.children().length == 0 ? 0 : size + 1];
        Arrays.setAll(tokens, token -> token);
        Arrays.fill(logProb, SpecialTokens.ZERO_LOG_PROB);
        for (int old = 0; old < newToken.length; old++) {
            int token = newToken[old];
            logProb[token] = depth.logProb()[old];
            if (children.length > 0) {
                backoff[token] = depth.backoff()[old];
                children[token + 1] = depth.children()[old + 1] - depth.children()[old];
            }
        }
        Arrays.parallelPrefix(children, Integer::sum);
        return new NgramTree.Depth(tokens, logProb, backoff, children);
    }
}
