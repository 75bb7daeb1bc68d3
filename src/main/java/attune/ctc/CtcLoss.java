package attune.ctc;

import java.util.Arrays;

/**
 * The CTC loss of one clip, −ln P(labels | frames), and its gradient with respect to the logits, by the forward-backward
 * recursion of Graves et al. 2006, sections 4.1 and 4.2, with their backward variable taken without the frame's own
 * emission. All arithmetic is in doubles of unlimited range, see {@link WideArray}: no alignment is too long or too
 * improbable.
 *
 * <p>An instance keeps its scratch memory, about 12 bytes for each frame and state, from call to call. Not thread-safe:
 * one instance a thread. Results do not depend on earlier calls.
 *
 * <pre>{@code
 * FrameLayout layout = new FrameLayout(frames, 29, clip * maxFrames * 29, 29, 1); // [B, T, C]
 * double loss = ctc.lossAndGradient(FrameView.of(logits, layout), labels, 0, FrameView.of(gradient, layout));
 * }</pre>
 */
public final class CtcLoss {
    private final FrameProbabilities frameProbabilities = new FrameProbabilities();

    /** Row t+1: probability of the first t frames ending in each state. States are framed by one cell on each side. */
    private final WideArray forward = new WideArray();

    /** Probability of the frames after the current one, given the state at it. */
    private final WideArray backward = new WideArray();

    /** The same times what the state emits at the current frame. */
    private final WideArray emitted = new WideArray();

    private final WideArray total = new WideArray();
    private double[] posteriors = {};

    /**
     * The fewest frames that can spell some labels: one a label, and a blank between equal neighbours.
     *
     * @param labels labels without blanks
     * @return frames below which the loss is infinite
     */
    public static int minimumFrames(int[] labels) {
        return LabelPath.minimumFrames(labels);
    }

    /**
     * The loss alone, in about half the time.
     *
     * @param logits the clip's logits or log-probabilities
     * @param labels labels without blanks; may be empty, which means that nothing is said
     * @param blankIndex the blank's output
     * @return nats, as {@link #lossAndGradient} gives
     * @throws IllegalArgumentException when a label or the blank is not an output, or a label is the blank
     */
    public double loss(FrameView logits, int[] labels, int blankIndex) {
        LabelPath path = new LabelPath(labels, blankIndex, logits.layout().outputs());
        return forwardLoss(logits, labels, path);
    }

    /**
     * The loss and its gradient, softmax minus posterior.
     *
     * @param logits the clip's logits or log-probabilities; a logit of negative infinity is an output of probability 0,
     *     and probabilities below e to the −10⁶ count as that
     * @param labels labels without blanks; may be empty, which means that nothing is said
     * @param blankIndex the blank's output
     * @param gradient where the derivative of the loss by each logit is written, overwriting; may be the same array as
     *     the logits
     * @return nats, 0 or more; positive infinity, with a gradient of zero, where the labels do not fit the frames or have
     *     probability 0; NaN, also with a gradient of zero, where the logits hold a NaN or a positive infinity
     * @throws IllegalArgumentException when a label or the blank is not an output, a label is the blank, or the gradient
     *     differs in size from the logits
     */
    public double lossAndGradient(FrameView logits, int[] labels, int blankIndex, FrameView gradient) {
        requireSameSize(logits.layout(), gradient.layout());
        LabelPath path = new LabelPath(labels, blankIndex, logits.layout().outputs());
        double loss = forwardLoss(logits, labels, path);
        if (Double.isFinite(loss)) {
            writeGradient(path, gradient);
        } else {
            writeZeros(gradient);
        }
        return loss;
    }

    private double forwardLoss(FrameView logits, int[] labels, LabelPath path) {
        int frames = logits.layout().frames();
        if (!frameProbabilities.read(logits)) {
            return Double.NaN;
        }
        if (frames < LabelPath.minimumFrames(labels)) {
            return Double.POSITIVE_INFINITY;
        }
        if (frames == 0) {
            return 0;
        }
        int width = path.states + 2;
        forward.reserve((frames + 1) * width);
        forward.setZeros(0, width);
        forward.set(0, 1, 0); // before the first frame stands the cell before the first state
        for (int frame = 0; frame < frames; frame++) {
            int row = (frame + 1) * width;
            forward.setZeros(row, row + 1);
            forward.setZeros(row + width - 1, row + width);
            move(forward, row - width + 1, forward, row + 1, 1, path.skippedInto);
            frameProbabilities.emit(frame, path, forward, row + 1);
        }
        total.reserve(1);
        int last = frames * width + path.states;
        total.setSum(0, forward, last, last - 1);
        return total.mantissas[0] == 0 ? Double.POSITIVE_INFINITY : Math.max(0, -total.log(0));
    }

    private void writeGradient(LabelPath path, FrameView gradient) {
        int width = path.states + 2;
        backward.reserve(width);
        emitted.reserve(width);
        emitted.setZeros(0, width);
        emitted.set(width - 1, 1, 0); // after the last frame stands the cell after the last state
        posteriors = new double[gradient.layout().outputs()];
        for (int frame = gradient.layout().frames() - 1; frame >= 0; frame--) {
            move(emitted, 1, backward, 1, -1, path.skippedOutOf);
            sumPosteriors(path, (frame + 1) * width + 1);
            for (int output = 0; output < posteriors.length; output++) {
                gradient.set(frame, output, frameProbabilities.probability(frame, output) - posteriors[output]);
            }
            System.arraycopy(backward.mantissas, 1, emitted.mantissas, 1, path.states);
            System.arraycopy(backward.exponents, 1, emitted.exponents, 1, path.states);
            emitted.setZeros(width - 1, width);
            frameProbabilities.emit(frame, path, emitted, 1);
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

    private static void requireSameSize(FrameLayout logits, FrameLayout gradient) {
        if (logits.frames() != gradient.frames() || logits.outputs() != gradient.outputs()) {
            throw new IllegalArgumentException(
                    "the gradient " + gradient + " differs in size from the logits " + logits);
        }
    }

    private static void writeZeros(FrameView gradient) {
        for (int frame = 0; frame < gradient.layout().frames(); frame++) {
            for (int output = 0; output < gradient.layout().outputs(); output++) {
                gradient.set(frame, output, 0);
            }
        }
    }
}
