package attune.ctc;

import java.util.Arrays;

/**
 * The forward-backward recursion of Graves et al. 2006 in plain doubles, each frame scaled as a whole, for clips where
 * that suffices; it reports when it does not.
 *
 * <p>States by their kind, so that one frame's step is two loops without branches: label k from 1 to L, and blank k,
 * which follows label k, from 0 to L. In every row only those states are computed that the start has reached and that
 * can still reach the end.
 *
 * <p><b>What scaling could lose.</b> Within one frame the states' probabilities may differ by more than a double's range,
 * and the small ones may be those that matter later. So nothing is ever allowed to sink to zero: {@link #FLOOR} is
 * added to every value of both recursions. That is as if, at each frame and state, paths of that small weight joined
 * in. Along all frames the paths that joined in forwards weigh at most the sum of {@code FLOOR * backward}, those that
 * joined in backwards the sum of {@code FLOOR * forward}, both over all frames and states, by the variables as
 * computed, which are never too small. Where at every frame these sums are below {@link #NEGLIGIBLE} of the labels' own
 * probability, the result is that of exact arithmetic but for rounding; otherwise it is refused.
 *
 * <p><b>What makes this rare.</b> A path that dawdles may be good up to the middle and hopeless at the end, so that the
 * best states of forward and backward variable lie far apart. Each label therefore has a weight, a power of two, by which
 * entering it multiplies the forward variable and divides the backward one; their product does not change. The weights
 * are chosen so that, for outputs that are the same at every frame, both variables are largest where the posterior is.
 */
final class ScaledCtc {
    /**
     * Far below what matters, and far enough above underflow for a product with a weight and a probability. A product of
     * two such values does underflow, by an amount that is nothing beside any sum which is not refused.
     */
    private static final double FLOOR = 0x1p-700;

    /** Times the number of frames: the largest relative error from the floor. */
    private static final double NEGLIGIBLE = 0x1p-66;

    /** Exponent of the largest weight of a label. */
    private static final int MOST_WEIGHT = 100;

    private FrameProbabilities probabilities = new FrameProbabilities();
    private int[] labels = {};
    private int blankIndex;
    private int frames;

    /** Weight of the way into label k from the blank before it, and from the label before it, 0 where those are equal. */
    private double[] enter = {};

    private double[] skip = {};

    /** Row t+1: the states' forward variable at frame t, times a power of two of its own. Cells 0 to L+1. */
    private double[][] labelForward = {};

    private double[][] blankForward = {};
    private double[] forwardSums = {};

    /** What label k emits at the current frame, times its row's scale. */
    private double[] emission = {};

    private double[] labelBackward = {};
    private double[] blankBackward = {};
    private double[] labelEmitted = {};
    private double[] blankEmitted = {};
    private double[] row = {};

    /**
     * Computes loss and gradient.
     *
     * @param clip its probabilities, all of them plain doubles
     * @param spelled labels that fit the frames, of which there is at least one
     * @param blank the blank's output
     * @param gradient is written, even if the result is refused
     * @return the loss in nats, or {@link CtcLoss#UNKNOWN} where scaling does not suffice
     */
    double lossAndGradient(FrameProbabilities clip, int[] spelled, int blank, FrameView gradient) {
        probabilities = clip;
        labels = spelled;
        blankIndex = blank;
        frames = clip.frames();
        reserve(gradient.layout().outputs());
        double loss = forward(weighLabels());
        return backward(gradient) ? loss : CtcLoss.UNKNOWN;
    }

    private void reserve(int outputs) {
        int width = labels.length + 2;
        if (enter.length != width) {
            enter = new double[width];
            skip = new double[width];
            emission = new double[width];
            labelBackward = new double[width];
            blankBackward = new double[width];
            labelEmitted = new double[width];
            blankEmitted = new double[width];
        }
        if (labelForward.length <= frames || labelForward[0].length < width) {
            labelForward = new double[frames + 1][width];
            blankForward = new double[frames + 1][width];
        }
        if (forwardSums.length < frames) {
            forwardSums = new double[frames];
        }
        if (row.length != outputs) {
            row = new double[outputs];
        }
    }

    /**
     * A label's weight makes up for its being less probable than the blank, on average over the clip (a rarer blank
     * costs a path nothing, it dwells on labels), and for there being more or fewer ways to place k labels in t frames,
     * C(t+k, 2k) of them: that grows by the factor (t² − k²) / 4k² with each label, here taken at the clip's own ratio
     * of labels and frames. Returns the sum of the weights' exponents, by which every whole path is multiplied.
     */
    private int weighLabels() {
        double perFrame = (double) labels.length / frames;
        double placement = Math.log(4 * perFrame * perFrame / (1 - perFrame * perFrame));
        int sum = 0;
        for (int k = 1; k <= labels.length; k++) {
            int label = labels[k - 1];
            double rarity = Math.max(0, probabilities.meanLogit(blankIndex) - probabilities.meanLogit(label));
            double exponent = Math.rint((placement + rarity) / Math.log(2));
            int bounded = (int) Math.max(-MOST_WEIGHT, Math.min(MOST_WEIGHT, exponent));
            sum += bounded;
            enter[k] = Math.scalb(1.0, bounded);
            skip[k] = k > 1 && label == labels[k - 2] ? 0 : enter[k];
        }
        return sum;
    }

    /** Equations 5 to 8. Returns the loss. */
    private double forward(int weightExponent) {
        Arrays.fill(labelForward[0], 0);
        Arrays.fill(blankForward[0], 0);
        blankForward[0][0] = 1; // before the first frame
        double sum = 1;
        long exponent = -weightExponent;
        for (int frame = 0; frame < frames; frame++) {
            exponent += Math.getExponent(sum);
            sum = forwardStep(frame, powerBelow(sum));
            forwardSums[frame] = sum;
        }
        double total = labelForward[frames][labels.length] + blankForward[frames][labels.length];
        return Math.max(0, -(Math.log(total) + exponent * Math.log(2)));
    }

    private double forwardStep(int frame, double scale) {
        double[] labelBefore = labelForward[frame];
        double[] blankBefore = blankForward[frame];
        double[] label = labelForward[frame + 1];
        double[] blank = blankForward[frame + 1];
        double blankEmission = emit(frame, scale);
        int first = firstState(frame);
        int lastLabel = lastLabel(frame);
        int lastBlank = lastBlank(frame);
        for (int k = Math.max(1, first); k <= lastLabel; k++) {
            double reached = labelBefore[k] + enter[k] * blankBefore[k - 1] + skip[k] * labelBefore[k - 1];
            label[k] = reached * emission[k] + FLOOR;
        }
        for (int k = first; k <= lastBlank; k++) {
            blank[k] = (blankBefore[k] + labelBefore[k]) * blankEmission + FLOOR;
        }
        label[0] = 0; // there is no label 0, and the next frame reaches one state further
        label[lastLabel + 1] = 0;
        blank[lastBlank + 1] = 0;
        return sum(label, Math.max(1, first), lastLabel) + sum(blank, first, lastBlank);
    }

    /** The backward variable without its own frame's emission, and with it the gradient; false when it is refused. */
    private boolean backward(FrameView gradient) {
        Arrays.fill(labelEmitted, 0);
        Arrays.fill(blankEmitted, 0);
        blankEmitted[labels.length] = 1; // after the last frame
        for (int frame = frames - 1; frame >= 0; frame--) {
            double sum = backwardStep(frame);
            double total = posteriors(frame);
            if (!(FLOOR * (forwardSums[frame] + sum) < NEGLIGIBLE * total)) {
                return false;
            }
            probabilities.subtractShares(frame, row, total);
            gradient.writeFrame(frame, row);
            emitBackward(frame, powerBelow(sum));
        }
        return true;
    }

    private double backwardStep(int frame) {
        int first = firstState(frame);
        int lastLabel = lastLabel(frame);
        int lastBlank = lastBlank(frame);
        for (int k = Math.max(1, first); k <= lastLabel; k++) {
            labelBackward[k] = labelEmitted[k] + blankEmitted[k] + skip[k + 1] * labelEmitted[k + 1] + FLOOR;
        }
        for (int k = first; k <= lastBlank; k++) {
            blankBackward[k] = blankEmitted[k] + enter[k + 1] * labelEmitted[k + 1] + FLOOR;
        }
        return sum(labelBackward, Math.max(1, first), lastLabel) + sum(blankBackward, first, lastBlank);
    }

    /** Equation 14's sums: the weight of all paths through each output at a frame, into the row. Returns that of all. */
    private double posteriors(int frame) {
        double[] label = labelForward[frame + 1];
        double[] blank = blankForward[frame + 1];
        Arrays.fill(row, 0);
        int first = firstState(frame);
        int lastLabel = lastLabel(frame);
        int lastBlank = lastBlank(frame);
        for (int k = Math.max(1, first); k <= lastLabel; k++) {
            row[labels[k - 1]] += label[k] * labelBackward[k];
        }
        double blankWeight = 0;
        for (int k = first; k <= lastBlank; k++) {
            blankWeight += blank[k] * blankBackward[k];
        }
        row[blankIndex] = blankWeight;
        return sum(row, 0, row.length - 1);
    }

    private void emitBackward(int frame, double scale) {
        double blank = emit(frame, scale);
        int first = firstState(frame);
        int lastLabel = lastLabel(frame);
        int lastBlank = lastBlank(frame);
        for (int k = Math.max(1, first); k <= lastLabel; k++) {
            labelEmitted[k] = labelBackward[k] * emission[k];
        }
        for (int k = first; k <= lastBlank; k++) {
            blankEmitted[k] = blankBackward[k] * blank;
        }
    }

    /** Fills in what the labels emit at a frame and returns what the blank does, all times a scale. */
    private double emit(int frame, double scale) {
        int lastLabel = lastLabel(frame);
        for (int k = Math.max(1, firstState(frame)); k <= lastLabel; k++) {
            emission[k] = probabilities.plain(frame, labels[k - 1]) * scale;
        }
        return probabilities.plain(frame, blankIndex) * scale;
    }

    /** From lower labels and their blanks, the rest would need more frames than are left. */
    private int firstState(int frame) {
        return Math.max(0, labels.length - (frames - 1 - frame));
    }

    private int lastLabel(int frame) {
        return Math.min(labels.length, frame + 1);
    }

    private int lastBlank(int frame) {
        return Math.min(labels.length, frame);
    }

    /** The reciprocal of the greatest power of two that is not above a sum: multiplying by it rounds nothing. */
    private static double powerBelow(double sum) {
        return Math.scalb(1.0, -Math.getExponent(sum));
    }

    /** Two sums at a time, because each addition waits for the one before. */
    private static double sum(double[] values, int first, int last) {
        double even = 0;
        double odd = 0;
        int i = first;
        for (; i < last; i += 2) {
            even += values[i];
            odd += values[i + 1];
        }
        return even + odd + (i == last ? values[i] : 0);
    }
}
