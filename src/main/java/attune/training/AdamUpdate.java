package attune.training;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The arithmetic of Adam on one vector of parameters. */
interface AdamUpdate {
    double BETA1 = 0.9;
    double BETA2 = 0.999;
    double EPSILON = 1e-8;

    /** The sum of the squares of a gradient. */
    double squaredNorm(INDArray gradient);

    /** Takes one descent step; the gradient's contents are undefined afterwards. */
    void apply(Part part, Step step);

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
            @Nullable INDArray anchor) {
        Part(INDArray parameters, INDArray gradient, INDArray mean, INDArray square) {
            this(parameters, gradient, mean, square, null);
        }
    }

    /**
     * The quantities of one step.
     *
     * @param gradientScale factor applied to the gradient first
     * @param rate the learning rate
     * @param weightDecay decoupled weight decay, towards the anchor if there is one
     * @param number number of steps before this one
     */
    record Step(double gradientScale, double rate, double weightDecay, int number) {

        /** The rate with Adam's bias corrections, for moments that start at zero. */
        double correctedRate() {
            return rate * Math.sqrt(1 - Math.pow(BETA2, number + 1)) / (1 - Math.pow(BETA1, number + 1));
        }

        /** The share of the parameters, or of their distance from the anchor, that weight decay leaves. */
        double kept() {
            return Math.max(0, 1 - rate * weightDecay);
        }
    }
}
