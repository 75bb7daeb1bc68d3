package attune.foreign;

/** A tensor of real numbers, still in its file. */
sealed interface ForeignTensor permits FloatTensor, LiteMatrix {

    /** As the network's program calls it. */
    String name();

    Shape shape();

    /** Where it lies. */
    Stretch data();

    /** The numbers, row-major, copied; only for tensors whose shape has been found possible. */
    float[] values();
}
