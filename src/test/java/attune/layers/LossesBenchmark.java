package attune.layers;

import attune.seed.RunSeed;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * CTC losses and gradients of a batch as training computes them, on all processors of the machine: 16 clips of 400
 * frames, 29 outputs and 60 labels. {@code scripts/bench.d/ctc_torch.py} times the same in PyTorch.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
public class LossesBenchmark {
    private static final int CLIPS = 16;
    private static final int FRAMES = 400;
    private static final int OUTPUTS = 29;
    private static final int LABELS = 60;

    private final INDArray logits;
    private final int[] lengths = new int[CLIPS];
    private final int[][] transcripts = new int[CLIPS][LABELS];

    /** Draws a batch: normal logits, labels other than the blank, 0. */
    public LossesBenchmark() {
        SplittableRandom random = new RunSeed(2006).stream("benchmark");
        float[] values = new float[FRAMES * CLIPS * OUTPUTS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        logits = Nd4j.create(values, new long[] {FRAMES * CLIPS, OUTPUTS}, 'c');
        Arrays.fill(lengths, FRAMES);
        for (int[] labels : transcripts) {
            Arrays.setAll(labels, i -> 1 + random.nextInt(OUTPUTS - 1));
        }
    }

    /** A batch's losses and gradient. */
    @Benchmark
    public Object lossAndGradient() {
        return Losses.of(logits, lengths, transcripts, 0);
    }
}
