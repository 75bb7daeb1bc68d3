package attune.decoding;

/**
 * One character of a word and the frames that spell it.
 *
 * @param text one label's text
 * @param startSeconds start of its first frame, from the start of the clip
 * @param endSeconds end of its last frame, after {@code startSeconds}
 * @param confidence 0 to 1: geometric mean of the label's probabilities in these frames
 */
public record TimedCharacter(String text, double startSeconds, double endSeconds, double confidence) {

    /** Refuses times that run backwards and invalid confidences. */
    public TimedCharacter {
        Word.requireTimesAndConfidence(text, startSeconds, endSeconds, confidence);
    }

    TimedCharacter later(double seconds) {
        return new TimedCharacter(text, startSeconds + seconds, endSeconds + seconds, confidence);
    }
}
