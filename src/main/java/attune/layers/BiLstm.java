package attune.layers;

/**
 * Two LSTMs over each utterance, one from its first frame to its last and one from its own last frame to its first;
 * their outputs are concatenated. Parameters {@code fW, fRW, fb, bW, bRW, bb} as in {@code LstmParameters}. Dropout, if
 * set, acts on the layer's input.
 */
public final class BiLstm extends RecurrentLayer {
    private static final long serialVersionUID = 1L;

    /** For DL4J, which makes one and sets its fields when it reads a network. */
    public BiLstm() {}

    /**
     * A layer.
     *
     * @param name the vertex's name
     * @param inputs size of an input frame
     * @param unitsEachWay size of each direction's output frame; the layer's is twice that
     */
    public BiLstm(String name, long inputs, long unitsEachWay) {
        super(name, inputs, 2 * unitsEachWay);
    }

    @Override
    public LstmParameters initializer() {
        return LstmParameters.BOTH_WAYS;
    }
}
