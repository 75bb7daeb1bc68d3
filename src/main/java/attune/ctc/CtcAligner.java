package attune.ctc;

import java.util.Arrays;

/**
 * The most probable path of frames through given labels (Viterbi), for times of known words: forced alignment. Log space,
 * where products are sums and nothing is lost. Of equally probable paths it takes the one that reaches each state last.
 */
public final class CtcAligner {
    private final LabelPath path;
    private final FrameView logits;

    /** How many states back the best predecessor is, for each frame and state. */
    private final byte[] advances;

    private double[] scores;
    private double[] previous;

    private CtcAligner(FrameView logits, LabelPath path) {
        this.logits = logits;
        this.path = path;
        advances = new byte[Math.multiplyExact(logits.layout().frames(), path.states)];
        scores = new double[path.states];
        previous = new double[path.states];
    }

    /**
     * Aligns a clip with its labels.
     *
     * @param logits the clip's logits or log-probabilities
     * @param labels labels without blanks; may be empty
     * @param blankIndex the blank's output
     * @return the label of each frame
     * @throws IllegalArgumentException when there are fewer frames than {@link CtcLoss#minimumFrames(int[])}, no path has
     *     a probability above 0, or a label or the blank is not an output
     */
    public static CtcAlignment align(FrameView logits, int[] labels, int blankIndex) {
        LabelPath path = new LabelPath(labels, blankIndex, logits.layout().outputs());
        int frames = logits.layout().frames();
        int needed = LabelPath.minimumFrames(labels);
        if (frames < needed) {
            throw new IllegalArgumentException("the labels need " + needed + " frames, the clip has " + frames);
        }
        return frames == 0 ? new CtcAlignment(new int[0], 0) : new CtcAligner(logits, path).align();
    }

    private CtcAlignment align() {
        Arrays.fill(scores, Double.NEGATIVE_INFINITY);
        for (int frame = 0; frame < logits.layout().frames(); frame++) {
            advance(frame);
        }
        int last = path.states - 1;
        int end = last > 0 && scores[last - 1] > scores[last] ? last - 1 : last;
        if (!(scores[end] > Double.NEGATIVE_INFINITY)) {
            throw new IllegalArgumentException("no alignment has a probability above 0");
        }
        return new CtcAlignment(traceBack(end), scores[end]);
    }

    private void advance(int frame) {
        double[] swap = previous;
        previous = scores;
        scores = swap;
        double logSum = logSumExp(frame);
        for (int state = 0; state < path.states; state++) {
            int advance = frame == 0 ? 0 : bestAdvance(state);
            double before = frame == 0 ? (state < 2 ? 0 : Double.NEGATIVE_INFINITY) : previous[state - advance];
            advances[frame * path.states + state] = (byte) advance;
            scores[state] = before + logits.get(frame, path.outputs[state]) - logSum;
        }
    }

    private int bestAdvance(int state) {
        int best = 0;
        if (state > 0 && previous[state - 1] > previous[state]) {
            best = 1;
        }
        if (state > 1 && path.skippedInto[state] && previous[state - 2] > previous[state - best]) {
            best = 2;
        }
        return best;
    }

    private int[] traceBack(int end) {
        int[] positions = new int[logits.layout().frames()];
        int state = end;
        for (int frame = positions.length - 1; frame >= 0; frame--) {
            positions[frame] = state % 2 == 0 ? CtcAlignment.BLANK : state / 2;
            state -= advances[frame * path.states + state];
        }
        return positions;
    }

    private double logSumExp(int frame) {
        double best = Double.NEGATIVE_INFINITY;
        for (int output = 0; output < logits.layout().outputs(); output++) {
            best = Math.max(best, logits.get(frame, output));
        }
        double sum = 0;
        for (int output = 0; output < logits.layout().outputs(); output++) {
            sum += Math.exp(logits.get(frame, output) - best);
        }
        return best + Math.log(sum);
    }
}
