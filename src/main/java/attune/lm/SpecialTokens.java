package attune.lm;

/** Tokens that are not words, by the names that every ARPA file gives them. */
final class SpecialTokens {
    static final String UNKNOWN = "<unk>";
    static final String BEGIN = "<s>";
    static final String END = "</s>";

    /** A character model's space as it is in the vocabulary, and as it is in an ARPA file, where spaces separate. */
    static final String SPACE = " ";

    static final String SPACE_IN_ARPA = "<space>";

    /** The base-10 logarithm of a probability of zero in ARPA files. */
    static final double ZERO_LOG10 = -99;

    static final float ZERO_LOG_PROB = (float) (ZERO_LOG10 * Math.log(10));

    private SpecialTokens() {}

    static String inArpa(String token) {
        return token.equals(SPACE) ? SPACE_IN_ARPA : token;
    }

    static String fromArpa(String token) {
        return switch (token) {
            case SPACE_IN_ARPA -> SPACE;
            case "<UNK>" -> UNKNOWN;
            default -> token;
        };
    }
}
