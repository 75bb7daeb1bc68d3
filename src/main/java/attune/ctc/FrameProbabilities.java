package attune.ctc;

import java.util.Arrays;

/** Softmax of each frame, so that even an output 20,000 nats below the best keeps its probability. */
final class FrameProbabilities {
    /** Above this every exponential, and its share of the sum, is a double far from underflow. */
    private static final double NEAR = -150;

    /** Keeps exponents of {@link WideArray} from overflow over any number of frames that fits in memory. */
    private static final double LEAST_LOG_PROB = -1e6;

    private final WideArray probabilities = new WideArray();
    private double[] logits = {};
    private double[] logitSums = {};
    private int outputs;
    private int frames;
    private boolean allPlain;

    /**
     * Reads a clip.
     *
     * @return false when a frame has no softmax: it holds a NaN or a positive infinity, or nothing but negative ones
     */
    boolean read(FrameView view) {
        frames = view.layout().frames();
        outputs = view.layout().outputs();
        allPlain = true;
        probabilities.reserve(Math.multiplyExact(frames, outputs));
        if (logits.length != outputs) {
            logits = new double[outputs];
            logitSums = new double[outputs];
        }
        Arrays.fill(logitSums, 0);
        for (int frame = 0; frame < frames; frame++) {
            view.readFrame(frame, logits);
            double best = Double.NEGATIVE_INFINITY;
            for (int output = 0; output < outputs; output++) {
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
            logitSums[output] += below;
            sum += share;
            least = Math.min(least, below);
        }
        if (Double.isNaN(sum)) {
            return false;
        }
        if (least > NEAR) {
            for (int output = 0; output < outputs; output++) {
                probabilities.mantissas[start + output] /= sum;
                probabilities.exponents[start + output] = 0;
            }
        } else {
            allPlain = false;
            double logSum = Math.log(sum);
            for (int output = 0; output < outputs; output++) {
                probabilities.setExp(start + output, atLeast(LEAST_LOG_PROB, logits[output] - best - logSum));
            }
        }
        return true;
    }

    private static double atLeast(double least, double logProb) {
        return logProb == Double.NEGATIVE_INFINITY ? logProb : Math.max(least, logProb);
    }

    int frames() {
        return frames;
    }

    /** Whether all probabilities are doubles that need no exponent, at least about e to the −150. */
    boolean allPlain() {
        return allPlain;
    }

    /** A probability when all are plain. */
    double plain(int frame, int output) {
        return probabilities.mantissas[frame * outputs + output];
    }

    /** An output's logit relative to the best of its frame, on average over the clip. */
    double meanLogit(int output) {
        return logitSums[output] / frames;
    }

    /** Turns a frame's weights into probabilities minus shares of a total. */
    void subtractShares(int frame, double[] weights, double total) {
        int start = frame * outputs;
        for (int output = 0; output < weights.length; output++) {
            double probability =
                    allPlain ? probabilities.mantissas[start + output] : probabilities.toDouble(start + output);
            weights[output] = probability - weights[output] / total;
        }
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
