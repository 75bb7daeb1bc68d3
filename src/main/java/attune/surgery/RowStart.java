package attune.surgery;

/** The initial values of a row of a new output: the bias and weights of one label or class. */
public sealed interface RowStart {

    /**
     * An exact copy of a row of the old output: the same label or class.
     *
     * @param row its index there
     */
    record Same(int row) implements RowStart {}

    /**
     * A row of the old output plus noise: for a similar-sounding label, say.
     *
     * @param row its index there
     */
    record Alike(int row) implements RowStart {}

    /** No counterpart is known. */
    record Unknown() implements RowStart {}

    /** The initial values of unknown rows. */
    enum Unknowns {
        /** The mean of the old output's labels or classes, plus noise. */
        MEAN,
        /** As drawn for a new layer. */
        RANDOM
    }
}
