package attune.evaluation;

import java.util.List;

/**
 * The fewest substitutions, deletions and insertions that turn a reference into a hypothesis (Levenshtein 1966), with
 * every edit counting one.
 *
 * <p>Where several alignments have the fewest edits, the one with the most correct tokens counts, that is the one with
 * the fewest substitutions: {@code a b} recognised as {@code b c} is a deletion and an insertion about a correct
 * {@code b}, not two substitutions. This settles all four counts, so they do not depend on any order of search. NIST's
 * sclite weighs a substitution 4 and a deletion or insertion 3, to the same end; its counts differ from ours only where
 * its weights choose an alignment with more edits, such as three deletions and three insertions instead of five
 * substitutions.
 *
 * <p>{@link Alignment} says which tokens are paired. Counting alone needs memory for one row and time in proportion to
 * the product of the lengths.
 */
public final class EditDistance {

    private EditDistance() {}

    /**
     * Errors in words, which are separated by white space.
     *
     * @param reference what was said
     * @param hypothesis what was recognised
     * @return the counts, whose rate is the word error rate
     */
    public static ErrorCounts words(String reference, String hypothesis) {
        return of(Tokens.words(reference), Tokens.words(hypothesis));
    }

    /**
     * Errors in characters: Unicode code points, including the single space between two words, but no other white
     * space.
     *
     * @param reference what was said
     * @param hypothesis what was recognised
     * @return the counts, whose rate is the character error rate
     */
    public static ErrorCounts characters(String reference, String hypothesis) {
        return of(Tokens.characters(reference), Tokens.characters(hypothesis));
    }

    /**
     * Errors in tokens of any kind.
     *
     * @param reference what was said
     * @param hypothesis what was recognised
     * @return the counts
     */
    public static ErrorCounts of(List<String> reference, List<String> hypothesis) {
        return Tokens.costs(reference, hypothesis).counts();
    }
}
