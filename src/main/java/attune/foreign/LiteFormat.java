package attune.foreign;

import attune.fault.UserFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An exported {@code .tflite}: DeepSpeech's network with its time steps unrolled, as {@code train.py} exports it
 * ({@code rnn_impl_static_rnn}). Converters rename tensors, so weights are found by their use: the network has six
 * dense operations with distinct weights, and the fourth, shared by all steps, is the LSTM's kernel.
 */
final class LiteFormat implements ModelFormat {
    private static final String IDENTIFIER = "TFL3";

    private static final int FULLY_CONNECTED = 9;
    private static final int MINIMUM = 57;

    /** {@code LSTM}, {@code UNIDIRECTIONAL_SEQUENCE_LSTM}, {@code BIDIRECTIONAL_SEQUENCE_LSTM}. */
    private static final Set<Integer> WHOLE_LSTM = Set.of(16, 44, 52);

    /** {@code MEAN}, {@code RSQRT}, {@code SQUARED_DIFFERENCE}. */
    private static final Set<Integer> OF_LAYER_NORM = Set.of(40, 76, 99);

    private static final int FLOAT32 = 0;
    private static final int INT32 = 2;
    private static final int UINT8 = 3;
    private static final int STRING = 5;
    private static final int INT8 = 9;

    /** The layers in execution order, under their checkpoint names. */
    private static final List<String> MATRICES = List.of(
            "layer_1/weights",
            "layer_2/weights",
            "layer_3/weights",
            DeepSpeechWeights.LSTM + "/kernel",
            "layer_5/weights",
            "layer_6/weights");

    @Override
    public boolean recognises(Stretch file) {
        return file.length() >= 8
                && new String(file.part(4, 4, "the identifier").copy(), StandardCharsets.ISO_8859_1).equals(IDENTIFIER);
    }

    @Override
    public ForeignModel read(Path path) throws IOException {
        Stretch file = Stretch.of(path);
        LiteGraph graph = new LiteGraph(file);
        refuseOthers(graph, path);
        Map<String, ForeignTensor> tensors = new TreeMap<>();
        List<LiteMatrix> matrices = weights(graph, path, tensors);
        ceilings(graph, tensors);
        Map<String, Long> integers = new TreeMap<>();
        Map<String, Stretch> strings = new TreeMap<>();
        readMetadata(graph, integers, strings);
        return new ForeignModel(
                path,
                "TensorFlow Lite model",
                tensors,
                integers,
                strings,
                new Flags(path.toString(), Map.of()),
                loss(matrices));
    }

    private static void refuseOthers(LiteGraph graph, Path path) {
        for (LiteGraph.Operation operation : graph.operations()) {
            if (WHOLE_LSTM.contains(operation.code())) {
                throw refused(
                        path,
                        "has an LSTM in one operation (number " + operation.code()
                                + "), whereas DeepSpeech's exports have its steps unrolled");
            }
            if (OF_LAYER_NORM.contains(operation.code())) {
                throw refused(
                        path,
                        "has the operation " + operation.code()
                                + ", typical of models trained with --layer_norm, which Attune does not read");
            }
        }
    }

    private static List<LiteMatrix> weights(LiteGraph graph, Path path, Map<String, ForeignTensor> tensors) {
        Set<List<Integer>> dense = new LinkedHashSet<>();
        for (LiteGraph.Operation operation : graph.operations()) {
            if (operation.code() == FULLY_CONNECTED && operation.inputs().size() > 2) {
                dense.add(operation.inputs().subList(1, 3));
            }
        }
        if (dense.size() != MATRICES.size()) {
            throw refused(
                    path,
                    "has " + dense.size()
                            + " dense operations with distinct weights, whereas DeepSpeech's exports have "
                            + MATRICES.size());
        }
        List<LiteMatrix> matrices = new ArrayList<>();
        for (List<Integer> operands : dense) {
            String name = MATRICES.get(matrices.size());
            matrices.add(matrix(graph, operands.get(0), name));
            tensors.put(name, matrices.get(matrices.size() - 1));
            String bias = name.substring(0, name.lastIndexOf('/')) + "/bias";
            tensors.put(bias, floats(graph, operands.get(1), bias));
        }
        return matrices;
    }

    private static LiteMatrix matrix(LiteGraph graph, int index, String name) {
        FlatTable tensor = graph.tensor(index);
        Stretch data = constant(graph, index, name);
        List<Integer> sizes = tensor.ints(0, Shape.MOST_DIMENSIONS);
        if (sizes.size() != 2 || sizes.get(0) <= 0 || sizes.get(1) <= 0) {
            throw data.fault(0, "tensor " + name + " has the shape " + sizes + ", which is not that of a matrix");
        }
        int type = tensor.byteAt(1, FLOAT32);
        // Converters before TensorFlow 1.14 label signed bytes unsigned; its kernels read both as signed.
        if (type != FLOAT32 && type != INT8 && type != UINT8) {
            throw data.fault(0, "tensor " + name + " has numbers of type " + type + ", which Attune does not read");
        }
        List<Float> scales = type == FLOAT32 ? List.of() : scales(tensor, sizes.get(0), data, name);
        return new LiteMatrix(name, sizes.get(1), sizes.get(0), data, scales);
    }

    /** The scales of bytes without offsets. */
    private static List<Float> scales(FlatTable tensor, int outputs, Stretch data, String name) {
        Optional<FlatTable> rounding = tensor.table(4, "the quantisation of tensor " + name);
        Stretch scales = rounding.map(table -> table.vector(2, Float.BYTES)).orElse(data.part(0, 0, name));
        Stretch zeros = rounding.map(table -> table.vector(3, Long.BYTES)).orElse(scales);
        boolean byOutput = rounding.map(table -> table.intAt(6, 0)).orElse(0) == 0;
        for (int i = 0; i < zeros.length(); i++) {
            if (zeros.bytes().get(i) != 0) {
                throw data.fault(0, "tensor " + name + " is quantised with a zero point, which Attune does not read");
            }
        }
        int count = scales.length() / Float.BYTES;
        if (count != 1 && !(byOutput && count == outputs)) {
            throw data.fault(0, "tensor " + name + " is quantised with " + count + " scales");
        }
        List<Float> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(scales.bytes().getFloat(i * Float.BYTES));
        }
        return values;
    }

    private static FloatTensor floats(LiteGraph graph, int index, String name) {
        FlatTable tensor = graph.tensor(index);
        Stretch data = constant(graph, index, name);
        if (tensor.byteAt(1, FLOAT32) != FLOAT32) {
            throw data.fault(
                    0, "tensor " + name + " has numbers of type " + tensor.byteAt(1, FLOAT32) + " instead of floats");
        }
        List<Long> sizes = tensor.ints(0, Shape.MOST_DIMENSIONS).stream()
                .map(Integer::longValue)
                .toList();
        if (sizes.stream().anyMatch(size -> size < 0)) {
            throw data.fault(0, "tensor " + name + " has the shape " + sizes);
        }
        return new FloatTensor(name, new Shape(sizes), data);
    }

    private static Stretch constant(LiteGraph graph, int index, String name) {
        return graph.constant(index)
                .orElseThrow(() ->
                        graph.fault("tensor " + name + " is computed instead of stored, so it cannot be weights"));
    }

    /** Stored under their names in a frozen graph. */
    private static void ceilings(LiteGraph graph, Map<String, ForeignTensor> tensors) {
        int count = 0;
        for (LiteGraph.Operation operation : graph.operations()) {
            if (operation.code() == MINIMUM && operation.inputs().size() == 2) {
                int operand = operation.inputs().get(1);
                if (graph.constant(operand).isPresent()) {
                    count++;
                    String name = "Minimum_" + count + "/y";
                    tensors.put(name, floats(graph, operand, name));
                }
            }
        }
    }

    private static void readMetadata(LiteGraph graph, Map<String, Long> integers, Map<String, Stretch> strings) {
        for (int output : graph.outputs()) {
            String name = graph.name(output);
            Optional<Stretch> bytes = name.startsWith("metadata_") ? graph.handedOn(output) : Optional.empty();
            int type = graph.tensor(output).byteAt(1, FLOAT32);
            if (bytes.isPresent() && type == INT32 && bytes.get().length() == Integer.BYTES) {
                integers.put(name, (long) bytes.get().bytes().getInt(0));
            } else if (bytes.isPresent() && type == STRING) {
                strings.put(name, firstString(bytes.get(), name));
            }
        }
    }

    /** A count N, then N positions and the end, 32 bits each, then the strings (TensorFlow's {@code string_util.h}). */
    private static Stretch firstString(Stretch strings, String name) {
        Stretch head = strings.part(0, 3L * Integer.BYTES, name);
        long begin = head.bytes().getInt(Integer.BYTES);
        return strings.part(begin, head.bytes().getInt(2 * Integer.BYTES) - begin, name);
    }

    private static Optional<String> loss(List<LiteMatrix> matrices) {
        List<LiteMatrix> rounded = matrices.stream().filter(LiteMatrix::rounded).toList();
        if (rounded.isEmpty()) {
            return Optional.empty();
        }
        double most = rounded.stream().mapToDouble(LiteMatrix::error).max().orElse(0);
        return Optional.of(String.format(
                Locale.ROOT,
                "%d of %d weight matrices are rounded to 8 bits, each weight by up to %.2g",
                rounded.size(),
                matrices.size(),
                most));
    }

    private static UserFault refused(Path path, String problem) {
        return new UserFault(path.toString(), problem, DeepSpeechWeights.REMEDY);
    }
}
