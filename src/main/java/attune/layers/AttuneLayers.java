package attune.layers;

import java.util.Map;

/** The names under which our layers stand in files, so that a class may be renamed without breaking an old file. */
public final class AttuneLayers {
    /** From the name in a file to the class. */
    public static final Map<String, Class<?>> BY_ID = Map.of(
            "lstm", Lstm.class,
            "bilstm", BiLstm.class,
            "ctc", CtcOutputLayer.class,
            "clipped-relu", ClippedRelu.class,
            "dropout", SeededDropout.class,
            "dropout-layer", SequenceDropout.class);

    private AttuneLayers() {}
}
