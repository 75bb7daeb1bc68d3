package attune.ctc;

/**
 * Which label each frame belongs to.
 *
 * @param positions for each frame the position in the label sequence (0 the first label), or {@link #BLANK}; positions
 *     never decrease, and each occurs
 * @param logProb natural logarithm of the path's probability, the sum over its frames
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, not kept
public record CtcAlignment(int[] positions, double logProb) {
    /** A frame between labels. */
    public static final int BLANK = -1;
}
