package attune.decoding;

import java.util.List;

/**
 * A word of a transcript.
 *
 * @param text its characters, at least one
 * @param startSeconds start of its first character's first frame, from the start of the clip; earlier after
 *     {@link Transcript#withTouchingWords()}
 * @param endSeconds end of its last character's last frame, after {@code startSeconds}; later after
 *     {@link Transcript#withTouchingWords()}
 * @param confidence 0 to 1: geometric mean of the chosen outputs' probabilities from the first frame to the last, the
 *     blanks between characters included; from a {@link BeamDecoder} times the share of its beam that has this word in
 *     this place; a {@link Calibration} makes it a probability of being right
 * @param characters the characters with their own times, in order
 */
public record Word(
        String text, double startSeconds, double endSeconds, double confidence, List<TimedCharacter> characters) {

    /** Refuses words without characters, times that run backwards and invalid confidences. */
    public Word {
        characters = List.copyOf(characters);
        if (characters.isEmpty()) {
            throw new IllegalArgumentException("a word has at least one character");
        }
        requireTimesAndConfidence(text, startSeconds, endSeconds, confidence);
    }

    /** The same with its confidence multiplied by a number from 0 to 1. */
    Word lessConfident(double factor) {
        return new Word(text, startSeconds, endSeconds, factor * confidence, characters);
    }

    /**
     * The same word in a longer clip that this one is a part of.
     *
     * @param seconds where in that clip this one's begins, 0 or more
     * @return a word with later times
     */
    public Word later(double seconds) {
        return new Word(
                text,
                startSeconds + seconds,
                endSeconds + seconds,
                confidence,
                characters.stream().map(character -> character.later(seconds)).toList());
    }

    static void requireTimesAndConfidence(String text, double startSeconds, double endSeconds, double confidence) {
        if (!(startSeconds >= 0 && endSeconds > startSeconds)) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" cannot last from " + startSeconds + " to " + endSeconds);
        }
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("\"" + text + "\" cannot have a confidence of " + confidence);
        }
    }
}
