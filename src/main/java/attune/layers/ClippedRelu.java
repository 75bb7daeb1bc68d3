package attune.layers;

import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMin;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The activation {@code min(max(x, 0), ceiling)} of Deep Speech (Hannun et al. 2014, section 2). ND4J's
 * {@code ActivationReLU} computes it with a maximum set, but multiplies its gradient by an array of truth values.
 */
public final class ClippedRelu extends BaseActivationFunction {
    private static final long serialVersionUID = 1L;

    private final double ceiling;

    /**
     * An activation.
     *
     * @param ceiling the greatest value, positive
     */
    public ClippedRelu(@JsonProperty("ceiling") double ceiling) {
        if (!(ceiling > 0 && Double.isFinite(ceiling))) {
            throw new IllegalArgumentException("the ceiling must be positive: " + ceiling);
        }
        this.ceiling = ceiling;
    }

    /**
     * The greatest value.
     *
     * @return 20 in Deep Speech
     */
    public double getCeiling() {
        return ceiling;
    }

    @Override
    public INDArray getActivation(INDArray in, boolean training) {
        Nd4j.getExecutioner().exec(new RectifiedLinear(in, in));
        Nd4j.getExecutioner().exec(new ScalarMin(in, null, in, ceiling));
        return in;
    }

    @Override
    public Pair<INDArray, @Nullable INDArray> backprop(INDArray in, INDArray epsilon) {
        assertShape(in, epsilon);
        INDArray inside = in.gt(0).castTo(epsilon.dataType());
        inside.muli(in.lt(ceiling).castTo(epsilon.dataType()));
        return new Pair<>(inside.muli(epsilon), null);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClippedRelu that && that.ceiling == ceiling;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(ceiling);
    }

    @Override
    public String toString() {
        return "clipped ReLU at " + ceiling;
    }
}
