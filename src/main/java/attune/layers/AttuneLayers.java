package attune.layers;

import java.util.Map;

/** The names of our layers in files, so that renaming a class does not break old files. */
public final class AttuneLayers {
    /** Class by name in a file. */
    public static final Map<String, Class<?>> BY_ID = Map.of(
            "lstm", Lstm.class,
            "bilstm", BiLstm.class,
            "ctc", CtcOutputLayer.class,
            "clipped-relu", ClippedRelu.class,
            "dropout", SeededDropout.class,
            "dropout-layer", SequenceDropout.class,
            "band-convolution", BandConvolution.class,
            "band-pooling", BandPooling.class);

    private AttuneLayers() {}
}
