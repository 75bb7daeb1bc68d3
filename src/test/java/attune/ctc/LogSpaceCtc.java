package attune.ctc;

import java.util.Arrays;

/**
 * The textbook forward-backward recursion in logarithms, Graves et al. 2006, equations 6 to 16, slow and plain: an
 * independent computation for clips too long to enumerate.
 */
final class LogSpaceCtc {
    final double loss;
    final double[][] gradient;

    LogSpaceCtc(double[][] logits, int[] labels, int blank) {
        int frames = logits.length;
        double[][] logProbs = Arrays.stream(logits).map(LogSpaceCtc::logSoftmax).toArray(double[][]::new);
        int[] states = new int[2 * labels.length + 1];
        Arrays.setAll(states, s -> s % 2 == 0 ? blank : labels[s / 2]);
        double[][] alpha = alphas(logProbs, states);
        int[] statesBackwards = new int[states.length];
        Arrays.setAll(statesBackwards, s -> states[states.length - 1 - s]);
        double[][] beta = reversedFramesAndStates(alphas(reversedFrames(logProbs), statesBackwards));
        int last = states.length - 1;
        loss = -logSum(alpha[frames - 1][last], last > 0 ? alpha[frames - 1][last - 1] : Double.NEGATIVE_INFINITY);
        gradient = new double[frames][];
        for (int t = 0; t < frames; t++) {
            gradient[t] = Arrays.stream(logProbs[t]).map(Math::exp).toArray();
            for (int s = 0; s <= last; s++) {
                if (alpha[t][s] > Double.NEGATIVE_INFINITY && beta[t][s] > Double.NEGATIVE_INFINITY) {
                    gradient[t][states[s]] -= Math.exp(alpha[t][s] + beta[t][s] - logProbs[t][states[s]] + loss);
                }
            }
        }
    }

    private static double[][] alphas(double[][] logProbs, int[] states) {
        double[][] alpha = new double[logProbs.length][states.length];
        for (int t = 0; t < logProbs.length; t++) {
            for (int s = 0; s < states.length; s++) {
                double reach = t == 0 ? (s < 2 ? 0 : Double.NEGATIVE_INFINITY) : alpha[t - 1][s];
                if (t > 0 && s > 0) {
                    reach = logSum(reach, alpha[t - 1][s - 1]);
                }
                if (t > 0 && s > 1 && s % 2 == 1 && states[s] != states[s - 2]) {
                    reach = logSum(reach, alpha[t - 1][s - 2]);
                }
                alpha[t][s] = reach + logProbs[t][states[s]];
            }
        }
        return alpha;
    }

    static double[] logSoftmax(double[] logits) {
        double best = Arrays.stream(logits).max().orElseThrow();
        double sum = Arrays.stream(logits).map(x -> Math.exp(x - best)).sum();
        return Arrays.stream(logits).map(x -> x - best - Math.log(sum)).toArray();
    }

    private static double logSum(double a, double b) {
        double top = Math.max(a, b);
        return top == Double.NEGATIVE_INFINITY ? top : top + Math.log1p(Math.exp(Math.min(a, b) - top));
    }

    private static double[][] reversedFrames(double[][] rows) {
        double[][] turned = new double[rows.length][];
        Arrays.setAll(turned, t -> rows[rows.length - 1 - t]);
        return turned;
    }

    private static double[][] reversedFramesAndStates(double[][] rows) {
        return Arrays.stream(reversedFrames(rows))
                .map(row -> {
                    double[] turned = new double[row.length];
                    Arrays.setAll(turned, s -> row[row.length - 1 - s]);
                    return turned;
                })
                .toArray(double[][]::new);
    }
}
