package attune.results;

import java.util.List;

/**
 * What {@code attune corpus split} made of a corpus.
 *
 * @param sets train, dev and test, those that are not empty
 */
public record CorpusSplitResult(List<OfSet> sets) {
    /** Copies the list. */
    public CorpusSplitResult {
        sets = List.copyOf(sets);
    }

    /**
     * One set.
     *
     * @param name train, dev or test
     * @param manifest where it is listed
     * @param clips how many
     * @param minutes their length
     * @param speakers how many, 0 where the manifest does not tell
     * @param words how many in all texts
     * @param newWords how many of them are not in the training texts
     */
    public record OfSet(
            String name, String manifest, int clips, double minutes, int speakers, long words, long newWords) {}
}
