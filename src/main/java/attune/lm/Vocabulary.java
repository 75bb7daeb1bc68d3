package attune.lm;

/** Tokens and their numbers. Immutable and thread-safe. */
public interface Vocabulary {

    /**
     * How many tokens there are, the unknown one and the ends of a sentence included.
     *
     * @return tokens are numbered from 0 to one less
     */
    int size();

    /**
     * A token's number.
     *
     * @param text of the token
     * @return its number, or {@link #unknown()} where the vocabulary lacks it
     */
    int token(String text);

    /**
     * A token's text.
     *
     * @param token its number
     * @return as in the text the model was made from; {@code <unk>}, {@code <s>} or {@code </s>} for the special ones
     */
    String text(int token);

    /**
     * Stands for every token the vocabulary lacks.
     *
     * @return its number
     */
    int unknown();

    /**
     * The end of a sentence.
     *
     * @return its number
     */
    int end();
}
