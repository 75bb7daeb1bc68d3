package attune.foreign;

import attune.fault.UserFault;
import attune.features.DeepSpeechFrontEnd;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The tensors of a DeepSpeech network, found by name, with shapes checked for consistency. */
final class DeepSpeechWeights {
    static final List<String> DENSE = List.of("layer_1", "layer_2", "layer_3", "layer_5", "layer_6");

    static final String LSTM = "cudnn_lstm/rnn/multi_rnn_cell/cell_0/cudnn_compatible_lstm_cell";

    /** What training leaves in a checkpoint besides the network. */
    private static final Pattern TRAINING_ONLY =
            Pattern.compile("global_step|learning_rate|beta[12]_power|.*/Adam(_1)?|.*/ExponentialMovingAverage");

    /** The ceiling of the clipped ReLUs: in an exported graph the second operand of each {@code tf.minimum}. */
    private static final Pattern CEILING = Pattern.compile("Minimum(_\\d+)?/y");

    /** Smaller constants of a graph are not weights; large ones are, or are zeros in place of peepholes. */
    private static final int SMALL = 64;

    static final String REMEDY = "give a model of DeepSpeech 0.5 to 0.9 or Coqui STT as released";

    private final ForeignModel model;
    private final Map<String, ForeignTensor> byName = new TreeMap<>();

    private DeepSpeechWeights(ForeignModel model) {
        this.model = model;
    }

    /** Refuses other networks. */
    static DeepSpeechWeights of(ForeignModel model) {
        DeepSpeechWeights weights = new DeepSpeechWeights(model);
        weights.refuseLayerNorm();
        for (String layer : DENSE) {
            weights.find(layer + "/weights");
            weights.find(layer + "/bias");
        }
        weights.find(LSTM + "/kernel");
        weights.find(LSTM + "/bias");
        weights.refuseUnknown();
        weights.requireShapes();
        return weights;
    }

    private void find(String name) {
        ForeignTensor tensor = model.tensors().get(name);
        if (tensor == null) {
            Set<String> there = new TreeSet<>(model.tensors().keySet());
            throw fault("has no tensor " + name + " (it has " + there.size() + ", such as "
                    + there.stream().limit(3).toList() + ")");
        }
        byName.put(name, tensor);
    }

    private ForeignTensor tensor(String name) {
        return Objects.requireNonNull(byName.get(name), name);
    }

    private void refuseLayerNorm() {
        for (String name : model.tensors().keySet()) {
            if (name.contains("LayerNorm")) {
                throw fault(
                        "was trained with --layer_norm (it has the tensor " + name + "), which Attune does not read");
            }
        }
    }

    private void refuseUnknown() {
        for (ForeignTensor tensor : model.tensors().values()) {
            String name = tensor.name();
            boolean known =
                    byName.containsKey(name) || TRAINING_ONLY.matcher(name).matches();
            if (!known && tensor.shape().count() > SMALL && !isZero(tensor)) {
                throw fault("has the tensor " + name + " " + tensor.shape() + ", which no such model has");
            }
        }
    }

    private static boolean isZero(ForeignTensor tensor) {
        for (int i = 0; i < tensor.data().length(); i++) {
            if (tensor.data().bytes().get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    private void requireShapes() {
        long below = DeepSpeechFrontEnd.COEFFICIENTS;
        for (String layer : DENSE) {
            if (layer.equals("layer_5")) {
                ForeignTensor bias = tensor(LSTM + "/bias");
                long units = width(bias) / 4;
                require(LSTM + "/kernel", Shape.of(below + units, 4 * units));
                require(LSTM + "/bias", Shape.of(4 * units));
                below = units;
            }
            long width = width(tensor(layer + "/bias"));
            require(layer + "/weights", Shape.of(below, width));
            require(layer + "/bias", Shape.of(width));
            below = width;
        }
    }

    private static long width(ForeignTensor bias) {
        return bias.shape().sizes().isEmpty() ? 0 : bias.shape().sizes().get(0);
    }

    private void require(String name, Shape shape) {
        ForeignTensor tensor = tensor(name);
        if (!tensor.shape().equals(shape) || shape.count() == 0 || shape.count() > Integer.MAX_VALUE) {
            throw tensor.data().fault(0, "tensor " + name + " has the shape " + tensor.shape() + ", not " + shape);
        }
    }

    /** Output size of a dense layer. */
    int width(String layer) {
        return (int) width(tensor(layer + "/bias"));
    }

    int lstmUnits() {
        return (int) width(tensor(LSTM + "/bias")) / 4;
    }

    /** Number of labels, including the blank. */
    int outputs() {
        return width("layer_6");
    }

    float[] dense(String layer) {
        return tensor(layer + "/weights").values();
    }

    float[] bias(String layer) {
        return tensor(layer + "/bias").values();
    }

    float[] lstmKernel() {
        return tensor(LSTM + "/kernel").values();
    }

    float[] lstmBias() {
        return tensor(LSTM + "/bias").values();
    }

    /** The ceiling of the ReLUs, if an exported graph states it. */
    OptionalDouble ceiling() {
        Set<Float> ceilings = new TreeSet<>();
        for (ForeignTensor tensor : model.tensors().values()) {
            if (CEILING.matcher(tensor.name()).matches() && tensor.shape().count() == 1) {
                ceilings.add(tensor.values()[0]);
            }
        }
        if (ceilings.size() > 1 || ceilings.stream().anyMatch(ceiling -> !(ceiling > 0 && ceiling < 1e9f))) {
            throw fault("clips its ReLUs at " + ceilings);
        }
        return ceilings.stream().mapToDouble(Float::doubleValue).findFirst();
    }

    private UserFault fault(String problem) {
        return new UserFault(model.file().toString(), problem, REMEDY);
    }
}
