package attune.bench;

import attune.seed.RunSeed;
import attune.training.Batch;
import attune.training.Batches;
import java.util.Arrays;
import java.util.Collections;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The same batch for ever: normally distributed features, every utterance of full length, random labels. */
final class RandomSpeech implements Batches {
    private final StepShape.Speech shape;
    private final float[] features;
    private final float[] mask;
    private final int[][] labels;

    RandomSpeech(StepShape.Speech shape) {
        this.shape = shape;
        SplittableRandom random = new RunSeed(1).stream("random speech");
        features = gaussian(random, shape.frames() * shape.utterances() * shape.coefficients());
        mask = new float[shape.utterances() * shape.frames()];
        Arrays.fill(mask, 1);
        labels = labels(random, shape.utterances(), shape.labels(), StepShape.ALPHABET.size());
    }

    static float[] gaussian(SplittableRandom random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Random labels without the blank, which is label 0. */
    static int[][] labels(SplittableRandom random, int utterances, int length, int outputs) {
        int[][] labels = new int[utterances][length];
        for (int[] transcript : labels) {
            Arrays.setAll(transcript, i -> random.nextInt(1, outputs));
        }
        return labels;
    }

    @Override
    public int perEpoch() {
        return 1_000_000;
    }

    @Override
    public Batch get(int epoch, int index) {
        return new Batch(
                timeMajor(features, shape.frames(), shape.utterances(), shape.coefficients()),
                Nd4j.create(mask, new long[] {shape.utterances(), shape.frames()}, 'c'),
                Nd4j.createFromArray(labels),
                Collections.nCopies(shape.utterances(), "random"));
    }

    /** Laid out as the batches of speech are: time-major, seen in DL4J's order. */
    static INDArray timeMajor(float[] values, long frames, long utterances, long coefficients) {
        return Nd4j.create(values, new long[] {frames, utterances, coefficients}, 'c')
                .permute(1, 2, 0);
    }
}
