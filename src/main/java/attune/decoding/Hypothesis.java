package attune.decoding;

/**
 * One text a beam search found possible.
 *
 * @param text words with single spaces between them; may be empty
 * @param acousticLogProb natural logarithm of the summed probability of the paths that spell it, as far as the beam kept
 *     them
 * @param languageScore nats added to that: weighted language model, word bonus, penalties and boosts
 */
public record Hypothesis(String text, double acousticLogProb, double languageScore) {

    /**
     * What the search ranks by.
     *
     * @return both parts together
     */
    public double score() {
        return acousticLogProb + languageScore;
    }
}
