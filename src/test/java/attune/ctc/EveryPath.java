package attune.ctc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** CTC from its definition: walks along all {@code outputs^frames} paths and keeps those that collapse to the labels. */
final class EveryPath {
    final double probability;
    final double bestLogProb;

    /** Derivative of −ln probability by each logit, [frame × output]. */
    final double[][] gradient;

    EveryPath(double[][] logits, int[] labels, int blank) {
        int frames = logits.length;
        int outputs = frames == 0 ? 0 : logits[0].length;
        double[][] softmax = Arrays.stream(logits).map(EveryPath::softmax).toArray(double[][]::new);
        double[][] through = new double[frames][outputs];
        double sum = 0;
        double best = 0;
        for (long number = 0; number < Math.round(Math.pow(outputs, frames)); number++) {
            int[] path = digits(number, outputs, frames);
            if (Arrays.equals(collapse(path, blank), labels)) {
                double product = 1;
                for (int t = 0; t < frames; t++) {
                    product *= softmax[t][path[t]];
                }
                for (int t = 0; t < frames; t++) {
                    through[t][path[t]] += product;
                }
                sum += product;
                best = Math.max(best, product);
            }
        }
        probability = sum;
        bestLogProb = Math.log(best);
        gradient = new double[frames][outputs];
        for (int t = 0; t < frames; t++) {
            for (int c = 0; c < outputs; c++) {
                gradient[t][c] = sum == 0 ? 0 : softmax[t][c] - through[t][c] / sum;
            }
        }
    }

    /** Merges repeats, then removes blanks: the map B of Graves et al. 2006, section 3.1. */
    static int[] collapse(int[] path, int blank) {
        List<Integer> kept = new ArrayList<>();
        for (int t = 0; t < path.length; t++) {
            if (path[t] != blank && (t == 0 || path[t] != path[t - 1])) {
                kept.add(path[t]);
            }
        }
        return kept.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int[] digits(long number, int base, int count) {
        int[] digits = new int[count];
        long rest = number;
        for (int i = 0; i < count; i++) {
            digits[i] = (int) (rest % base);
            rest /= base;
        }
        return digits;
    }

    private static double[] softmax(double[] logits) {
        double best = Arrays.stream(logits).max().orElseThrow();
        double[] shares = Arrays.stream(logits).map(x -> Math.exp(x - best)).toArray();
        double sum = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(x -> x / sum).toArray();
    }
}
