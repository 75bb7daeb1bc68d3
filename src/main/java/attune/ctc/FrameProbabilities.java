package attune.ctc;

/** Softmax of each frame, so that even an output 20,000 nats below the best keeps its probability. */
final class FrameProbabilities {
    /** Above this every exponential, and its share of the sum, is a double far from underflow. */
    private static final double NEAR = -150;

    /** Keeps exponents of {@link WideArray} from overflow over any number of frames that fits in memory. */
    private static final double LEAST_LOG_PROB = -1e6;

    private final WideArray probabilities = new WideArray();
    private double[] logits = {};
    private int outputs;

    /**
     * Takes in a clip.
     *
     * @return false when a frame has no softmax: it holds a NaN or a positive infinity, or nothing but negative ones
     */
    boolean read(FrameView view) {
        int frames = view.layout().frames();
        outputs = view.layout().outputs();
        probabilities.reserve(frames * outputs);
        if (logits.length < outputs) {
            logits = new double[outputs];
        }
        for (int frame = 0; frame < frames; frame++) {
            double best = Double.NEGATIVE_INFINITY;
            for (int output = 0; output < outputs; output++) {
                logits[output] = view.get(frame, output);
                best = Math.max(best, logits[output]);
            }
            if (!softmax(best, frame * outputs)) {
                return false;
            }
        }
        return true;
    }

    private boolean softmax(double best, int start) {
        double sum = 0;
        double least = 0;
        for (int output = 0; output < outputs; output++) {
            double below = logits[output] - best;
            double share = Math.exp(below);
            probabilities.mantissas[start + output] = share;
            sum += share;
            least = Math.min(least, below);
        }
        if (Double.isNaN(sum)) {
            return false;
        }
        double logSum = Math.log(sum);
        for (int output = 0; output < outputs; output++) {
            if (least > NEAR) {
                probabilities.mantissas[start + output] /= sum;
                probabilities.exponents[start + output] = 0;
            } else {
                probabilities.setExp(start + output, atLeast(LEAST_LOG_PROB, logits[output] - best - logSum));
            }
        }
        return true;
    }

    private static double atLeast(double least, double logProb) {
        return logProb == Double.NEGATIVE_INFINITY ? logProb : Math.max(least, logProb);
    }

    double probability(int frame, int output) {
        return probabilities.toDouble(frame * outputs + output);
    }

    /** Multiplies every state of a row, which starts at an index, by what it emits at a frame. */
    void emit(int frame, LabelPath path, WideArray row, int start) {
        int base = frame * outputs;
        for (int state = 0; state < path.states; state++) {
            int from = base + path.outputs[state];
            int to = start + state;
            row.set(
                    to,
                    row.mantissas[to] * probabilities.mantissas[from],
                    row.exponents[to] + probabilities.exponents[from]);
        }
    }
}
