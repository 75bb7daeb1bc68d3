package attune.decoding;

import java.util.ArrayList;
import java.util.List;

/** One output chosen for each frame, and how probable the choice is. */
final class FramePath {
    private final int[] outputs;

    /** Sums of the log-probabilities of the frames before each frame, so that any stretch is a difference. */
    private final double[] logProbBefore;

    private FramePath(float[][] logProbs, int[] outputs) {
        this.outputs = outputs;
        logProbBefore = new double[outputs.length + 1];
        for (int frame = 0; frame < outputs.length; frame++) {
            // Rounding may leave a log-probability a little above 0, and a difference of infinities is no number.
            double logProb = Math.max(FrameOutputs.LEAST_LOG_PROB, logProbs[frame][outputs[frame]]);
            logProbBefore[frame + 1] = logProbBefore[frame] + Math.min(0, logProb);
        }
    }

    /** The most probable output of each frame, of equal ones the lowest. */
    static FramePath best(float[][] logProbs, int outputCount) {
        int[] outputs = new int[logProbs.length];
        for (int frame = 0; frame < logProbs.length; frame++) {
            float[] row = logProbs[frame];
            requireLogProbs(row, frame, outputCount);
            int best = 0;
            for (int output = 1; output < outputCount; output++) {
                best = row[output] > row[best] ? output : best;
            }
            outputs[frame] = best;
        }
        return new FramePath(logProbs, outputs);
    }

    /** Outputs chosen elsewhere, one for each frame. */
    static FramePath through(float[][] logProbs, int[] outputs) {
        return new FramePath(logProbs, outputs);
    }

    /** Refuses a row that is not a distribution over the outputs. */
    static void requireLogProbs(float[] row, long frame, int outputCount) {
        if (row.length != outputCount) {
            throw new IllegalArgumentException(
                    "frame " + frame + " has " + row.length + " outputs, the alphabet " + outputCount);
        }
        boolean possible = false;
        for (float logProb : row) {
            if (Float.isNaN(logProb)) {
                throw new IllegalArgumentException("frame " + frame + " holds a NaN");
            }
            possible |= logProb > Float.NEGATIVE_INFINITY;
        }
        if (!possible) {
            throw new IllegalArgumentException("frame " + frame + " gives every output probability 0");
        }
    }

    /** The characters: equal neighbours merged, blanks left out. */
    List<Run> runs(int blank) {
        List<Run> runs = new ArrayList<>();
        int from = 0;
        for (int frame = 1; frame <= outputs.length; frame++) {
            if (frame == outputs.length || outputs[frame] != outputs[from]) {
                if (outputs[from] != blank) {
                    runs.add(new Run(outputs[from], from, frame));
                }
                from = frame;
            }
        }
        return runs;
    }

    double logProb(int from, int to) {
        return logProbBefore[to] - logProbBefore[from];
    }

    double confidence(int from, int to) {
        return from == to ? 1 : Math.exp(logProb(from, to) / (to - from));
    }
}
