package attune.foreign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** An exported {@code .pb}: a {@code GraphDef} whose variables have become constants. */
final class FrozenGraphFormat implements ModelFormat {
    /** Tag of field 1, a node, which begins a graph. */
    private static final byte NODE_TAG = 0x0a;

    @Override
    public boolean recognises(Stretch file) {
        return file.length() > 0 && file.bytes().get(0) == NODE_TAG;
    }

    @Override
    public ForeignModel read(Path file) throws IOException {
        return GraphContent.read(Stretch.of(file), Map.of()).model(file, "frozen TensorFlow graph");
    }
}
