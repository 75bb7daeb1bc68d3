package attune.layers;

import attune.backend.FloatArrays;
import attune.seed.RunSeed;
import java.util.Objects;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Inverted dropout (Srivastava et al. 2014) whose mask depends only on its seed and the training step, so that a
 * resumed run drops what an uninterrupted one would have dropped. DL4J's own draws from ND4J's generator, whose state
 * is per thread and not saved.
 */
public final class SeededDropout implements IDropout {
    private static final long serialVersionUID = 1L;
    /** Mask values are drawn in blocks, each from its own stream, so that threads share the work. */
    private static final int BLOCK = 1 << 16;

    private final double rate;
    private final long seed;
    private transient @Nullable INDArray mask;

    /**
     * A dropout for one layer.
     *
     * @param rate probability that a value is dropped, 0 ≤ rate &lt; 1
     * @param seed differs from layer to layer
     */
    public SeededDropout(@JsonProperty("rate") double rate, @JsonProperty("seed") long seed) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("dropout rate must be in [0, 1): " + rate);
        }
        this.rate = rate;
        this.seed = seed;
    }

    /**
     * The probability that a value is dropped.
     *
     * @return 0 ≤ rate &lt; 1
     */
    public double getRate() {
        return rate;
    }

    /**
     * The seed of this layer's masks.
     *
     * @return any number
     */
    public long getSeed() {
        return seed;
    }

    /** A layer's input with its dropout applied, if it has one and is training, in a new array of the same layout. */
    static INDArray apply(AbstractLayer<?> layer, INDArray input, boolean training, LayerWorkspaceMgr workspaces) {
        IDropout dropout = layer.layerConf().getIDropout();
        if (!training || dropout == null) {
            return input;
        }
        INDArray result = TimeMajor.create(ArrayType.INPUT, workspaces, input.dataType(), input.shape());
        return dropout.applyDropout(input, result, layer.getIterationCount(), layer.getEpochCount(), workspaces);
    }

    @Override
    public INDArray applyDropout(
            INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
        INDArray drawn = workspaces.createUninitialized(ArrayType.INPUT, result.dataType(), result.shape(), 'c');
        FloatArrays.fill(drawn, draw(Math.toIntExact(result.length()), iteration));
        mask = drawn;
        return input.muli(drawn, result);
    }

    @Override
    public INDArray backprop(INDArray gradAtOutput, INDArray gradAtInput, int iteration, int epoch) {
        INDArray kept = Objects.requireNonNull(mask, "backward without a forward pass for training");
        mask = null;
        return gradAtOutput.muli(kept, gradAtInput);
    }

    @Override
    public void clear() {
        mask = null;
    }

    @Override
    public IDropout clone() {
        return new SeededDropout(rate, seed);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SeededDropout that && that.rate == rate && that.seed == seed;
    }

    @Override
    public int hashCode() {
        return Objects.hash(rate, seed);
    }

    private float[] draw(int length, int iteration) {
        float[] drawn = new float[length];
        long step = new RunSeed(seed).derive("dropout", iteration);
        float scale = (float) (1 / (1 - rate));
        int threshold = (int) Math.round(rate * (1 << 16));
        IntStream.range(0, (length + BLOCK - 1) / BLOCK).parallel().forEach(block -> {
            int end = Math.min(length, (block + 1) * BLOCK);
            long counter = RunSeed.mix(step + block);
            for (int i = block * BLOCK; i < end; i += 4) {
                long bits = RunSeed.mix(counter++);
                for (int j = i; j < Math.min(end, i + 4); j++, bits >>>= 16) {
                    drawn[j] = (bits & 0xFFFF) < threshold ? 0 : scale;
                }
            }
        });
        return drawn;
    }
}
