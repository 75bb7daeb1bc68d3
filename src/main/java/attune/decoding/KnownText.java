package attune.decoding;

import attune.text.Alphabet;
import java.util.Arrays;

/**
 * Finds where in a clip the words of a known text are: the most probable path through the frames that spells the text.
 * Immutable and thread-safe.
 */
public final class KnownText {
    private final Spelling spelling;

    /**
     * An aligner for a network's output.
     *
     * @param alphabet the outputs
     * @param frameSeconds how long one frame of the output lasts, positive
     */
    public KnownText(Alphabet alphabet, double frameSeconds) {
        this.spelling = new Spelling(alphabet, frameSeconds);
    }

    /**
     * Aligns a clip with its text.
     *
     * @param logProbs natural logarithms of the outputs' probabilities, [frame × output], without padding
     * @param text normalised, of the alphabet's characters, single spaces between words
     * @return the text's words with their times; a low confidence suggests that the text is not what was said
     * @throws IllegalArgumentException when the frames are fewer than
     *     {@link attune.ctc.CtcLoss#minimumFrames(int[])} of the text, or no rows of log-probabilities
     */
    public Transcript align(float[][] logProbs, String text) {
        Alphabet alphabet = spelling.alphabet();
        for (int frame = 0; frame < logProbs.length; frame++) {
            FramePath.requireLogProbs(logProbs[frame], frame, alphabet.size());
        }
        FramePath path =
                new TextAlignment(Arrays.asList(logProbs), alphabet.encode(text), alphabet).path(logProbs.length);
        return new Transcript(
                spelling.words(path, 0), path.confidence(0, logProbs.length), path.logProb(0, logProbs.length));
    }
}
