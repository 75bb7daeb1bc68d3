package attune.lm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Texts to estimate a model from, as numbers: 4 bytes a token. Not thread-safe.
 *
 * <pre>{@code
 * TrainingTexts texts = new TrainingTexts(TokenKind.WORDS);
 * texts.add("domain.txt", domainSentences.stream());
 * texts.add("general.txt", generalSentences.stream());
 * }</pre>
 */
public final class TrainingTexts {
    static final int UNKNOWN = 0;
    static final int BEGIN = 1;
    static final int SENTENCE_END = 2;

    private final TokenKind kind;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> tokens = new ArrayList<>();
    private final List<Text> texts = new ArrayList<>();

    /**
     * One text.
     *
     * @param name as the user knows it
     * @param tokens of its sentences in our numbers, each sentence closed by {@link #SENTENCE_END}
     * @param sentences how many
     */
    @SuppressWarnings("ArrayRecordComponent") // millions of numbers, never copied and never changed
    record Text(String name, int[] tokens, int sentences) {
        /** The two texts joined. */
        Text and(Text other) {
            int[] both = Arrays.copyOf(tokens, Math.addExact(tokens.length, other.tokens.length));
            System.arraycopy(other.tokens, 0, both, tokens.length, other.tokens.length);
            return new Text(name, both, sentences + other.sentences);
        }
    }

    /**
     * Starts without texts.
     *
     * @param kind what is counted
     */
    public TrainingTexts(TokenKind kind) {
        this.kind = kind;
        Stream.of(SpecialTokens.UNKNOWN, SpecialTokens.BEGIN, SpecialTokens.END).forEach(this::number);
        if (kind == TokenKind.CHARACTERS) {
            number(SpecialTokens.SPACE); // in the vocabulary even where the text has none: it marks the kind of model
        }
    }

    /**
     * Adds a text.
     *
     * @param name as the user knows it, for messages
     * @param sentences normalised, one element each; empty ones are passed over
     */
    public void add(String name, Stream<String> sentences) {
        IntList coded = new IntList();
        int[] count = {0};
        sentences.sequential().filter(sentence -> !sentence.isEmpty()).forEachOrdered(sentence -> {
            for (String token : kind.split(sentence)) {
                int number = number(token);
                coded.add(number == BEGIN || number == SENTENCE_END ? UNKNOWN : number);
            }
            coded.add(SENTENCE_END);
            count[0]++;
        });
        texts.add(new Text(name, coded.toArray(), count[0]));
    }

    /**
     * How many tokens all texts have.
     *
     * @return words or characters, ends of sentences not counted
     */
    public long tokenCount() {
        return texts.stream()
                .mapToLong(text -> text.tokens.length - text.sentences)
                .sum();
    }

    /**
     * How many sentences all texts have.
     *
     * @return their number
     */
    public long sentenceCount() {
        return texts.stream().mapToLong(Text::sentences).sum();
    }

    TokenKind kind() {
        return kind;
    }

    List<Text> texts() {
        return texts;
    }

    /** All tokens met so far, by their numbers; the first three are the special ones. */
    List<String> tokens() {
        return tokens;
    }

    private int number(String token) {
        Integer known = numbers.get(token);
        if (known != null) {
            return known;
        }
        numbers.put(token, tokens.size());
        tokens.add(token);
        return tokens.size() - 1;
    }
}
