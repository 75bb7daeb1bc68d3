package attune.decoding;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What was said in a clip.
 *
 * @param words the words in the order of their times; empty when nothing was said
 * @param confidence 0 to 1: geometric mean of the chosen outputs' probabilities over all frames, silence included; 1 for
 *     a clip without frames; not calibrated
 * @param logProb natural logarithm of the probability of the path through the frames that was chosen, 0 or less; longer
 *     clips have smaller ones
 */
public record Transcript(List<Word> words, double confidence, double logProb) {

    /** Refuses an invalid confidence. */
    public Transcript {
        words = List.copyOf(words);
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("a transcript cannot have a confidence of " + confidence);
        }
    }

    /**
     * The same words in a longer clip that this one is a part of.
     *
     * @param seconds where in that clip this one begins, 0 or more
     * @return a transcript with later times
     */
    public Transcript later(double seconds) {
        return new Transcript(words.stream().map(word -> word.later(seconds)).toList(), confidence, logProb);
    }

    /**
     * The same with better times of words: where one follows another without a pause, both are stretched to touch.
     * Characters keep their times.
     *
     * @return a transcript with words that start earlier and end later than their characters
     */
    public Transcript withTouchingWords() {
        return new Transcript(TouchingWords.of(words), confidence, logProb);
    }

    /**
     * How sure the model is of the words.
     *
     * @return mean of their confidences, 0 to 1; empty if there are none
     */
    public OptionalDouble meanOfWords() {
        return words.stream().mapToDouble(Word::confidence).average();
    }

    /**
     * The text.
     *
     * @return the words with single spaces between them
     */
    public String text() {
        return words.stream().map(Word::text).collect(Collectors.joining(" "));
    }
}
