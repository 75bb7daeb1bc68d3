import java.util.Map;
import org.tensorflow.DataType;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.Shape;
import org.tensorflow.Tensor;

/**
 * DeepSpeech 0.9.3's inference graph, node by node as its {@code train.py} makes it ({@code create_inference_graph}, {@code
 * create_model}, {@code export}) with the LSTM of {@code tf.contrib.rnn.LSTMBlockFusedCell}.
 */
final class Network {
    private static final int STEPS = 16;
    private static final int GRAPH_VERSION = 6;
    private static final String CELL = Weights.LSTM + "/";

    private final Ops ops;
    private final Map<String, Output<?>> variables;
    private final Weights.Widths widths;

    private Network(Ops ops, Map<String, Output<?>> variables, Weights.Widths widths) {
        this.ops = ops;
        this.variables = variables;
        this.widths = widths;
    }

    /** Adds all but the variables, which are in the graph already: constants, or what reads them. */
    static void addTo(Ops ops, Map<String, Output<?>> variables, Weights.Widths widths) {
        Network network = new Network(ops, variables, widths);
        network.features();
        network.acoustics();
        network.metadata();
    }

    private void features() {
        Output<?> samples = ops.placeholder("input_samples", DataType.FLOAT, Shape.make(512));
        Output<?> column = ops.op("ExpandDims", "ExpandDims", samples, ops.integer("ExpandDims/dim", -1));
        ops.op("Identity", "mfccs", cepstra(ops, column));
    }

    /** DeepSpeech's {@code audio_to_features}: sound [sample × 1] to [window × 26]. */
    static Output<?> cepstra(Ops ops, Output<?> column) {
        Output<?> spectrogram = ops.builder("AudioSpectrogram", "AudioSpectrogram", column)
                .setAttr("window_size", 512)
                .setAttr("stride", 320)
                .setAttr("magnitude_squared", true)
                .build()
                .output(0);
        Output<?> cepstra = ops.builder("Mfcc", "Mfcc", spectrogram, ops.integer("Mfcc/sample_rate", 16_000))
                .setAttr("dct_coefficient_count", 26)
                .setAttr("upper_frequency_limit", 8000f)
                .build()
                .output(0);
        return ops.reshape("Reshape", cepstra, -1, 26);
    }

    private void acoustics() {
        Output<?> input = ops.placeholder("input_node", DataType.FLOAT, Shape.make(1, STEPS, 19, 26));
        Output<?> lengths = ops.placeholder("input_lengths", DataType.INT32, Shape.make(1));
        Output<?> cells = ops.placeholder("previous_state_c", DataType.FLOAT, Shape.make(1, widths.units()));
        Output<?> outputs = ops.placeholder("previous_state_h", DataType.FLOAT, Shape.make(1, widths.units()));
        Output<?> timeMajor = ops.op("Transpose", "transpose", input, ops.integers("transpose/perm", 1, 0, 2, 3));
        Output<?> below = ops.reshape("Reshape_1", timeMajor, -1, Weights.INPUTS);
        below = clipped("layer_1", below, "");
        below = clipped("layer_2", below, "_1");
        below = clipped("layer_3", below, "_2");
        below = ops.reshape("Reshape_2", below, -1, 1, widths.layer3());
        below = lstm(below, lengths, cells, outputs);
        below = ops.reshape("Reshape_3", below, -1, widths.units());
        below = clipped("layer_5", below, "_3");
        below = dense("layer_6", below, "_4");
        below = ops.reshape("raw_logits", below, -1, 1, Weights.OUTPUTS);
        ops.op("Softmax", "logits", below);
    }

    private Output<?> dense(String layer, Output<?> input, String suffix) {
        Output<?> product = ops.op("MatMul", "MatMul" + suffix, input, variables.get(layer + "/weights"));
        return ops.op("BiasAdd", "BiasAdd" + suffix, product, variables.get(layer + "/bias"));
    }

    private Output<?> clipped(String layer, Output<?> input, String suffix) {
        Output<?> rectified = ops.op("Relu", "Relu" + suffix, dense(layer, input, suffix));
        return ops.op("Minimum", "Minimum" + suffix, rectified, ops.number("Minimum" + suffix + "/y", 20));
    }

    private Output<?> lstm(Output<?> input, Output<?> lengths, Output<?> cells, Output<?> outputs) {
        Output<?> longest = ops.op("Max", CELL + "Max", lengths, ops.integers(CELL + "Const", 0));
        Output<?> peepholes = zeros();
        Operation block = ops.builder("BlockLSTM", CELL + "BlockLSTM")
                .addInput(cast(CELL + "Cast", longest, DataType.INT64))
                .addInput(input)
                .addInput(cells)
                .addInput(outputs)
                .addInput(variables.get(Weights.LSTM + "/kernel"))
                .addInput(peepholes)
                .addInput(peepholes)
                .addInput(peepholes)
                .addInput(variables.get(Weights.LSTM + "/bias"))
                .setAttr("forget_bias", 0f)
                .setAttr("cell_clip", -1f)
                .setAttr("use_peephole", false)
                .build();
        Output<?> masked = ops.op("Mul", CELL + "mul", block.output(6), mask(lengths));
        ops.op("Identity", "new_state_c", last("", cells, block.output(1), lengths));
        ops.op("Identity", "new_state_h", last("_1", outputs, masked, lengths));
        return masked;
    }

    /** {@code tf.zeros}: a constant where it is small. */
    private Output<?> zeros() {
        if (widths.units() < 1000) {
            return ops.constant(CELL + "zeros", Tensor.create(new float[widths.units()]));
        }
        Output<?> shape = ops.integers(CELL + "zeros/shape_as_tensor", widths.units());
        return ops.op("Fill", CELL + "zeros", shape, ops.number(CELL + "zeros/Const", 0));
    }

    private Output<?> cast(String name, Output<?> input, DataType type) {
        return ops.builder("Cast", name, input).setAttr("DstT", type).build().output(0);
    }

    /** One for each step of the clip, zero behind: [step × 1 × unit]. */
    private Output<?> mask(Output<?> lengths) {
        String name = CELL + "SequenceMask/";
        Output<?> steps = range(name, STEPS);
        Output<?> column = ops.op("ExpandDims", name + "ExpandDims", lengths, ops.integer(name + "ExpandDims/dim", -1));
        Output<?> inside = cast(name + "Cast_1", ops.op("Less", name + "Less", steps, column), DataType.FLOAT);
        Output<?> timeMajor =
                ops.op("Transpose", CELL + "transpose", inside, ops.integers(CELL + "transpose/perm", 1, 0));
        Output<?> deep = ops.op(
                "ExpandDims", CELL + "ExpandDims", timeMajor, ops.integers(CELL + "ExpandDims/dim", -1));
        return ops.op("Tile", CELL + "Tile", deep, ops.integers(CELL + "Tile/multiples", 1, 1, widths.units()));
    }

    private Output<?> range(String name, int limit) {
        return ops.op(
                "Range",
                name + "Range",
                ops.integer(name + "Range/start", 0),
                ops.integer(name + "Range/limit", limit),
                ops.integer(name + "Range/delta", 1));
    }

    /** The state behind the clip's last step: the state before the first stands at 0. */
    private Output<?> last(String suffix, Output<?> before, Output<?> states, Output<?> lengths) {
        Output<?> first = ops.op(
                "ExpandDims",
                CELL + "first" + suffix,
                before,
                ops.integers(CELL + "first" + suffix + "/dim", 0));
        Output<?> all = ops.list(
                "ConcatV2",
                CELL + "concat" + suffix,
                new Output<?>[] {first, states},
                ops.integer(CELL + "concat" + suffix + "/axis", 0));
        Output<?> places = ops.builder("Pack", CELL + "stack" + suffix)
                .addInputList(new Output<?>[] {lengths, range(CELL + "range" + suffix + "/", 1)})
                .setAttr("axis", 1)
                .build()
                .output(0);
        return ops.op("GatherNd", CELL + "GatherNd" + suffix, all, places);
    }

    private void metadata() {
        ops.integers("metadata_version", GRAPH_VERSION);
        ops.integers("metadata_sample_rate", 16_000);
        ops.integers("metadata_feature_win_len", 32);
        ops.integers("metadata_feature_win_step", 20);
        ops.integers("metadata_beam_width", 500);
        ops.constant("metadata_alphabet", Tensor.create(new byte[][] {Alphabet.serialized()}));
    }
}
