package attune.ctc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The most probable path of frames through given labels (Viterbi), to time known words: forced alignment. Log space,
 * where products are sums and nothing is lost. Of equally probable paths it takes the one that reaches each state last.
 *
 * <p>Tracing back needs a byte for each frame and state, too much for an hour of speech. So a long clip is processed in
 * blocks: the scores before each are kept, and the bytes of one block at a time are computed from them.
 */
public final class CtcAligner {
    private static final long BLOCK_BYTES = 1L << 26;

    private final LabelPath path;
    private final FrameView logits;
    private final int frames;
    private final int blockFrames;

    /** The scores of all states before each block. */
    private final List<double[]> before = new ArrayList<>();

    /** How many states back the best predecessor is, for each frame of a block and each state. */
    private final byte[] advances;

    private final double[] row;
    private double[] scores;
    private double[] previous;

    private CtcAligner(FrameView logits, LabelPath path, long blockBytes) {
        this.logits = logits;
        this.path = path;
        frames = logits.layout().frames();
        blockFrames = (int) Math.max(1, Math.min(frames, blockBytes / path.states));
        advances = new byte[Math.multiplyExact(blockFrames, path.states)];
        row = new double[logits.layout().outputs()];
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
        return align(logits, labels, blankIndex, BLOCK_BYTES);
    }

    /**
     * Finds labels in a clip that may hold more than them: like {@link #align(FrameView, int[], int)}, but the frames
     * before the first label and after the last count as another output than the blank.
     *
     * @param logits the clip's logits or log-probabilities, with one more output for what may be around the labels
     * @param labels labels without blanks, at least one
     * @param blankIndex the blank's output
     * @param around that output
     * @return the label of each frame; {@link CtcAlignment#BLANK} around the labels, too
     */
    public static CtcAlignment find(FrameView logits, int[] labels, int blankIndex, int around) {
        LabelPath path =
                new LabelPath(labels, blankIndex, around, logits.layout().outputs());
        return align(logits, labels, path, BLOCK_BYTES);
    }

    static CtcAlignment align(FrameView logits, int[] labels, int blankIndex, long blockBytes) {
        return align(
                logits,
                labels,
                new LabelPath(labels, blankIndex, logits.layout().outputs()),
                blockBytes);
    }

    private static CtcAlignment align(FrameView logits, int[] labels, LabelPath path, long blockBytes) {
        int frames = logits.layout().frames();
        int needed = LabelPath.minimumFrames(labels);
        if (frames < needed) {
            throw new IllegalArgumentException("the labels need " + needed + " frames, the clip has " + frames);
        }
        return frames == 0 ? new CtcAlignment(new int[0], 0) : new CtcAligner(logits, path, blockBytes).align();
    }

    private CtcAlignment align() {
        Arrays.fill(scores, Double.NEGATIVE_INFINITY);
        for (int from = 0; from < frames; from += blockFrames) {
            before.add(scores.clone());
            goThroughBlock(from);
        }
        int last = path.states - 1;
        int end = last > 0 && scores[last - 1] > scores[last] ? last - 1 : last;
        double logProb = scores[end];
        if (!(logProb > Double.NEGATIVE_INFINITY)) {
            throw new IllegalArgumentException("no alignment has a probability above 0");
        }
        return new CtcAlignment(traceBack(end), logProb);
    }

    private void goThroughBlock(int from) {
        for (int frame = from; frame < Math.min(frames, from + blockFrames); frame++) {
            advance(frame, (frame - from) * path.states);
        }
    }

    private void advance(int frame, int start) {
        double[] swap = previous;
        previous = scores;
        scores = swap;
        readLogProbs(frame);
        for (int state = 0; state < path.states; state++) {
            int advance = frame == 0 ? 0 : bestAdvance(state);
            double reached = frame == 0 ? (state < 2 ? 0 : Double.NEGATIVE_INFINITY) : previous[state - advance];
            advances[start + state] = (byte) advance;
            scores[state] = reached + row[path.outputs[state]];
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

    /** From the last block, whose bytes are there, to the first. */
    private int[] traceBack(int end) {
        int[] positions = new int[frames];
        int state = end;
        for (int block = before.size() - 1; block >= 0; block--) {
            int from = block * blockFrames;
            if (block < before.size() - 1) {
                System.arraycopy(before.get(block), 0, scores, 0, path.states);
                goThroughBlock(from);
            }
            for (int frame = Math.min(frames, from + blockFrames) - 1; frame >= from; frame--) {
                positions[frame] = state % 2 == 0 ? CtcAlignment.BLANK : state / 2;
                state -= advances[(frame - from) * path.states + state];
            }
        }
        return positions;
    }

    private void readLogProbs(int frame) {
        logits.readFrame(frame, row);
        double best = Double.NEGATIVE_INFINITY;
        for (double logit : row) {
            best = Math.max(best, logit);
        }
        double sum = 0;
        for (double logit : row) {
            sum += Math.exp(logit - best);
        }
        double logSum = best + Math.log(sum);
        for (int output = 0; output < row.length; output++) {
            row[output] -= logSum;
        }
    }
}
