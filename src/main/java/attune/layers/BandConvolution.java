package attune.layers;

import attune.layers.kernel.FlooredLeak;
import java.util.Objects;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A convolution over time and frequency of sequences whose frames are pictures (a {@link BandFrame}). The rows of an
 * utterance's frames follow each other in one tall picture, zeros around it, and the result has as many rows and bands.
 * Where an utterance ends, zeros begin, whatever its padding holds. Ends with a {@link FlooredLeak}.
 */
public final class BandConvolution extends SequenceLayer {
    private static final long serialVersionUID = 1L;

    @JsonProperty
    private @Nullable BandFrame frame;

    @JsonProperty
    private @Nullable Filter filter;

    /**
     * The filters of a layer.
     *
     * @param rows of each, odd
     * @param bands of each, odd
     * @param outputs number of filters, the channels of the result
     * @param slope of the activation
     * @param floor of the activation
     */
    public record Filter(
            @JsonProperty("rows") int rows,
            @JsonProperty("bands") int bands,
            @JsonProperty("outputs") int outputs,
            @JsonProperty("slope") double slope,
            @JsonProperty("floor") double floor) {

        /** Refuses filters without a middle. */
        public Filter {
            if (rows < 1 || bands < 1 || rows % 2 == 0 || bands % 2 == 0 || outputs < 1) {
                throw new IllegalArgumentException(
                        "filters need odd sizes: " + outputs + " of " + rows + " × " + bands);
            }
            new FlooredLeak((float) slope, (float) floor); // which refuses what is none
        }

        FlooredLeak activation() {
            return new FlooredLeak((float) slope, (float) floor);
        }
    }

    /** For DL4J, which makes one and sets its fields when it reads a network. */
    public BandConvolution() {}

    /**
     * A layer.
     *
     * @param name the vertex's name
     * @param frame of the input
     * @param filter its filters
     */
    public BandConvolution(String name, BandFrame frame, Filter filter) {
        super(name, frame.size(), frame.withChannels(filter.outputs).size());
        this.frame = frame;
        this.filter = filter;
    }

    /**
     * How far its output depends on what comes before and after.
     *
     * @return in frames, to each side
     */
    public double reachFrames() {
        int besideMiddle = filter().rows() / 2;
        return (double) besideMiddle / frame().rows();
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
     * The filters.
     *
     * @return their shape, number and activation
     */
    public Filter filter() {
        return Objects.requireNonNull(filter, "filter is missing");
    }

    @Override
    public ParamInitializer initializer() {
        return BandParameters.INSTANCE;
    }

    @Override
    BandConvolutionRuntime runtime(NeuralNetConfiguration conf, DataType type) {
        BandFrame.requireSizes(this, frame(), frame().withChannels(filter().outputs));
        return new BandConvolutionRuntime(conf, type);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BandConvolution that
                && super.equals(other)
                && Objects.equals(that.frame, frame)
                && Objects.equals(that.filter, filter);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), frame, filter);
    }
}
