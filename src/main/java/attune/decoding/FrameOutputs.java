package attune.decoding;

/** What one frame may be: its blank, and the labels that are probable enough. */
final class FrameOutputs {
    /**
     * No log-probability counts as less, so that every text that fits the frames has a path and no beam runs empty. A
     * path through one such frame is still hopeless beside any that avoids it.
     */
    static final float LEAST_LOG_PROB = -10_000;

    private final int blankIndex;
    private final double threshold;
    private final double blankPenalty;

    /** The first {@link #count} are those of the frame, but for the space, the most probable first. */
    final int[] labels;

    final double[] logProbs;
    int count;
    double blankLogProb;

    /** {@link Prefix#NEVER} in an alphabet without one, too. */
    double spaceLogProb;

    private final int space;

    /** By label; {@link Prefix#NEVER} for those that are not probable enough. */
    private final double[] byLabel;

    FrameOutputs(int outputCount, int blankIndex, int space, BeamSettings settings) {
        this.blankIndex = blankIndex;
        this.space = space;
        threshold = settings.outputThreshold();
        blankPenalty = settings.blankPenalty();
        labels = new int[outputCount];
        logProbs = new double[outputCount];
        byLabel = new double[outputCount];
    }

    void read(float[] row) {
        count = 0;
        blankLogProb = Math.max(LEAST_LOG_PROB, row[blankIndex]) - blankPenalty;
        for (int output = 0; output < row.length; output++) {
            boolean probable = output != blankIndex && row[output] >= threshold && row[output] > LEAST_LOG_PROB;
            byLabel[output] = probable ? row[output] : Prefix.NEVER;
            if (probable && output != space) {
                insert(output, row[output]);
            }
        }
        spaceLogProb = logProb(space);
    }

    private void insert(int label, double logProb) {
        int at = count++;
        while (at > 0 && logProbs[at - 1] < logProb) {
            labels[at] = labels[at - 1];
            logProbs[at] = logProbs[at - 1];
            at--;
        }
        labels[at] = label;
        logProbs[at] = logProb;
    }

    /** {@link Prefix#NEVER} for a label that is not probable enough, or for none. */
    double logProb(int label) {
        return label == Spelling.NO_SPACE ? Prefix.NEVER : byLabel[label];
    }
}
