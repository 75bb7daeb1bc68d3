import java.nio.charset.StandardCharsets;
import org.tensorflow.DataType;
import org.tensorflow.Graph;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.Shape;
import org.tensorflow.Tensor;

/** Adds operations to a graph, under the names that TensorFlow's Python would give them. */
final class Ops {
    private final Graph graph;

    Ops(Graph graph) {
        this.graph = graph;
    }

    OperationBuilder builder(String type, String name, Output<?>... inputs) {
        OperationBuilder builder = graph.opBuilder(type, name);
        for (Output<?> input : inputs) {
            builder.addInput(input);
        }
        return builder;
    }

    /** An operation of one output that needs no attribute but those its inputs tell. */
    Output<?> op(String type, String name, Output<?>... inputs) {
        return builder(type, name, inputs).build().output(0);
    }

    Output<?> constant(String name, Tensor<?> value) {
        try (value) {
            return graph.opBuilder("Const", name)
                    .setAttr("dtype", value.dataType())
                    .setAttr("value", value)
                    .build()
                    .output(0);
        }
    }

    Output<?> integers(String name, int... values) {
        return constant(name, Tensor.create(values));
    }

    Output<?> integer(String name, int value) {
        return constant(name, Tensor.create(value));
    }

    Output<?> number(String name, float value) {
        return constant(name, Tensor.create(value));
    }

    Output<?> strings(String name, String... values) {
        byte[][] bytes = new byte[values.length][];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = values[i].getBytes(StandardCharsets.UTF_8);
        }
        return constant(name, Tensor.create(bytes));
    }

    Output<?> placeholder(String name, DataType type, Shape shape) {
        return graph.opBuilder("Placeholder", name)
                .setAttr("dtype", type)
                .setAttr("shape", shape)
                .build()
                .output(0);
    }

    /** Several inputs that the operation takes as one list, and then others. */
    Output<?> list(String type, String name, Output<?>[] inputs, Output<?>... behind) {
        OperationBuilder builder = graph.opBuilder(type, name).addInputList(inputs);
        for (Output<?> input : behind) {
            builder.addInput(input);
        }
        return builder.build().output(0);
    }

    Output<?> reshape(String name, Output<?> input, int... shape) {
        return op("Reshape", name, input, integers(name + "/shape", shape));
    }
}
