package attune.decoding;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Frames that say nothing in particular. */
final class RandomFrames {
    private RandomFrames() {}

    /** Log-softmax of random numbers, about normal, of a standard deviation. */
    static float[][] of(SplittableRandom random, int frames, int outputs, double spread) {
        float[][] rows = new float[frames][outputs];
        for (float[] row : rows) {
            double[] logits = new double[outputs];
            Arrays.setAll(logits, output -> spread * random.nextGaussian());
            double sum = Arrays.stream(logits).map(Math::exp).sum();
            for (int output = 0; output < outputs; output++) {
                row[output] = (float) (logits[output] - Math.log(sum));
            }
        }
        return rows;
    }
}
