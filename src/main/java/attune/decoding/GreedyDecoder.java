package attune.decoding;

import attune.text.Alphabet;
import java.util.ArrayList;
import java.util.List;

/**
 * Best-path decoding (Graves et al. 2006, section 3.2): the most probable output of each frame, of equal ones the lowest;
 * repeats merged, then blanks removed. Fast, and with a confident network hardly worse than a search. Immutable and
 * thread-safe.
 *
 * <p>The label of a space separates words; spaces at the ends and doubled spaces leave no trace. An alphabet without a
 * space gives a single word.
 */
public final class GreedyDecoder {
    private static final String SPACE = " ";

    private final Alphabet alphabet;
    private final double frameSeconds;

    /**
     * A decoder for a network's output.
     *
     * @param alphabet the outputs
     * @param frameSeconds how long one frame of the output lasts, positive
     */
    public GreedyDecoder(Alphabet alphabet, double frameSeconds) {
        if (!(frameSeconds > 0 && frameSeconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a frame must last more than 0 seconds: " + frameSeconds);
        }
        this.alphabet = alphabet;
        this.frameSeconds = frameSeconds;
    }

    /**
     * Decodes a clip.
     *
     * @param logProbs natural logarithms of the outputs' probabilities, [frame × output], without padding; may be empty
     * @return the transcript
     * @throws IllegalArgumentException when a frame has not one number for each output of the alphabet, holds a NaN, or
     *     gives every output probability 0
     */
    public Transcript decode(float[][] logProbs) {
        BestPath path = BestPath.through(logProbs, alphabet.size());
        List<Word> words = new ArrayList<>();
        List<Run> word = new ArrayList<>();
        for (Run run : path.runs(alphabet.blankIndex())) {
            if (!alphabet.label(run.output()).equals(SPACE)) {
                word.add(run);
            } else if (!word.isEmpty()) {
                words.add(word(word, path));
                word.clear();
            }
        }
        if (!word.isEmpty()) {
            words.add(word(word, path));
        }
        return new Transcript(words, path.confidence(0, logProbs.length), path.logProb(0, logProbs.length));
    }

    private Word word(List<Run> runs, BestPath path) {
        List<TimedCharacter> characters = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Run run : runs) {
            String character = alphabet.label(run.output());
            text.append(character);
            characters.add(new TimedCharacter(
                    character,
                    run.from() * frameSeconds,
                    run.to() * frameSeconds,
                    path.confidence(run.from(), run.to())));
        }
        int from = runs.get(0).from();
        int to = runs.get(runs.size() - 1).to();
        double confidence = path.confidence(from, to);
        return new Word(text.toString(), from * frameSeconds, to * frameSeconds, confidence, characters);
    }
}
