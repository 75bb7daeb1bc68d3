package attune.surgery;

/** What a row of a new output, the bias and weights of one label or class, begins as. */
public sealed interface RowStart {

    /**
     * A row of the old output, bit by bit: the same label or class.
     *
     * @param row its place there
     */
    record Same(int row) implements RowStart {}

    /**
     * Almost a row of the old output: a label that sounds alike, say.
     *
     * @param row its place there
     */
    record Alike(int row) implements RowStart {}

    /** Nothing is known of it. */
    record Unknown() implements RowStart {}

    /** What rows begin as of which nothing is known. */
    enum Unknowns {
        /** Almost the mean of the old output's labels or classes. */
        MEAN,
        /** As drawn for a new layer. */
        RANDOM
    }
}
