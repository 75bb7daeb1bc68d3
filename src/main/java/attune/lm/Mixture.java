package attune.lm;

import attune.fault.UserFault;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins models by linear interpolation into one back-off model, as SRILM's static mixtures do: every n-gram that one of
 * them has gets the weighted mean of their probabilities, and each history's back-off factor is what makes its
 * probabilities sum to one. Where no model has an n-gram, the shorter history's mean stands for the mean of the models'
 * own estimates; that is the price of one small model instead of several.
 */
final class Mixture {
    private final List<NgramTree> trees;
    private final List<NgramModel> models;
    private final double[] weights;
    private final SortedVocabulary vocabulary;
    private final List<GrowingDepth> depths = new ArrayList<>();

    private Mixture(List<NgramTree> trees, List<NgramModel> models, double[] weights) {
        this.trees = trees;
        this.models = models;
        this.weights = weights;
        this.vocabulary = trees.get(0).vocabulary();
    }

    /**
     * Joins models.
     *
     * @param trees of one order, over one vocabulary
     * @param models the same as automata
     * @param weights of each, summing to one
     * @return the joint model
     */
    static NgramTree of(List<NgramTree> trees, List<NgramModel> models, double[] weights) {
        Mixture mixture = new Mixture(trees, models, weights);
        Level histories = mixture.unigrams();
        for (int n = 2; n <= trees.get(0).order(); n++) {
            histories = mixture.longer(n, histories);
        }
        return new NgramTree(
                mixture.vocabulary,
                mixture.depths.stream().map(GrowingDepth::finish).toList());
    }

    /** For each node of the joint tree's last depth and each model: its node, or −1, and its state. */
    private static final class Level {
        final List<IntList> nodes = new ArrayList<>();
        final List<IntList> states = new ArrayList<>();

        Level(int models) {
            for (int k = 0; k < models; k++) {
                nodes.add(new IntList());
                states.add(new IntList());
            }
        }
    }

    private Level unigrams() {
        GrowingDepth depth = new GrowingDepth();
        Level level = new Level(models.size());
        for (int token = 0; token < vocabulary.size(); token++) {
            double prob = 0;
            for (int k = 0; k < models.size(); k++) {
                prob += weights[k] * Math.exp(models.get(k).logProb(0, token));
                level.nodes.get(k).add(token);
                level.states.get(k).add(models.get(k).next(0, token));
            }
            depth.add(new GrowingDepth.Node(token, 0, -1), token == vocabulary.begin() ? 0 : prob);
        }
        depth.close();
        depths.add(depth);
        return level;
    }

    private Level longer(int n, Level histories) {
        GrowingDepth parents = depths.get(n - 2);
        GrowingDepth depth = new GrowingDepth();
        Level level = new Level(models.size());
        for (int history = 0; history < parents.size(); history++) {
            History of = new History(n, history, histories);
            double left = 1;
            double leftBelow = 1;
            for (int token = of.next(); token < vocabulary.size(); token = of.next()) {
                int lower = n == 2 ? token : depths.get(n - 3).child(parents.suffix(history), token, parents);
                if (lower < 0) {
                    throw new UserFault(
                            "language model",
                            "has an n-gram of " + n
                                    + " tokens but not the same without its first token, so it cannot"
                                    + " be mixed with texts",
                            "give a model that attune lm build has made, or a finished one alone");
                }
                double prob = of.take(token, level);
                depth.add(new GrowingDepth.Node(token, 0, lower), history, prob);
                left -= prob;
                leftBelow -= parents.prob(lower);
            }
            parents.setBackoff(history, backoff(left, leftBelow));
        }
        depth.close();
        parents.adopt(depth);
        depths.add(depth);
        return level;
    }

    /** What is left for the tokens without an n-gram, spread as below. Where rounding left nothing, there is no such token. */
    private static double backoff(double left, double leftBelow) {
        double nothing = 1e-9;
        return left > nothing && leftBelow > nothing ? left / leftBelow : 1;
    }

    /** The children of one history in all models, in the order of their tokens. */
    private final class History {
        private final int n;
        private final int history;
        private final Level histories;
        private final int[] at = new int[models.size()];
        private final int[] end = new int[models.size()];

        History(int n, int history, Level histories) {
            this.n = n;
            this.history = history;
            this.histories = histories;
            for (int k = 0; k < at.length; k++) {
                int node = histories.nodes.get(k).get(history);
                if (node >= 0) {
                    int[] children = trees.get(k).depths().get(n - 2).children();
                    at[k] = children[node];
                    end[k] = children[node + 1];
                }
            }
        }

        private int token(int k) {
            return trees.get(k).depths().get(n - 1).tokens()[at[k]];
        }

        /** The next token that some model has, or the vocabulary's size after the last. */
        int next() {
            int next = vocabulary.size();
            for (int k = 0; k < at.length; k++) {
                if (at[k] < end[k]) {
                    next = Math.min(next, token(k));
                }
            }
            return next;
        }

        /** Moves past a token, notes where the models now stand and gives its mean probability. */
        double take(int token, Level level) {
            double prob = 0;
            for (int k = 0; k < at.length; k++) {
                NgramModel model = models.get(k);
                int state = histories.states.get(k).get(history);
                boolean has = at[k] < end[k] && token(k) == token;
                level.nodes.get(k).add(has ? at[k] : -1);
                level.states.get(k).add(model.next(state, token));
                prob += weights[k] * Math.exp(model.logProb(state, token));
                at[k] += has ? 1 : 0;
            }
            return prob;
        }
    }
}
