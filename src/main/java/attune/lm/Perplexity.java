package attune.lm;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How surprised a model is by a text: the inverse of the geometric mean of its tokens' probabilities. The ends of
 * sentences count as tokens, their beginnings do not.
 *
 * @param sentences of the text
 * @param tokens of the text, ends of sentences included
 * @param unknown those of them outside the vocabulary
 * @param logProb natural logarithm of the probability of all tokens, {@code <unk>} standing for the unknown ones
 * @param knownLogProb the same without the unknown ones, which remain part of histories
 */
public record Perplexity(long sentences, long tokens, long unknown, double logProb, double knownLogProb) {

    private static final Perplexity OF_NOTHING = new Perplexity(0, 0, 0, 0, 0);

    /**
     * Measures a text.
     *
     * @param model to measure with
     * @param sentences normalised; empty ones are passed over
     * @return the sums
     */
    public static Perplexity of(NgramModel model, Stream<String> sentences) {
        return sentences
                .filter(sentence -> !sentence.isEmpty())
                .map(sentence -> ofSentence(model, sentence))
                .reduce(OF_NOTHING, Perplexity::and);
    }

    private static Perplexity ofSentence(NgramModel model, String sentence) {
        int[] tokens = tokens(model, sentence);
        int unknown = 0;
        double logProb = 0;
        double knownLogProb = 0;
        int state = model.start();
        for (int token : tokens) {
            double of = model.logProb(state, token);
            boolean known = token != model.vocabulary().unknown();
            unknown += known ? 0 : 1;
            logProb += of;
            knownLogProb += known ? of : 0;
            state = model.next(state, token);
        }
        return new Perplexity(1, tokens.length, unknown, logProb, knownLogProb);
    }

    private Perplexity and(Perplexity other) {
        return new Perplexity(
                sentences + other.sentences,
                tokens + other.tokens,
                unknown + other.unknown,
                logProb + other.logProb,
                knownLogProb + other.knownLogProb);
    }

    /**
     * Over all tokens, the unknown ones at the probability of {@code <unk>}: IRSTLM's {@code PP} where it is told the
     * vocabulary's size as {@code --dub}.
     *
     * @return 1 or more; not a number for an empty text
     */
    public double value() {
        return Math.exp(-logProb / tokens);
    }

    /**
     * Over the known tokens alone: what SRILM calls {@code ppl} and KenLM "excluding OOVs".
     *
     * @return 1 or more; not a number for a text without known tokens
     */
    public double ofKnown() {
        return Math.exp(-knownLogProb / (tokens - unknown));
    }

    /**
     * A sentence's tokens and its end. What looks like a mark of the sentence's beginning or end is an unknown word.
     */
    static int[] tokens(NgramModel model, String sentence) {
        Vocabulary vocabulary = model.vocabulary();
        int begin = vocabulary.token(SpecialTokens.BEGIN);
        IntStream tokens = model.kind().split(sentence).stream()
                .mapToInt(vocabulary::token)
                .map(token -> token == begin || token == vocabulary.end() ? vocabulary.unknown() : token);
        return IntStream.concat(tokens, IntStream.of(vocabulary.end())).toArray();
    }
}
