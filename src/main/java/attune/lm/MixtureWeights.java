package attune.lm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The weights under which a mixture of models makes a text most probable, by expectation maximisation: in each round a
 * model's weight becomes the mean, over the text's tokens, of its share in their probability. Some more tokens, of which
 * every model has an equal share, keep the weights of a short text from extremes.
 */
final class MixtureWeights {
    private static final int MOST_ROUNDS = 200;
    private static final double SETTLED = 1e-6;

    private MixtureWeights() {}

    /**
     * Finds the weights.
     *
     * @param models over one vocabulary
     * @param sentences normalised; tokens outside the vocabulary are passed over
     * @param evenTokens how many tokens all models share equally, beside those of the sentences, 0 or more
     * @return the weight of each model, summing to one; equal if no token is in the vocabulary
     */
    static double[] tune(List<NgramModel> models, List<String> sentences, int evenTokens) {
        List<double[]> probs = probabilities(models, sentences);
        double[] weights = equal(models.size());
        for (int round = 0; round < MOST_ROUNDS && !probs.isEmpty(); round++) {
            double[] better = round(weights, probs, evenTokens);
            double change = 0;
            for (int k = 0; k < weights.length; k++) {
                change = Math.max(change, Math.abs(better[k] - weights[k]));
            }
            weights = better;
            if (change < SETTLED) {
                break;
            }
        }
        return weights;
    }

    static double[] equal(int models) {
        double[] weights = new double[models];
        Arrays.fill(weights, 1.0 / models);
        return weights;
    }

    private static double[] round(double[] weights, List<double[]> probs, int evenTokens) {
        double tokens = probs.size() + evenTokens;
        double[] shares = new double[weights.length];
        Arrays.fill(shares, evenTokens / tokens / weights.length);
        for (double[] of : probs) {
            double total = 0;
            for (int k = 0; k < weights.length; k++) {
                total += weights[k] * of[k];
            }
            for (int k = 0; k < weights.length; k++) {
                shares[k] += weights[k] * of[k] / total / tokens;
            }
        }
        return shares;
    }

    /** For each token of the text its probability in each model. */
    private static List<double[]> probabilities(List<NgramModel> models, List<String> sentences) {
        List<double[]> probs = new ArrayList<>();
        for (String sentence : sentences) {
            int[] states = models.stream().mapToInt(NgramModel::start).toArray();
            for (int token : Perplexity.tokens(models.get(0), sentence)) {
                double[] of = new double[states.length];
                for (int k = 0; k < states.length; k++) {
                    of[k] = Math.exp(models.get(k).logProb(states[k], token));
                    states[k] = models.get(k).next(states[k], token);
                }
                if (token != models.get(0).vocabulary().unknown()) {
                    probs.add(of);
                }
            }
        }
        return probs;
    }
}
