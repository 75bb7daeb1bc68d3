package attune.layers;

/**
 * An LSTM layer that reads each utterance from its first frame to its last; usable on live audio. Parameters {@code W,
 * RW, b} as in {@code LstmParameters}. Dropout, if set, acts on the layer's input.
 */
public final class Lstm extends RecurrentLayer {
    private static final long serialVersionUID = 1L;

    /** For DL4J, which makes one and sets its fields when it reads a network. */
    public Lstm() {}

    /**
     * A layer.
     *
     * @param name the vertex's name
     * @param inputs size of an input frame
     * @param units size of an output frame
     */
    public Lstm(String name, long inputs, long units) {
        super(name, inputs, units);
    }

    @Override
    public LstmParameters initializer() {
        return LstmParameters.ONE_WAY;
    }
}
