package attune.layers;

import attune.seed.RunSeed;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Losses and gradients of a batch of random logits, as the output layer computes them in training. */
public final class CtcBatch {
    private final INDArray logits;
    private final int[] lengths;
    private final int[][] transcripts;

    /**
     * Draws a batch: normal logits, labels other than the blank, which is 0.
     *
     * @param clips their number
     * @param frames per clip
     * @param outputs labels and blank
     * @param labels per clip
     */
    public CtcBatch(int clips, int frames, int outputs, int labels) {
        SplittableRandom random = new RunSeed(1).stream("ctc batch");
        float[] values = new float[frames * clips * outputs];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        logits = Nd4j.create(values, new long[] {(long) frames * clips, outputs}, 'c');
        lengths = new int[clips];
        Arrays.fill(lengths, frames);
        transcripts = new int[clips][labels];
        for (int[] transcript : transcripts) {
            Arrays.setAll(transcript, i -> 1 + random.nextInt(outputs - 1));
        }
    }

    /** Computes them once, on all cores. */
    public void lossesAndGradients() {
        double mean = Losses.of(logits, lengths, transcripts, 0).mean();
        if (!(mean > 0)) {
            throw new IllegalStateException("the mean loss is " + mean);
        }
    }
}
