package attune.results;

import attune.lm.Perplexity;

/**
 * How well a language model predicts a text: the output of {@code attune lm perplexity}.
 *
 * @param sentences number in the text
 * @param tokens number in the text, including ends of sentences
 * @param unknown number of tokens outside the vocabulary
 * @param logProb natural logarithm of the probability of all tokens
 * @param perplexity of all tokens
 * @param knownPerplexity of the known tokens
 */
public record PerplexityResult(
        long sentences, long tokens, long unknown, double logProb, double perplexity, double knownPerplexity) {

    /**
     * Computes the perplexities.
     *
     * @param of the sums
     * @return the result
     */
    public static PerplexityResult of(Perplexity of) {
        return new PerplexityResult(of.sentences(), of.tokens(), of.unknown(), of.logProb(), of.value(), of.ofKnown());
    }
}
