package attune.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a recogniser's output for held-out clips.
 *
 * @param clips the words of each clip in their order; none where nothing was recognised
 */
public record JudgedWords(List<List<JudgedWord>> clips) {

    /** Keeps its own copies. */
    public JudgedWords {
        clips = clips.stream().map(List::copyOf).toList();
    }

    /**
     * Judges the words of one clip by their {@link Alignment} with what was said.
     *
     * @param reference what was said
     * @param heard the words recognised
     * @param confidences one for each of them, 0 to 1
     * @return the words, each judged right or wrong
     */
    public static List<JudgedWord> judge(String reference, List<String> heard, List<Double> confidences) {
        if (heard.size() != confidences.size()) {
            throw new IllegalArgumentException(
                    confidences.size() + " confidences do not belong to " + heard.size() + " words");
        }
        List<JudgedWord> judged = new ArrayList<>();
        for (AlignedPair pair : Alignment.of(Tokens.words(reference), heard).pairs()) {
            if (pair.operation() != EditOperation.DELETION) {
                judged.add(new JudgedWord(confidences.get(judged.size()), pair.operation() == EditOperation.CORRECT));
            }
        }
        return judged;
    }

    /**
     * How far their confidences are from what they say, as {@link Reliability} has it.
     *
     * @return the expected calibration error, 0 to 1, 0 the best, and 0 where nothing was recognised
     */
    public double expectedError() {
        return new BinnedWords(this).expectedError();
    }

    /**
     * All words in the order of the clips.
     *
     * @return none where nothing was recognised
     */
    public List<JudgedWord> all() {
        return clips.stream().flatMap(List::stream).toList();
    }
}
