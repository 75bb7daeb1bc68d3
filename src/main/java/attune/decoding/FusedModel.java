package attune.decoding;

import attune.lm.LanguageModel;

/**
 * The language model that helps a beam search, and how much it counts (shallow fusion: scores are added). A text of
 * the words w with the acoustic log-probability a has the score {@code a + weight · ln P(w) + wordBonus · |w|}, sentence
 * end included, with penalties for unknown words and boosts for hot ones.
 */
public sealed interface FusedModel {

    /** No language model. */
    record None() implements FusedModel {}

    /**
     * A model of words. Its vocabulary's words that have characters outside the alphabet cannot be recognised.
     *
     * @param model gives a word's probability after those before it
     * @param weight of its log-probabilities, 0 or more
     * @param wordBonus nats added for each word, against the model's preference for few words
     * @param unknownWords how to treat words it does not know
     */
    record Words(LanguageModel model, double weight, double wordBonus, UnknownWords unknownWords)
            implements FusedModel {
        /** Refuses invalid weights. */
        public Words {
            requireWeights(weight, wordBonus);
        }
    }

    /**
     * A model of characters: every label of the alphabet is a token.
     *
     * @param model gives a character's probability after those before it
     * @param spaceToken the token between two words; texts of tokens separate them by spaces, so it is not a space
     * @param weight of its log-probabilities, 0 or more
     * @param wordBonus nats added for each word
     */
    record Characters(LanguageModel model, String spaceToken, double weight, double wordBonus) implements FusedModel {
        /** Refuses invalid weights. */
        public Characters {
            requireWeights(weight, wordBonus);
        }
    }

    private static void requireWeights(double weight, double wordBonus) {
        if (!(weight >= 0 && Double.isFinite(weight) && Double.isFinite(wordBonus))) {
            throw new IllegalArgumentException(
                    "the weight must be 0 or more, the word bonus a number: " + weight + " and " + wordBonus);
        }
    }
}
