package attune.decoding;

import java.util.ArrayList;
import java.util.List;

/** The most probable output of each frame, and how probable it is. */
final class BestPath {
    private final int[] outputs;

    /** Sums of the log-probabilities of the frames before each frame, so that any stretch is a difference. */
    private final double[] logProbBefore;

    private BestPath(int frames) {
        outputs = new int[frames];
        logProbBefore = new double[frames + 1];
    }

    static BestPath through(float[][] logProbs, int outputCount) {
        BestPath path = new BestPath(logProbs.length);
        for (int frame = 0; frame < logProbs.length; frame++) {
            float[] row = logProbs[frame];
            requireLogProbs(row, frame, outputCount);
            int best = 0;
            for (int output = 1; output < outputCount; output++) {
                best = row[output] > row[best] ? output : best;
            }
            // Rounding may leave a log-probability a little above 0.
            path.outputs[frame] = best;
            path.logProbBefore[frame + 1] = path.logProbBefore[frame] + Math.min(0, row[best]);
        }
        return path;
    }

    private static void requireLogProbs(float[] row, int frame, int outputCount) {
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
