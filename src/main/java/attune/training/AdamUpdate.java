package attune.training;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The arithmetic of Adam on one vector of parameters. */
interface AdamUpdate {
    /** The sum of the squares of a gradient. */
    double squaredNorm(INDArray gradient);

    /** Takes one descent step; the gradient's contents are undefined afterwards. */
    void apply(Part part, AdamStep step);

    /**
     * One layer's parameters, their gradient and Adam's moments, all of the same length.
     *
     * @param anchor what the parameters decay towards; null for zero
     */
    record Part(
            INDArray parameters,
            INDArray gradient,
            INDArray mean,
            INDArray square,
            @Nullable INDArray anchor) {}
}
