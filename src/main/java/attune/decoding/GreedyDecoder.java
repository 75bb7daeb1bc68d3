package attune.decoding;

import attune.text.Alphabet;

/**
 * Best-path decoding (Graves et al. 2006, section 3.2): the most probable output of each frame, of equal ones the lowest;
 * repeats merged, then blanks removed. Fast, and with a confident network hardly worse than a search. Immutable and
 * thread-safe.
 *
 * <p>The label of a space separates words; spaces at the ends and doubled spaces leave no trace. An alphabet without a
 * space gives a single word.
 */
public final class GreedyDecoder implements Decoder {
    private final Spelling spelling;

    /**
     * A decoder for a network's output.
     *
     * @param alphabet the outputs
     * @param frameSeconds how long one frame of the output lasts, positive
     */
    public GreedyDecoder(Alphabet alphabet, double frameSeconds) {
        this.spelling = new Spelling(alphabet, frameSeconds);
    }

    @Override
    public Transcript decode(float[][] logProbs) {
        FramePath path = FramePath.best(logProbs, spelling.alphabet().size());
        return new Transcript(
                spelling.words(path, 0), path.confidence(0, logProbs.length), path.logProb(0, logProbs.length));
    }
}
