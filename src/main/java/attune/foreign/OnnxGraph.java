package attune.foreign;

import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The operations and numbers of an ONNX file ({@code ModelProto} in {@code onnx.proto}).
 *
 * @param file for messages
 * @param nodes in the order of computation
 * @param tensors its constants of 32-bit floats, by name
 */
record OnnxGraph(Path file, List<OnnxNode> nodes, Map<String, FloatTensor> tensors) {
    private static final int FLOAT = 1;
    /** Tag of field 1, the format's version, which begins every file. */
    private static final byte VERSION_TAG = 0x08;

    OnnxGraph {
        nodes = List.copyOf(nodes);
        tensors = Map.copyOf(tensors);
    }

    static OnnxGraph read(Path file) throws IOException {
        List<OnnxNode> nodes = new ArrayList<>();
        Map<String, FloatTensor> tensors = new TreeMap<>();
        Stretch content = Stretch.of(file);
        if (content.length() == 0 || content.bytes().get(0) != VERSION_TAG) {
            throw new UserFault(file.toString(), "is not an ONNX file", SpeechEmbedding.REMEDY);
        }
        ProtoFields model = new ProtoFields(content, "the model");
        while (model.next()) {
            if (model.number() == 7) {
                ProtoFields graph = new ProtoFields(model.bytes(), "the graph");
                while (graph.next()) {
                    if (graph.number() == 1) {
                        nodes.add(OnnxNode.read(graph.bytes()));
                    } else if (graph.number() == 5) {
                        addTensor(graph.bytes(), tensors);
                    }
                }
            }
        }
        if (nodes.isEmpty()) {
            throw new UserFault(file.toString(), "is an ONNX file without a network", SpeechEmbedding.REMEDY);
        }
        return new OnnxGraph(file, nodes, tensors);
    }

    /** A {@code TensorProto}, whose numbers are either raw or a packed list. */
    private static void addTensor(Stretch message, Map<String, FloatTensor> tensors) {
        String name = "";
        List<Long> sizes = new ArrayList<>();
        long type = 0;
        Stretch data = message.part(0, 0, "a tensor");
        ProtoFields fields = new ProtoFields(message, "a tensor");
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> sizes.addAll(fields.integers());
                case 2 -> type = fields.integer();
                case 4, 9 -> data = fields.bytes();
                case 8 -> name = fields.text();
                default -> {} // of other types
            }
        }
        if (sizes.stream().anyMatch(size -> size < 0) || sizes.size() > Shape.MOST_DIMENSIONS) {
            throw message.fault(0, "tensor " + name + " has sizes " + sizes);
        }
        if (type == FLOAT && tensors.put(name, new FloatTensor(name, new Shape(sizes), data)) != null) {
            throw message.fault(0, "there are two tensors " + name);
        }
    }

    /** A constant that a node takes. */
    FloatTensor tensor(OnnxNode node, int input) {
        String name = input < node.inputs().size() ? node.inputs().get(input) : "";
        FloatTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw node.fault(node.operation() + " takes '" + name + "', which the file does not have");
        }
        return tensor;
    }
}
