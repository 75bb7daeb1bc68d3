package attune.foreign;

/** A tensor of real numbers, still in its file. */
sealed interface ForeignTensor permits FloatTensor, LiteMatrix {

    /** The name in the network's own program. */
    String name();

    Shape shape();

    /** Its location in the file. */
    Stretch data();

    /** A row-major copy of the numbers; only for tensors whose shape has been checked. */
    float[] values();
}
