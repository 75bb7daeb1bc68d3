package attune.decoding;

import attune.text.Alphabet;

/** Scores prefixes by language alone, label by label. Immutable; what it knows of a prefix is stored in the prefix. */
sealed interface Fusion permits NoFusion, WordFusion, CharacterFusion {

    static Fusion of(FusedModel model, HotWords hotWords, Alphabet alphabet) {
        if (model instanceof FusedModel.Words words) {
            return new WordFusion(words, new Lexicon(words.model().vocabulary(), hotWords, alphabet), alphabet);
        }
        if (model instanceof FusedModel.Characters characters) {
            return new CharacterFusion(characters, alphabet);
        }
        return new NoFusion();
    }

    /**
     * The same with another weight, bonus or price of unknown words; what was made of the vocabulary serves both.
     *
     * @throws IllegalArgumentException if the model itself is not the same
     */
    Fusion with(FusedModel model);

    /** Fills in an empty text's model fields. */
    void start(Prefix root);

    /** Fills in a child's model fields from its parent's; false where no text may begin like that. */
    boolean extend(Prefix parent, Prefix child);

    /** The model's score of a child by another label than the space is no higher. Its outlook is not above its parent's. */
    double mostByLetter(Prefix parent);

    /** The outlook of such a child is no higher. */
    double outlookByLetter(Prefix parent, int label);

    /** The model's score of a child by a space is no higher. */
    double mostBySpace(Prefix parent);

    /** The outlook of a child by a space is no higher. */
    double outlookAfterSpace();

    /** What is added when the text ends here; negative infinity where it may not. */
    double atEnd(Prefix last);
}
