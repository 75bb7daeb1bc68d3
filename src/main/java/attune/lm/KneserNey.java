package attune.lm;

import attune.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Estimates a model by interpolated modified Kneser-Ney (Chen and Goodman 1999; the steps as in Heafield et al. 2013,
 * section 3). With a the adjusted count and h′ the history h without its first token,
 *
 * <pre>p(w | h) = (a(hw) − D(a(hw))) / Σ a(h·) + γ(h) p(w | h′)</pre>
 *
 * where γ(h) is what the discounts, and the n-grams pruned, leave over. Below the single tokens lies the uniform
 * distribution over the vocabulary without {@code <s>}. So every history's probabilities sum to one, pruned or not.
 */
final class KneserNey {
    private final PaddedText text;
    private final List<NgramCounts.Length> counts;
    private final int[] prune;
    private final List<GrowingDepth> depths = new ArrayList<>();
    /** Lengths of n-grams that the text has too few of to estimate their discounts. */
    private final List<String> unestimated = new ArrayList<>();

    private KneserNey(PaddedText text, int[] prune) {
        this.text = text;
        this.counts = NgramCounts.count(text);
        this.prune = prune;
    }

    /**
     * Estimates a model.
     *
     * @param text at least one sentence
     * @param prune for each length the count up to which its n-grams are left out; 0 for single tokens, never less than
     *     for the shorter, so that whatever stays has its history and its suffix
     * @param progress is told of texts too small to estimate the discounts
     * @return the model
     */
    static NgramTree estimate(PaddedText text, int[] prune, Progress progress) {
        KneserNey estimate = new KneserNey(text, prune);
        for (int n = 1; n <= text.order(); n++) {
            progress.begin("estimating " + n + "-grams", -1);
            estimate.depths.add(n == 1 ? estimate.unigrams() : estimate.longer(n));
        }
        if (!estimate.unestimated.isEmpty()) {
            progress.note("the text has too few different " + String.join(", ", estimate.unestimated)
                    + " to estimate discounts; using 0.5, 1 and 1.5");
        }
        return new NgramTree(
                text.vocabulary(),
                estimate.depths.stream().map(GrowingDepth::finish).toList());
    }

    private Discounts discounts(int n) {
        Discounts discounts = Discounts.of(counts.get(n - 1).adjusted());
        if (!discounts.estimated()) {
            unestimated.add(n + "-grams");
        }
        return discounts;
    }

    private GrowingDepth unigrams() {
        Discounts discounts = discounts(1);
        NgramCounts.Length unigrams = counts.get(0);
        SortedVocabulary vocabulary = text.vocabulary();
        double total = 0;
        double left = 0;
        for (int count : unigrams.adjusted()) {
            total += count;
            left += discounts.of(count);
        }
        double[] prob = new double[vocabulary.size()];
        Arrays.fill(prob, left / total / (vocabulary.size() - 1));
        prob[vocabulary.begin()] = 0;
        for (int i = 0; i < unigrams.ends().length; i++) {
            int count = unigrams.adjusted()[i];
            prob[text.tokens()[unigrams.ends()[i]]] += (count - discounts.of(count)) / total;
        }
        GrowingDepth depth = new GrowingDepth();
        for (int token = 0; token < prob.length; token++) {
            depth.add(new GrowingDepth.Node(token, 0, -1), prob[token]);
        }
        depth.close();
        return depth;
    }

    private GrowingDepth longer(int n) {
        NgramCounts.Length length = counts.get(n - 1);
        int[] sorted = sortedByHistory(length, n);
        Group group = new Group(n, length, discounts(n), depths.get(n - 2), new GrowingDepth());
        int node = 0;
        int first = 0;
        while (first < sorted.length) {
            int end = endOfGroup(sorted, first, length, n);
            int historyEnd = length.ends()[sorted[first]] - 1;
            node = historyFrom(node, historyEnd, n - 1);
            if (node < group.parents.size() && compare(group.parents, node, historyEnd, n - 1) == 0) {
                estimate(group, node, Arrays.copyOfRange(sorted, first, end));
            }
            first = end;
        }
        group.depth.close();
        group.parents.adopt(group.depth);
        return group.depth;
    }

    /** What stays the same while the n-grams of one length are estimated. */
    private record Group(
            int n, NgramCounts.Length length, Discounts discounts, GrowingDepth parents, GrowingDepth depth) {}

    /** By the first token, then the second, and so on: so the n-grams of a history are together. */
    private int[] sortedByHistory(NgramCounts.Length length, int n) {
        int[] all = new int[length.ends().length];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        CountingSort sort = new CountingSort(all, text.padding());
        int[] tokens = text.tokens();
        int[] ends = length.ends();
        for (int back = 0; back < n; back++) {
            int distance = back;
            sort.by(i -> tokens[ends[i] - distance]);
        }
        return sort.items();
    }

    private int endOfGroup(int[] sorted, int first, NgramCounts.Length length, int n) {
        int end = first + 1;
        int history = length.ends()[sorted[first]] - 1;
        while (end < sorted.length && compareText(length.ends()[sorted[end]] - 1, history, n - 1) == 0) {
            end++;
        }
        return end;
    }

    /** The first node from one on that is not before a history. A pruned history has none: its n-grams went with it. */
    private int historyFrom(int node, int historyEnd, int n) {
        GrowingDepth parents = depths.get(n - 1);
        if (n == 1) {
            return text.tokens()[historyEnd];
        }
        int at = node;
        while (at < parents.size() && compare(parents, at, historyEnd, n) < 0) {
            at++;
        }
        return at;
    }

    private int compare(GrowingDepth parents, int node, int historyEnd, int n) {
        return n == 1
                ? Integer.compare(node, text.tokens()[historyEnd])
                : compareText(parents.textEnd(node), historyEnd, n);
    }

    private int compareText(int oneEnd, int otherEnd, int n) {
        return Arrays.compare(text.tokens(), oneEnd - n + 1, oneEnd + 1, text.tokens(), otherEnd - n + 1, otherEnd + 1);
    }

    /** All n-grams of one history. */
    private void estimate(Group group, int history, int[] ngrams) {
        double total = 0;
        double left = 0;
        for (int i : ngrams) {
            int count = group.length.adjusted()[i];
            total += count;
            left += kept(group, i) ? group.discounts.of(count) : count;
        }
        double gamma = left / total;
        group.parents.setBackoff(history, gamma);
        for (int i : ngrams) {
            if (kept(group, i)) {
                int count = group.length.adjusted()[i];
                int end = group.length.ends()[i];
                int token = text.tokens()[end];
                int lower = lower(group, history, token);
                double prob = (count - group.discounts.of(count)) / total + gamma * group.parents.prob(lower);
                group.depth.add(new GrowingDepth.Node(token, end, lower), history, prob);
            }
        }
    }

    private boolean kept(Group group, int ngram) {
        return group.length.raw()[ngram] > prune[group.n - 1];
    }

    /** The node of the n-gram without its first token, at the parents' depth. Its count is no lower, so it is there. */
    private int lower(Group group, int history, int token) {
        return group.n == 2
                ? token
                : depths.get(group.n - 3).child(group.parents.suffix(history), token, group.parents);
    }
}
