package attune.decoding;

import attune.text.Alphabet;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Frames that say nothing in particular, and frames that do. */
final class Frames {
    private Frames() {}

    /** Log-softmax of approximately normal random numbers with a given standard deviation. */
    static float[][] random(SplittableRandom random, int frames, int outputs, double spread) {
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

    /** One frame for each character, "_" the blank: that output has the given probability, the others share the rest. */
    static float[][] spelling(Alphabet alphabet, String path, double probability) {
        float[][] logProbs = new float[path.length()][alphabet.size()];
        for (int frame = 0; frame < logProbs.length; frame++) {
            String character = path.substring(frame, frame + 1);
            Arrays.fill(logProbs[frame], (float) Math.log((1 - probability) / (alphabet.size() - 1)));
            int output = character.equals("_") ? alphabet.blankIndex() : alphabet.encode(character)[0];
            logProbs[frame][output] = (float) Math.log(probability);
        }
        return logProbs;
    }
}
