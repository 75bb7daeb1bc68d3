package attune.lm;

import java.util.List;

/** What a language model counts. */
public enum TokenKind {
    /** Words, which single spaces separate. */
    WORDS {
        @Override
        public List<String> split(String sentence) {
            return sentence.isEmpty() ? List.of() : List.of(sentence.split(" ", -1));
        }
    },

    /** Unicode characters, spaces included: for text whose words a vocabulary could not hold. */
    CHARACTERS {
        @Override
        public List<String> split(String sentence) {
            return sentence.codePoints().mapToObj(Character::toString).toList();
        }
    };

    /**
     * The tokens of a sentence.
     *
     * @param sentence normalised text: single spaces between words and none at the ends
     * @return its tokens in order
     */
    public abstract List<String> split(String sentence);

    /**
     * What a vocabulary holds: a character model's has the space, which can be part of no word.
     *
     * @param vocabulary of a model
     * @return what its tokens are
     */
    public static TokenKind of(Vocabulary vocabulary) {
        return vocabulary.token(SpecialTokens.SPACE) == vocabulary.unknown() ? WORDS : CHARACTERS;
    }
}
