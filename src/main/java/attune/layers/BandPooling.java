package attune.layers;

import java.util.Objects;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.params.EmptyParamInitializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Takes the maximum of neighbouring rows and bands within each frame of a sequence whose frames are pictures (a {@link
 * BandFrame}). There are as many frames as before.
 */
public final class BandPooling extends SequenceLayer {
    private static final long serialVersionUID = 1L;

    @JsonProperty
    private @Nullable BandFrame frame;

    @JsonProperty
    private int windowRows;

    @JsonProperty
    private int windowBands;

    /** For DL4J, which makes one and sets its fields when it reads a network. */
    public BandPooling() {}

    /**
     * A layer.
     *
     * @param name the vertex's name
     * @param frame of the input
     * @param windowRows how many rows become one; divides the frame's
     * @param windowBands how many bands become one; divides the frame's
     */
    public BandPooling(String name, BandFrame frame, int windowRows, int windowBands) {
        super(name, frame.size(), frame.pooled(windowRows, windowBands).size());
        this.frame = frame;
        this.windowRows = windowRows;
        this.windowBands = windowBands;
    }

    /**
     * The shape of a frame of the input.
     *
     * @return rows, bands and channels
     */
    public BandFrame frame() {
        return Objects.requireNonNull(frame, "frame is missing");
    }

    /**
     * How many rows become one.
     *
     * @return a divisor of the frame's
     */
    public int windowRows() {
        return windowRows;
    }

    /**
     * How many bands become one.
     *
     * @return a divisor of the frame's
     */
    public int windowBands() {
        return windowBands;
    }

    @Override
    public ParamInitializer initializer() {
        return EmptyParamInitializer.getInstance();
    }

    @Override
    BandPoolingRuntime runtime(NeuralNetConfiguration conf, DataType type) {
        BandFrame.requireSizes(this, frame(), frame().pooled(windowRows, windowBands));
        return new BandPoolingRuntime(conf, type);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BandPooling that
                && super.equals(other)
                && Objects.equals(that.frame, frame)
                && that.windowRows == windowRows
                && that.windowBands == windowBands;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), frame, windowRows, windowBands);
    }
}
