package attune.evaluation;

import java.util.Arrays;

/**
 * The dynamic programme of edit distance, one row at a time (Wagner and Fischer 1974).
 *
 * <p>A cost is one number that orders alignments first by their edits and then by their substitutions: an edit costs
 * more than all possible substitutions together, and a substitution one more than another edit. Since the lengths fix
 * D − I, the least cost fixes S, D and I.
 */
final class EditCosts {
    /** Both sides step: correct or substituted. */
    static final byte BOTH = 0;
    /** The hypothesis steps alone: an insertion. */
    static final byte HYPOTHESIS = 1;
    /** The reference steps alone: a deletion. */
    static final byte REFERENCE = 2;

    private final int[] reference;
    private final int[] hypothesis;
    private final long edit;

    /** Takes tokens as numbers, equal for equal tokens; the arrays are not copied. */
    EditCosts(int[] reference, int[] hypothesis) {
        this.reference = reference;
        this.hypothesis = hypothesis;
        this.edit = Math.min(reference.length, hypothesis.length) + 1L;
    }

    /** A stretch of the reference to be aligned with a stretch of the hypothesis; ends are exclusive. */
    record Block(int referenceFrom, int referenceTo, int hypothesisFrom, int hypothesisTo) {
        int referenceLength() {
            return referenceTo - referenceFrom;
        }

        int hypothesisLength() {
            return hypothesisTo - hypothesisFrom;
        }
    }

    Block whole() {
        return new Block(0, reference.length, 0, hypothesis.length);
    }

    /** The same texts read from the end. */
    EditCosts reversed() {
        return new EditCosts(reversed(reference), reversed(hypothesis));
    }

    /** Where a block lies in the {@link #reversed} texts. */
    Block reversed(Block block) {
        return new Block(
                reference.length - block.referenceTo(),
                reference.length - block.referenceFrom(),
                hypothesis.length - block.hypothesisTo(),
                hypothesis.length - block.hypothesisFrom());
    }

    /** The cost of the block's whole reference against each prefix of its hypothesis, the empty one first. */
    long[] lastRow(Block block) {
        byte[] unused = new byte[block.hypothesisLength() + 1];
        long[] row = firstRow(block);
        for (int i = block.referenceFrom(); i < block.referenceTo(); i++) {
            step(row, block, i, unused, 0);
        }
        return row;
    }

    /** The cost of an empty reference against each prefix of the block's hypothesis. */
    long[] firstRow(Block block) {
        long[] row = new long[block.hypothesisLength() + 1];
        Arrays.setAll(row, j -> j * edit);
        return row;
    }

    /**
     * Takes one more token of the reference into a row of costs, and notes for each cell the last move of the path
     * that {@link EditDistance} prescribes: both sides if that costs no more, else an insertion if that costs no more.
     *
     * @param row costs against each prefix of the block's hypothesis; replaced
     * @param moves where to note the moves, from {@code at} on
     */
    void step(long[] row, Block block, int referenceIndex, byte[] moves, int at) {
        int token = reference[referenceIndex];
        long aboveLeft = row[0];
        row[0] += edit;
        moves[at] = REFERENCE;
        for (int j = 1; j < row.length; j++) {
            long both = aboveLeft + (token == hypothesis[block.hypothesisFrom() + j - 1] ? 0 : edit + 1);
            long insertion = row[j - 1] + edit;
            long deletion = row[j] + edit;
            aboveLeft = row[j];
            if (both <= insertion && both <= deletion) {
                row[j] = both;
                moves[at + j] = BOTH;
            } else if (insertion <= deletion) {
                row[j] = insertion;
                moves[at + j] = HYPOTHESIS;
            } else {
                row[j] = deletion;
                moves[at + j] = REFERENCE;
            }
        }
    }

    /** The counts behind the least cost of the whole texts. */
    ErrorCounts counts() {
        long cost = lastRow(whole())[hypothesis.length];
        long substitutions = cost % edit;
        long gaps = cost / edit - substitutions;
        long deletions = (gaps + reference.length - hypothesis.length) / 2;
        return new ErrorCounts(substitutions, deletions, gaps - deletions, reference.length);
    }

    private static int[] reversed(int[] tokens) {
        int[] reversed = new int[tokens.length];
        Arrays.setAll(reversed, i -> tokens[tokens.length - 1 - i]);
        return reversed;
    }
}
