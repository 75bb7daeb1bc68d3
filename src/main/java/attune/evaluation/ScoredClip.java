package attune.evaluation;

/**
 * A held-out clip and what a recogniser made of it.
 *
 * @param id names the clip; the same for every recogniser
 * @param reference what was said, normalised
 * @param hypothesis what was recognised, normalised alike
 * @param words errors in words
 * @param characters errors in characters
 */
public record ScoredClip(String id, String reference, String hypothesis, ErrorCounts words, ErrorCounts characters) {

    /** Refuses counts that belong to another reference or hypothesis. */
    public ScoredClip {
        requireLength(words.referenceLength(), Tokens.words(reference).size(), id);
        requireLength(words.hypothesisLength(), Tokens.words(hypothesis).size(), id);
        requireLength(characters.referenceLength(), Tokens.characters(reference).size(), id);
        requireLength(
                characters.hypothesisLength(), Tokens.characters(hypothesis).size(), id);
    }

    /**
     * Counts the errors of one clip.
     *
     * @param id names the clip
     * @param reference what was said, normalised
     * @param hypothesis what was recognised, normalised alike
     * @return the clip with its counts
     */
    public static ScoredClip score(String id, String reference, String hypothesis) {
        return new ScoredClip(
                id,
                reference,
                hypothesis,
                EditDistance.words(reference, hypothesis),
                EditDistance.characters(reference, hypothesis));
    }

    private static void requireLength(long counted, int found, String id) {
        if (counted != found) {
            throw new IllegalArgumentException(
                    "clip " + id + ": the counts are of " + counted + " tokens, the text has " + found);
        }
    }
}
