package attune.results;

import attune.lm.Perplexity;

/**
 * How well a language model predicts a text: what {@code attune lm perplexity} prints.
 *
 * @param sentences of the text
 * @param tokens of the text, ends of sentences included
 * @param unknown those of them outside the vocabulary
 * @param logProb natural logarithm of the probability of all tokens
 * @param perplexity of all tokens
 * @param knownPerplexity of the tokens that are not unknown
 */
public record PerplexityResult(
        long sentences, long tokens, long unknown, double logProb, double perplexity, double knownPerplexity) {

    /**
     * Works the perplexities out.
     *
     * @param of the sums
     * @return the numbers
     */
    public static PerplexityResult of(Perplexity of) {
        return new PerplexityResult(of.sentences(), of.tokens(), of.unknown(), of.logProb(), of.value(), of.ofKnown());
    }
}
