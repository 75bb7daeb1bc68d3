package attune.decoding;

/** What becomes of words that a language model's vocabulary lacks. Hot words never count as such. */
public sealed interface UnknownWords {

    /** They cannot be recognised: the search stays within the vocabulary. */
    record Refused() implements UnknownWords {}

    /**
     * They can be spelled, at a price beside the model's own probability of an unknown word.
     *
     * @param perWord nats taken off for each, 0 or more
     * @param perCharacter nats taken off for each of its characters, 0 or more
     */
    record Penalised(double perWord, double perCharacter) implements UnknownWords {
        /** Refuses invalid penalties. */
        public Penalised {
            if (!(perWord >= 0 && perCharacter >= 0 && Double.isFinite(perWord + perCharacter))) {
                throw new IllegalArgumentException(
                        "penalties must be 0 or more: " + perWord + " a word, " + perCharacter + " a character");
            }
        }
    }
}
