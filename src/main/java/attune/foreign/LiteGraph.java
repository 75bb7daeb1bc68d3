package attune.foreign;

import attune.fault.UserFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The computation of a TensorFlow Lite file: operations in execution order, and the tensors between them (slots as in
 * TensorFlow's {@code schema.fbs}, version 3). Only the first subgraph is read; DeepSpeech's files have no other.
 */
final class LiteGraph {
    /** DeepSpeech's graphs have a few hundred. */
    private static final int MOST_ENTRIES = 1 << 16;

    /** Limit for all operations together: otherwise many that share a long list could exhaust the memory. */
    private static final int MOST_OPERANDS = 1 << 20;

    /** From an output's tensor back over operations that pass a constant on. */
    private static final int LONGEST_WAY = 4;

    private final List<Operation> operations = new ArrayList<>();
    private final List<FlatTable> tensors;
    private final List<FlatTable> buffers;
    private final List<Integer> outputs;
    private final Map<Integer, Operation> producers = new HashMap<>();
    private final Stretch file;

    /**
     * A step of the computation.
     *
     * @param code TensorFlow Lite's operation code
     * @param inputs indices of tensors, −1 for an omitted one
     * @param outputs indices of tensors
     */
    record Operation(int code, List<Integer> inputs, List<Integer> outputs) {}

    LiteGraph(Stretch file) {
        this.file = file;
        FlatTable model = FlatTable.root(file, "the model");
        List<Integer> codes = model.tables(1, MOST_ENTRIES, "operation code").stream()
                .map(LiteGraph::code)
                .toList();
        List<FlatTable> subgraphs = model.tables(2, MOST_ENTRIES, "subgraph");
        if (subgraphs.isEmpty()) {
            throw file.fault(0, "the model has no graph");
        }
        buffers = model.tables(4, MOST_ENTRIES, "buffer");
        FlatTable graph = subgraphs.get(0);
        tensors = graph.tables(0, MOST_ENTRIES, "tensor");
        outputs = graph.ints(2, MOST_ENTRIES);
        int left = MOST_OPERANDS;
        for (FlatTable operator : graph.tables(3, MOST_ENTRIES, "operation")) {
            int code = operator.intAt(0, 0);
            if (code < 0 || code >= codes.size()) {
                throw file.fault(0, "an operation has the code " + code + " of " + codes.size());
            }
            Operation operation = new Operation(codes.get(code), operator.ints(1, left), operator.ints(2, left));
            left -= operation.inputs().size() + operation.outputs().size();
            operations.add(operation);
            operation.outputs().forEach(output -> producers.put(output, operation));
        }
    }

    /** Newer files also have the code in a four-byte slot, with 127 in the old one if it does not fit. */
    private static int code(FlatTable operatorCode) {
        return Math.max(operatorCode.byteAt(0, 0), operatorCode.intAt(3, 0));
    }

    List<Operation> operations() {
        return operations;
    }

    /** Indices of the graph's output tensors. */
    List<Integer> outputs() {
        return outputs;
    }

    String name(int tensor) {
        return tensor(tensor).text(3);
    }

    FlatTable tensor(int index) {
        if (index < 0 || index >= tensors.size()) {
            throw file.fault(0, "an operation has the tensor " + index + " of " + tensors.size());
        }
        return tensors.get(index);
    }

    UserFault fault(String problem) {
        return file.fault(0, problem);
    }

    /** The bytes of a constant tensor; empty if it is computed. */
    Optional<Stretch> constant(int tensor) {
        int index = tensor(tensor).intAt(2, 0);
        if (index < 0 || index >= buffers.size()) {
            throw file.fault(0, "tensor " + tensor + " has the buffer " + index + " of " + buffers.size());
        }
        Stretch bytes = buffers.get(index).vector(0, 1);
        return bytes.length() == 0 ? Optional.empty() : Optional.of(bytes);
    }

    /** Likewise for an output, which may also be a constant that operations merely pass on. */
    Optional<Stretch> handedOn(int output) {
        int tensor = output;
        for (int way = 0; way < LONGEST_WAY; way++) {
            Optional<Stretch> bytes = constant(tensor);
            Operation producer = producers.get(tensor);
            if (bytes.isPresent() || producer == null || producer.inputs().isEmpty()) {
                return bytes;
            }
            tensor = producer.inputs().get(0);
        }
        return Optional.empty();
    }
}
