package attune.ctc;

/**
 * The CTC loss of one clip, −ln P(labels | frames), and its gradient with respect to the logits, by the forward-backward
 * recursion of Graves et al. 2006, sections 4.1 and 4.2. Nearly every clip is computed in plain doubles, each frame
 * scaled as a whole ({@link ScaledCtc}). Where that cannot be shown to be exact, it is computed in doubles of unlimited
 * range, at several times the cost ({@link WideCtc}): no alignment is too long or too improbable.
 *
 * <p>An instance keeps its scratch memory, about 8 bytes for each frame and state, or 20 once the second method was
 * needed, from call to call. Not thread-safe: one instance a thread. Results do not depend on earlier calls.
 *
 * <pre>{@code
 * FrameLayout layout = new FrameLayout(frames, 29, clip * maxFrames * 29, 29, 1); // [B, T, C]
 * double loss = ctc.lossAndGradient(FrameView.of(logits, layout), labels, 0, FrameView.of(gradient, layout));
 * }</pre>
 */
public final class CtcLoss {
    /** A value that no loss can have. */
    static final double UNKNOWN = -1;

    private final FrameProbabilities probabilities = new FrameProbabilities();
    private final ScaledCtc scaled = new ScaledCtc();
    private final WideCtc wide = new WideCtc();

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
     * The loss alone, for checks: always in doubles of unlimited range, and no faster than with the gradient, but in
     * memory for two frames' states.
     *
     * @param logits the clip's logits or log-probabilities
     * @param labels labels without blanks; may be empty, which means that nothing is said
     * @param blankIndex the blank's output
     * @return nats, the same as {@link #lossAndGradient} up to rounding
     * @throws IllegalArgumentException when a label or the blank is not an output, or a label is the blank
     */
    public double loss(FrameView logits, int[] labels, int blankIndex) {
        LabelPath path = new LabelPath(labels, blankIndex, logits.layout().outputs());
        double loss = lossByInspection(logits, labels);
        return loss == UNKNOWN ? wide.loss(probabilities, path) : loss;
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
        double loss = lossByInspection(logits, labels);
        if (loss == UNKNOWN && probabilities.allPlain()) {
            loss = scaled.lossAndGradient(probabilities, labels, blankIndex, gradient);
        }
        if (loss == UNKNOWN) {
            loss = wide.lossBeforeGradient(probabilities, path);
            if (Double.isFinite(loss)) {
                wide.writeGradient(probabilities, path, gradient);
            }
        }
        if (!Double.isFinite(loss)) {
            writeZeros(gradient);
        }
        return loss;
    }

    /** Reads a clip. Returns its loss where that needs no recursion. */
    private double lossByInspection(FrameView logits, int[] labels) {
        int frames = logits.layout().frames();
        if (!probabilities.read(logits)) {
            return Double.NaN;
        }
        if (frames < LabelPath.minimumFrames(labels)) {
            return Double.POSITIVE_INFINITY;
        }
        return frames == 0 ? 0 : UNKNOWN;
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
