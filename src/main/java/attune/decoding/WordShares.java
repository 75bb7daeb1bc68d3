package attune.decoding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How much of the beam agrees with each word of its best text: every text lends the words it has in the same place, found
 * by the fewest edits, its share of the beam's probability.
 */
final class WordShares {
    private final List<int[]> best;
    private final double[] shares;

    private WordShares(List<int[]> best) {
        this.best = best;
        this.shares = new double[best.size()];
    }

    /**
     * Shares of the words of the first text.
     *
     * @param texts labels; the first is the best
     * @param logScores of each text, in nats, up to a common constant
     * @param space the label between words
     * @return 0 to 1 for each word
     */
    static double[] of(List<int[]> texts, double[] logScores, int space) {
        WordShares shares = new WordShares(words(texts.get(0), space));
        double largest = Arrays.stream(logScores).max().orElseThrow();
        double sum = 0;
        for (double logScore : logScores) {
            sum += Math.exp(logScore - largest);
        }
        for (int i = 0; i < logScores.length; i++) {
            shares.add(words(texts.get(i), space), Math.exp(logScores[i] - largest) / sum);
        }
        return Arrays.stream(shares.shares).map(share -> Math.min(1, share)).toArray();
    }

    private static List<int[]> words(int[] labels, int space) {
        List<int[]> words = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= labels.length; i++) {
            if (i == labels.length || labels[i] == space) {
                if (i > from) {
                    words.add(Arrays.copyOfRange(labels, from, i));
                }
                from = i + 1;
            }
        }
        return words;
    }

    private void add(List<int[]> other, double share) {
        int same = 0;
        while (same < Math.min(best.size(), other.size()) && Arrays.equals(best.get(same), other.get(same))) {
            shares[same++] += share;
        }
        if (same < best.size() && same < other.size()) {
            addAligned(same, other, share);
        }
    }

    /** Both from their first difference on. */
    private void addAligned(int from, List<int[]> other, double share) {
        int[][] edits = edits(from, other);
        int i = 0;
        int j = 0;
        while (i < edits.length - 1 && j < edits[0].length - 1) {
            boolean equal = Arrays.equals(best.get(from + i), other.get(from + j));
            if (edits[i][j] == edits[i + 1][j + 1] + (equal ? 0 : 1)) {
                shares[from + i] += equal ? share : 0;
                i++;
                j++;
            } else if (edits[i][j] == edits[i + 1][j] + 1) {
                i++;
            } else {
                j++;
            }
        }
    }

    /** Edits from each place to the ends, [word of the best × word of the other]. */
    private int[][] edits(int from, List<int[]> other) {
        int rows = best.size() - from;
        int columns = other.size() - from;
        int[][] edits = new int[rows + 1][columns + 1];
        for (int i = rows; i >= 0; i--) {
            for (int j = columns; j >= 0; j--) {
                if (i == rows || j == columns) {
                    edits[i][j] = rows - i + columns - j;
                } else {
                    int diagonal =
                            edits[i + 1][j + 1] + (Arrays.equals(best.get(from + i), other.get(from + j)) ? 0 : 1);
                    edits[i][j] = Math.min(diagonal, 1 + Math.min(edits[i + 1][j], edits[i][j + 1]));
                }
            }
        }
        return edits;
    }
}
