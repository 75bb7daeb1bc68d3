package attune.ctc;

import java.util.Arrays;

/**
 * The forward-backward recursion of Graves et al. 2006, sections 4.1 and 4.2, in doubles of unlimited range, see
 * {@link WideArray}: no alignment is too long or too improbable. The backward variable is theirs without the frame's own
 * emission.
 */
final class WideCtc {
    /**
     * Row t: probability of the first t frames ending in each state; for the loss alone only the last two rows. States
     * are framed by one cell on each side.
     */
    private final WideArray forward = new WideArray();

    /** Probability of the frames after the current one, given the state at it. */
    private final WideArray backward = new WideArray();

    /** The same times what the state emits at the current frame. */
    private final WideArray emitted = new WideArray();

    private final WideArray total = new WideArray();
    private double[] posteriors = {};

    /** The loss in nats, positive infinity where the labels have probability 0. There is at least one frame. */
    double loss(FrameProbabilities probabilities, LabelPath path) {
        return forward(probabilities, path, 2);
    }

    /** The same, and all that {@link #writeGradient} needs. */
    double lossBeforeGradient(FrameProbabilities probabilities, LabelPath path) {
        return forward(probabilities, path, probabilities.frames() + 1);
    }

    private double forward(FrameProbabilities probabilities, LabelPath path, int rows) {
        int frames = probabilities.frames();
        int width = path.states + 2;
        forward.reserve(Math.multiplyExact(rows, width));
        forward.setZeros(0, width);
        forward.set(0, 1, 0); // before the first frame, the path is in the cell before the first state
        for (int frame = 0; frame < frames; frame++) {
            int row = (frame + 1) % rows * width;
            forward.setZeros(row, row + 1);
            forward.setZeros(row + width - 1, row + width);
            move(forward, frame % rows * width + 1, forward, row + 1, 1, path.skippedInto);
            probabilities.emit(frame, path, forward, row + 1);
        }
        total.reserve(1);
        int last = frames % rows * width + path.states;
        total.setSum(0, forward, last, last - 1);
        return total.mantissas[0] == 0 ? Double.POSITIVE_INFINITY : Math.max(0, -total.log(0));
    }

    /** Writes the gradient, after a finite loss of the same clip. */
    void writeGradient(FrameProbabilities probabilities, LabelPath path, FrameView gradient) {
        int width = path.states + 2;
        backward.reserve(width);
        emitted.reserve(width);
        emitted.setZeros(0, width);
        emitted.set(width - 1, 1, 0); // after the last frame, it is in the cell after the last state
        if (posteriors.length != gradient.layout().outputs()) {
            posteriors = new double[gradient.layout().outputs()];
        }
        for (int frame = gradient.layout().frames() - 1; frame >= 0; frame--) {
            move(emitted, 1, backward, 1, -1, path.skippedOutOf);
            sumPosteriors(path, (frame + 1) * width + 1);
            probabilities.subtractShares(frame, posteriors, 1);
            gradient.writeFrame(frame, posteriors);
            System.arraycopy(backward.mantissas, 1, emitted.mantissas, 1, path.states);
            System.arraycopy(backward.exponents, 1, emitted.exponents, 1, path.states);
            emitted.setZeros(width - 1, width);
            probabilities.emit(frame, path, emitted, 1);
        }
    }

    /** Equation 14's sum: the share of the labels' probability that goes through each output at one frame. */
    private void sumPosteriors(LabelPath path, int row) {
        Arrays.fill(posteriors, 0);
        double scale = 1 / total.mantissas[0];
        int totalExponent = total.exponents[0];
        for (int state = 0; state < path.states; state++) {
            double product = forward.mantissas[row + state] * backward.mantissas[1 + state];
            if (product > 0) {
                int exponent = forward.exponents[row + state] + backward.exponents[1 + state] - totalExponent;
                posteriors[path.outputs[state]] += WideArray.shifted(product * scale, exponent);
            }
        }
    }

    /** One frame's step from every state to every state it leads to, forwards (1) or backwards (-1) in time. */
    private static void move(WideArray from, int fromRow, WideArray to, int toRow, int direction, boolean[] skipped) {
        for (int state = 0; state < skipped.length; state++) {
            int same = fromRow + state;
            if (skipped[state]) {
                to.setSum(toRow + state, from, same, same - direction, same - 2 * direction);
            } else {
                to.setSum(toRow + state, from, same, same - direction);
            }
        }
    }
}
