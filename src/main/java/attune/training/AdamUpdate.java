package attune.training;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The arithmetic of Adam on one vector of parameters. */
interface AdamUpdate {
    double BETA1 = 0.9;
    double BETA2 = 0.999;
    double EPSILON = 1e-8;

    /** The sum of the squares of a gradient. */
    double squaredNorm(INDArray gradient);

    /** Takes one step down; what the gradient holds afterwards is undefined. */
    void apply(Part part, Step step);

    /** One layer's parameters and what Adam remembers of their gradients, all of one length. */
    record Part(INDArray parameters, INDArray gradient, INDArray mean, INDArray square) {}

    /**
     * What a step is made with.
     *
     * @param gradientScale the gradient is multiplied by this first
     * @param rate the learning rate
     * @param weightDecay decoupled
     * @param number how many steps came before
     */
    record Step(double gradientScale, double rate, double weightDecay, int number) {

        /** The rate with the corrections for means and squares that began at zero. */
        double correctedRate() {
            return rate * Math.sqrt(1 - Math.pow(BETA2, number + 1)) / (1 - Math.pow(BETA1, number + 1));
        }

        /** What the parameters keep of themselves. */
        double kept() {
            return 1 - rate * weightDecay;
        }
    }
}
