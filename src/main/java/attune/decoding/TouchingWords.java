package attune.decoding;

import java.util.ArrayList;
import java.util.List;

/**
 * Corrects the times that CTC gives words: it emits a word's first character a little after the word has begun, and its
 * last one before the word is over. In connected speech the next word begins where this one ends, so two words that are
 * less than a pause apart share the time between them, half each. {@code scripts/lab times} measures what that gains.
 */
final class TouchingWords {
    /** The closure of a stop such as the t of "the time" lasts up to this, without a pause. */
    private static final double SHORTEST_PAUSE_SECONDS = 0.15;

    /** Times are multiples of a frame, as far as binary fractions can say that. */
    private static final double ROUNDING_SECONDS = 1e-6;

    private TouchingWords() {}

    static List<Word> of(List<Word> words) {
        List<Word> touching = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            double start = i == 0 ? word.startSeconds() : start(words.get(i - 1), word);
            double end = i == words.size() - 1 ? word.endSeconds() : end(word, words.get(i + 1));
            touching.add(new Word(word.text(), start, end, word.confidence(), word.characters()));
        }
        return touching;
    }

    private static double start(Word before, Word word) {
        return isPause(before, word) ? word.startSeconds() : middle(before, word);
    }

    private static double end(Word word, Word next) {
        return isPause(word, next) ? word.endSeconds() : middle(word, next);
    }

    private static boolean isPause(Word word, Word next) {
        return next.startSeconds() - word.endSeconds() > SHORTEST_PAUSE_SECONDS + ROUNDING_SECONDS;
    }

    private static double middle(Word word, Word next) {
        return (word.endSeconds() + next.startSeconds()) / 2;
    }
}
