package attune.surgery;

import attune.fault.UserFault;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.Activation;

/**
 * A layer to insert, written as {@code lstm:256}, {@code bilstm:256}, {@code dense:256:relu}, {@code
 * dense:256:clipped-relu:20}, {@code projection:64}, {@code dropout:0.2}, and for images {@code conv:256:3:relu} or
 * {@code global-pool:avg}. Text is also its JSON; {@link #parse} reads what {@link #text} writes, and {@code dense:256}
 * for {@code dense:256:identity}.
 */
public sealed interface LayerSpec {
    /** The widest layer allowed; a larger number is more likely a typo than intended. */
    int MOST_UNITS = 16_384;

    /** The largest window of a convolution. */
    int LARGEST_KERNEL = 15;

    /** The activations a dense layer or a convolution may have. */
    Set<Activation> ACTIVATIONS = Collections.unmodifiableSet(EnumSet.of(
            Activation.RELU,
            Activation.LEAKYRELU,
            Activation.ELU,
            Activation.SELU,
            Activation.GELU,
            Activation.SWISH,
            Activation.TANH,
            Activation.SIGMOID,
            Activation.IDENTITY));

    /**
     * The layer as text.
     *
     * @return what {@link #parse} reads
     */
    @JsonValue
    String text();

    /**
     * The kind of layer: the text's first word.
     *
     * @return such as {@code bilstm}
     */
    default String kind() {
        return text().substring(0, text().indexOf(':'));
    }

    /**
     * The layer itself.
     *
     * @param factory makes it
     * @param name a fresh name for it
     * @param inputs size of its input: of a frame of a sequence, else of the flattened activations
     * @return a DL4J layer, not used elsewhere
     */
    Layer make(LayerFactory factory, String name, int inputs);

    /**
     * The kind of input it needs.
     *
     * @return by default anything
     */
    default Needs needs() {
        return Needs.NOTHING;
    }

    /**
     * Whether it has weights to learn.
     *
     * @return by default yes
     */
    default boolean hasParameters() {
        return true;
    }

    /**
     * Whether an image remains an image above it.
     *
     * @return by default no: height and width are flattened into a vector
     */
    default boolean keepsImage() {
        return false;
    }

    /** The output required of the layer below. */
    enum Needs {
        /** Anything will do. */
        NOTHING,
        /** A vector per frame. */
        SEQUENCE,
        /** Channels with a height and width. */
        IMAGE
    }

    /**
     * Reads a layer.
     *
     * @param text as {@link #text} writes it, in any case
     * @return the layer
     * @throws UserFault when the text has none of the forms; lists those allowed
     */
    @JsonCreator
    static LayerSpec parse(String text) {
        return LayerSpecText.read(text);
    }

    /**
     * A recurrent layer that reads from the first frame to the last.
     *
     * @param units size of an output frame, 1 to {@link #MOST_UNITS}
     */
    record Lstm(int units) implements LayerSpec {
        /** Refuses an impossible size. */
        public Lstm {
            checkUnits(units);
        }

        @Override
        public String text() {
            return "lstm:" + units;
        }

        @Override
        public Layer make(LayerFactory factory, String name, int inputs) {
            return factory.lstm(name, this, inputs);
        }

        @Override
        public Needs needs() {
            return Needs.SEQUENCE;
        }
    }

    /**
     * Two parallel recurrent layers, one for each direction.
     *
     * @param unitsEachWay size of each direction's output frame, 1 to {@link #MOST_UNITS}; the layer's is twice that
     */
    record BiLstm(int unitsEachWay) implements LayerSpec {
        /** Refuses an impossible size. */
        public BiLstm {
            checkUnits(unitsEachWay);
        }

        @Override
        public String text() {
            return "bilstm:" + unitsEachWay;
        }

        @Override
        public Layer make(LayerFactory factory, String name, int inputs) {
            return factory.biLstm(name, this, inputs);
        }

        @Override
        public Needs needs() {
            return Needs.SEQUENCE;
        }
    }

    /**
     * A fully connected layer; on a sequence, the same one for every frame.
     *
     * @param units size of the output, 1 to {@link #MOST_UNITS}
     * @param activation one of {@link #ACTIVATIONS}
     */
    record Dense(int units, Activation activation) implements LayerSpec {
        /** Refuses an impossible size and activations that make no sense here. */
        public Dense {
            checkUnits(units);
            checkActivation(activation);
        }

        @Override
        public String text() {
            return "dense:" + units + ":" + activation.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public Layer make(LayerFactory factory, String name, int inputs) {
            return factory.dense(name, this, inputs);
        }
    }

    /**
     * A fully connected layer whose activation is {@code min(max(x, 0), ceiling)}, as in DeepSpeech.
     *
     * @param units size of the output, 1 to {@link #MOST_UNITS}
     * @param ceiling the greatest value, positive
     */
    record ClippedDense(int units, double ceiling) implements LayerSpec {
        /** Refuses an impossible size or ceiling. */
        public ClippedDense {
            checkUnits(units);
            if (!(ceiling > 0 && ceiling < 1e9)) {
                throw new IllegalArgumentException("ceiling must be above 0 and below a billion: " + ceiling);
            }
        }

        @Override
        public String text() {
            return "dense:" + units + ":clipped-relu:" + ceiling;
        }

        @Override
        public Layer make(LayerFactory factory, String name, int inputs) {
            return factory.clippedDense(name, this, inputs);
        }
    }

    /**
     * A fully connected layer without bias or activation: a matrix that narrows frames before a wide layer. A
     * projection in the sense of speech recognition (Sak et al. 2014, "Long short-term memory recurrent neural network
     * architectures for large scale acoustic modeling"), placed between layers.
     *
     * @param units size of the output, 1 to {@link #MOST_UNITS}
     */
    record Projection(int units) implements LayerSpec {
        /** Refuses an impossible size. */
        public Projection {
            checkUnits(units);
        }

        @Override
        public String text() {
            return "projection:" + units;
        }

        @Override
        public Layer make(LayerFactory factory, String name, int inputs) {
            return factory.projection(name, this, inputs);
        }
    }

    /**
     * Dropout. Beware: DL4J's own builders take the probability of keeping a value, one minus this one.
     *
     * @param probability of dropping a value in training, between 0 and 1, both excluded
     */
    record Dropout(double probability) implements LayerSpec {
        /** Refuses values outside the open interval (0, 1). */
        public Dropout {
            if (!(probability > 0 && probability < 1)) {
                throw new IllegalArgumentException("probability must lie between 0 and 1: " + probability);
            }
        }

        @Override
        public String text() {
            return "dropout:" + probability;
        }

        @Override
        public Layer make(LayerFactory factory, String name, int inputs) {
            return factory.dropout(name, this, inputs);
        }

        @Override
        public boolean hasParameters() {
            return false;
        }

        @Override
        public boolean keepsImage() {
            return true;
        }
    }

    /**
     * A convolution over an image that preserves height and width.
     *
     * @param channels of the output, 1 to {@link #MOST_UNITS}
     * @param kernel height and width of the window, odd so that it has a centre, 1 to {@link #LARGEST_KERNEL}
     * @param activation one of {@link #ACTIVATIONS}
     */
    record Conv(int channels, int kernel, Activation activation) implements LayerSpec {
        /** Refuses an impossible size and activations that make no sense here. */
        public Conv {
            checkUnits(channels);
            checkActivation(activation);
            if (kernel < 1 || kernel > LARGEST_KERNEL || kernel % 2 == 0) {
                throw new IllegalArgumentException("kernel must be odd, 1 to " + LARGEST_KERNEL + ": " + kernel);
            }
        }

        @Override
        public String text() {
            return "conv:" + channels + ":" + kernel + ":" + activation.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public Layer make(LayerFactory factory, String name, int inputs) {
            return factory.convolution(name, this, inputs);
        }

        @Override
        public Needs needs() {
            return Needs.IMAGE;
        }

        @Override
        public boolean keepsImage() {
            return true;
        }
    }

    /**
     * Reduces an image to a vector: one number per channel.
     *
     * @param of the statistic of each channel
     */
    record GlobalPool(Pooling of) implements LayerSpec {
        @Override
        public String text() {
            return "global-pool:" + of.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public Layer make(LayerFactory factory, String name, int inputs) {
            return factory.globalPool(name, this, inputs);
        }

        @Override
        public Needs needs() {
            return Needs.IMAGE;
        }

        @Override
        public boolean hasParameters() {
            return false;
        }
    }

    /** The statistic of a pooling. */
    enum Pooling {
        /** The mean. */
        AVG,
        /** The maximum. */
        MAX
    }

    private static void checkActivation(Activation activation) {
        if (!ACTIVATIONS.contains(activation)) {
            throw new IllegalArgumentException("activation must be one of " + ACTIVATIONS + ": " + activation);
        }
    }

    private static void checkUnits(int units) {
        if (units < 1 || units > MOST_UNITS) {
            throw new IllegalArgumentException("units must be 1 to " + MOST_UNITS + ": " + units);
        }
    }
}
