package attune.surgery;

import java.util.Locale;
import java.util.Objects;

/** Readable types of layers and vertices: {@code DenseLayer} is "dense", {@code RnnOutputLayer} "rnn-output". */
final class TypeNames {

    /** The type that keeps running statistics among its parameters. */
    static final String BATCH_NORMALIZATION = "batch-normalization";

    private TypeNames() {}

    static String of(Object layerOrVertex) {
        String simple = layerOrVertex.getClass().getSimpleName();
        String bare = simple.replaceFirst("(?<=.)(Layer|Vertex)$", "");
        String words = Objects.requireNonNull(bare).replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-");
        return words.toLowerCase(Locale.ROOT);
    }
}
