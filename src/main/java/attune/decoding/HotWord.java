package attune.decoding;

/**
 * A word or phrase to listen for.
 *
 * @param phrase words with single spaces between them
 * @param boost nats (units of natural-log probability) added for each of its characters, spaces aside, wherever the
 *     phrase is recognised; above 0 and at most {@value #MOST}. Long phrases gain more because more characters can be
 *     misheard
 */
public record HotWord(String phrase, double boost) {
    /** Enough to decide between what sounds alike, too little to conjure a word out of noise. */
    public static final double DEFAULT_BOOST = 1.5;

    /**
     * More would drown what the network hears: with the ten hot words of the shipped prompts, a boost of 3 adds 1.7
     * points to the word error rate of the adapted model, 5 adds 5.1, and 8, before it was refused, added 27.
     */
    static final double MOST = 5;

    /** Refuses phrases that are not normalised, and invalid boosts. */
    public HotWord {
        if (phrase.isBlank() || !phrase.strip().equals(phrase) || phrase.contains("  ")) {
            throw new IllegalArgumentException("a phrase is words with single spaces between them: \"" + phrase + "\"");
        }
        if (!(boost > 0 && boost <= MOST)) {
            throw new IllegalArgumentException("a boost must be above 0 and at most " + MOST + ": " + boost);
        }
    }
}
