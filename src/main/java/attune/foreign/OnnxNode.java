package attune.foreign;

import attune.fault.UserFault;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One operation of an ONNX graph ({@code NodeProto} in {@code onnx.proto}).
 *
 * @param operation such as {@code Conv}
 * @param inputs names of tensors and of other nodes' outputs
 * @param outputs names of its own
 * @param attributes by name, each with its numbers
 * @param where its place in the file, for faults
 */
record OnnxNode(
        String operation,
        List<String> inputs,
        List<String> outputs,
        Map<String, List<Double>> attributes,
        Stretch where) {

    OnnxNode {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        attributes = Map.copyOf(attributes);
    }

    static OnnxNode read(Stretch message) {
        String operation = "";
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        Map<String, List<Double>> attributes = new TreeMap<>();
        ProtoFields fields = new ProtoFields(message, "a node of the graph");
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> inputs.add(fields.text());
                case 2 -> outputs.add(fields.text());
                case 4 -> operation = fields.text();
                case 5 -> addAttribute(fields.bytes(), attributes);
                default -> {} // names and documentation
            }
        }
        return new OnnxNode(operation, inputs, outputs, attributes, message);
    }

    /** An {@code AttributeProto}; only numbers are kept. */
    private static void addAttribute(Stretch message, Map<String, List<Double>> attributes) {
        String name = "";
        List<Double> numbers = new ArrayList<>();
        ProtoFields fields = new ProtoFields(message, "an attribute");
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> name = fields.text();
                case 2 -> numbers.add((double) Float.intBitsToFloat((int) fields.integer()));
                case 3 -> numbers.add((double) fields.integer());
                case 7 -> addFloats(fields, numbers);
                case 8 -> fields.integers().forEach(value -> numbers.add((double) value));
                default -> {} // strings, tensors and types
            }
        }
        attributes.put(name, List.copyOf(numbers));
    }

    private static void addFloats(ProtoFields fields, List<Double> numbers) {
        ByteBuffer packed = fields.bytes().bytes();
        if (packed.limit() == 0) {
            numbers.add((double) Float.intBitsToFloat((int) fields.integer()));
        }
        for (int at = 0; at + Float.BYTES <= packed.limit(); at += Float.BYTES) {
            numbers.add((double) packed.getFloat(at));
        }
    }

    /** Refuses anything but the wanted numbers. */
    void require(String attribute, List<Double> wanted, List<Double> usual) {
        List<Double> found = attributes.getOrDefault(attribute, usual);
        if (!found.equals(wanted)) {
            throw fault(operation + " has " + attribute + " " + found + " where a speech embedding has " + wanted);
        }
    }

    /** The whole numbers of an attribute. */
    List<Integer> whole(String attribute) {
        return attributes.getOrDefault(attribute, List.of()).stream()
                .map(Double::intValue)
                .toList();
    }

    UserFault fault(String problem) {
        return new UserFault(where.file() + ", byte " + where.offset(), problem, SpeechEmbedding.REMEDY);
    }
}
