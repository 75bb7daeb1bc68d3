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

    /** The first {@link #count} are those of the frame. */
    final int[] labels;

    final double[] logProbs;
    int count;
    double blankLogProb;

    FrameOutputs(int outputCount, int blankIndex, BeamSettings settings) {
        this.blankIndex = blankIndex;
        threshold = settings.outputThreshold();
        blankPenalty = settings.blankPenalty();
        labels = new int[outputCount];
        logProbs = new double[outputCount];
    }

    void read(float[] row) {
        count = 0;
        blankLogProb = Math.max(LEAST_LOG_PROB, row[blankIndex]) - blankPenalty;
        for (int output = 0; output < row.length; output++) {
            if (output != blankIndex && row[output] >= threshold && row[output] > LEAST_LOG_PROB) {
                labels[count] = output;
                logProbs[count] = row[output];
                count++;
            }
        }
    }
}
