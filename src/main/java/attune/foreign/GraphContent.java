package attune.foreign;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The constants of a frozen graph. */
final class GraphContent {
    private final Map<String, FloatTensor> tensors = new TreeMap<>();
    private final Map<String, Long> integers = new TreeMap<>();
    private final Map<String, Stretch> strings = new TreeMap<>();

    /** Reads a {@code GraphDef} whose constants may lie in {@code regions}. */
    static GraphContent read(Stretch graph, Map<String, Stretch> regions) {
        GraphContent content = new GraphContent();
        ProtoFields fields = new ProtoFields(graph, "the graph");
        while (fields.next()) {
            if (fields.number() == 1) {
                GraphConstant.read(fields.bytes()).addTo(content, fields.bytes(), regions);
            }
        }
        return content;
    }

    void add(FloatTensor tensor) {
        if (tensors.put(tensor.name(), tensor) != null) {
            throw tensor.data().fault(0, "there are two tensors " + tensor.name());
        }
    }

    void add(String name, long integer) {
        integers.put(name, integer);
    }

    void add(String name, Stretch string) {
        strings.put(name, string);
    }

    ForeignModel model(Path file, String format) {
        return new ForeignModel(
                file, format, tensors, integers, strings, new Flags(file.toString(), Map.of()), Optional.empty());
    }
}
