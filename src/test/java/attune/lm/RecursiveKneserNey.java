package attune.lm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Modified Kneser-Ney as the papers define it, by recursion over maps of word lists: slow, and nothing in it is shared
 * with the estimator. Chen and Goodman 1999, section 3.3; adjusted counts and the uniform distribution below the
 * unigrams as in Heafield et al. 2013, section 3; what is pruned goes to the back-off mass.
 */
final class RecursiveKneserNey {
    private final int order;
    private final int[] prune;
    private final Map<List<String>, Integer> raw = new HashMap<>();
    private final Map<List<String>, Integer> adjusted = new HashMap<>();
    private final Set<String> vocabulary = new HashSet<>(Set.of("<unk>", "</s>"));
    private final double[][] discounts;

    RecursiveKneserNey(List<String> sentences, int order, int[] prune) {
        this.order = order;
        this.prune = prune;
        for (String sentence : sentences) {
            List<String> words = new ArrayList<>(List.of(("<s> " + sentence + " </s>").split(" ", -1)));
            vocabulary.addAll(words.subList(1, words.size()));
            for (int begin = 0; begin < words.size(); begin++) {
                for (int end = begin + 1; end <= Math.min(words.size(), begin + order); end++) {
                    raw.merge(List.copyOf(words.subList(begin, end)), 1, Integer::sum);
                }
            }
        }
        discounts = new double[order + 1][];
        for (int n = 1; n <= order; n++) {
            discounts[n] = discounts(n);
        }
    }

    Set<String> vocabulary() {
        return vocabulary;
    }

    private int adjusted(List<String> ngram) {
        return adjusted.computeIfAbsent(List.copyOf(ngram), this::countAdjusted);
    }

    private int countAdjusted(List<String> ngram) {
        if (ngram.size() == order || ngram.get(0).equals("<s>")) {
            return raw.getOrDefault(ngram, 0);
        }
        return (int) raw.keySet().stream()
                .filter(longer -> longer.size() == ngram.size() + 1)
                .filter(longer -> longer.subList(1, longer.size()).equals(ngram))
                .count();
    }

    private double[] discounts(int n) {
        int[] countsOfCounts = new int[5];
        for (List<String> ngram : raw.keySet()) {
            if (ngram.size() == n && !ngram.equals(List.of("<s>")) && adjusted(ngram) <= 4) {
                countsOfCounts[adjusted(ngram)]++;
            }
        }
        double y = (double) countsOfCounts[1] / (countsOfCounts[1] + 2 * countsOfCounts[2]);
        double[] d = new double[4];
        for (int k = 1; k <= 3; k++) {
            d[k] = k - (k + 1) * y * countsOfCounts[k + 1] / countsOfCounts[k];
            if (Double.isNaN(d[k]) || d[k] <= 0 || d[k] > k) {
                return new double[] {0, 0.5, 1, 1.5};
            }
        }
        return d;
    }

    double probability(List<String> history, String word) {
        int n = history.size() + 1;
        double lower =
                history.isEmpty() ? 1.0 / vocabulary.size() : probability(history.subList(1, history.size()), word);
        double total = 0;
        double left = 0;
        double own = 0;
        for (String next : vocabulary) {
            List<String> ngram = new ArrayList<>(history);
            ngram.add(next);
            int count = adjusted(ngram);
            double discount = discounts[n][Math.min(3, count)];
            boolean kept = raw.getOrDefault(ngram, 0) > prune[n - 1];
            total += count;
            left += kept ? discount : count;
            if (kept && next.equals(word)) {
                own = count - discount;
            }
        }
        return total == 0 ? lower : own / total + left / total * lower;
    }
}
