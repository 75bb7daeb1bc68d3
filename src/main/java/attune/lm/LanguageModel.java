package attune.lm;

/**
 * The probability of each next token of a text, given those before it. Tokens are words, or characters in a character
 * model; the history is a state, a number that only the model understands. Immutable and thread-safe.
 *
 * <pre>{@code
 * int state = model.start();
 * double logProb = 0;
 * for (String word : words) {
 *     int token = model.vocabulary().token(word);
 *     logProb += model.logProb(state, token);
 *     state = model.next(state, token);
 * }
 * logProb += model.logProb(state, model.vocabulary().end());
 * }</pre>
 */
public interface LanguageModel {

    /**
     * The longest history it looks at, plus the token itself.
     *
     * @return n of the n-grams, 1 or more
     */
    int order();

    /**
     * The tokens it knows.
     *
     * @return its vocabulary
     */
    Vocabulary vocabulary();

    /**
     * The history at the beginning of a sentence.
     *
     * @return a state
     */
    int start();

    /**
     * The history of nothing at all: inside a sentence whose beginning is not known.
     *
     * @return a state
     */
    int empty();

    /**
     * The history after one more token. Equal states have equal futures, so a search may merge what led to them.
     *
     * @param state before the token
     * @param token of the vocabulary, the unknown one included
     * @return the state after it
     */
    int next(int state, int token);

    /**
     * The natural logarithm of a token's probability. Over all tokens but the beginning of a sentence the probabilities
     * sum to one.
     *
     * @param state before the token
     * @param token of the vocabulary: a word, the unknown word or the end of the sentence
     * @return 0 or less
     */
    double logProb(int state, int token);
}
