import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.DataType;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.Shape;
import org.tensorflow.Tensor;

/** Writes and reads checkpoints by the operations of TensorFlow's own {@code Saver}. */
final class Checkpoint {
    private static final String NAME = "best_dev-7";

    private Checkpoint() {}

    /** A folder as training leaves it, with Adam's moments where DeepSpeech's training keeps them too. */
    static void write(Path folder, List<Variable> variables) throws IOException {
        Files.createDirectories(folder);
        Map<String, Tensor<?>> values = new LinkedHashMap<>();
        for (Variable variable : variables) {
            values.put(variable.name(), variable.tensor());
            if (variable.name().startsWith("layer_6")) {
                values.put(variable.name() + "/Adam", variable.tensor());
                values.put(variable.name() + "/Adam_1", variable.tensor());
            }
        }
        values.put("beta1_power", Tensor.create(0.9f));
        values.put("beta2_power", Tensor.create(0.999f));
        values.put("global_step", Tensor.create(7L));
        values.put("learning_rate", Tensor.create(1e-4f));
        save(folder.resolve(NAME).toString(), values);
        values.values().forEach(Tensor::close);
        String note = "model_checkpoint_path: \"/home/someone/" + NAME + "\"\nall_model_checkpoint_paths: \"/home/someone/"
                + NAME + "\"\n";
        Files.writeString(folder.resolve("best_dev_checkpoint"), note);
        Files.writeString(folder.resolve("alphabet.txt"), Alphabet.file());
        Files.writeString(folder.resolve("flags.txt"), "--audio_sample_rate=16000\n--feature_win_len=32\n");
    }

    private static void save(String prefix, Map<String, Tensor<?>> values) {
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops ops = new Ops(graph);
            List<Output<?>> read = new ArrayList<>();
            List<DataType> types = new ArrayList<>();
            values.forEach((name, value) -> {
                read.add(variable(graph, ops, name, value));
                types.add(value.dataType());
            });
            String[] names = values.keySet().toArray(String[]::new);
            String[] whole = new String[names.length];
            Arrays.fill(whole, "");
            Output<?> path = ops.constant("save/Const", Tensor.create(prefix.getBytes(StandardCharsets.UTF_8)));
            graph.opBuilder("SaveV2", "save/SaveV2")
                    .addInput(path)
                    .addInput(ops.strings("save/SaveV2/tensor_names", names))
                    .addInput(ops.strings("save/SaveV2/shape_and_slices", whole))
                    .addInputList(read.toArray(Output<?>[]::new))
                    .setAttr("dtypes", types.toArray(DataType[]::new))
                    .build();
            values.forEach((name, value) -> session.runner()
                    .feed(name + "/initial_value", value)
                    .addTarget(name + "/Assign")
                    .run());
            session.runner().addTarget("save/SaveV2").run();
        }
    }

    private static Output<?> variable(Graph graph, Ops ops, String name, Tensor<?> value) {
        Output<?> variable = graph.opBuilder("VariableV2", name)
                .setAttr("dtype", value.dataType())
                .setAttr("shape", shape(value.shape()))
                .build()
                .output(0);
        Output<?> initial = ops.placeholder(name + "/initial_value", value.dataType(), shape(value.shape()));
        ops.op("Assign", name + "/Assign", variable, initial);
        return variable;
    }

    private static Shape shape(long[] sizes) {
        return sizes.length == 0
                ? Shape.scalar()
                : Shape.make(sizes[0], Arrays.copyOfRange(sizes, 1, sizes.length));
    }

    /** One variable as TensorFlow reads it back. */
    static Tensor<?> read(Path folder, String name) {
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops ops = new Ops(graph);
            byte[] prefix = folder.resolve(NAME).toString().getBytes(StandardCharsets.UTF_8);
            graph.opBuilder("RestoreV2", "restore")
                    .addInput(ops.constant("prefix", Tensor.create(prefix)))
                    .addInput(ops.strings("names", name))
                    .addInput(ops.strings("slices", ""))
                    .setAttr("dtypes", new DataType[] {DataType.FLOAT})
                    .build();
            return session.runner().fetch("restore").run().get(0);
        }
    }
}
