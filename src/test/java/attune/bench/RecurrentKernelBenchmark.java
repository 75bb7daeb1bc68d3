package attune.bench;

import attune.layers.kernel.Kernels;
import attune.layers.kernel.LstmWeights;
import attune.layers.kernel.RecurrentKernel;
import attune.layers.kernel.Sequences;
import attune.layers.kernel.SideBySide;
import attune.seed.RunSeed;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The recurrent kernel, forward and backward, over a batch of 16. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RecurrentKernelBenchmark {
    private static final int UTTERANCES = 16;

    /** The layers of the two networks whose training steps are measured, from the second up. */
    public enum Layer {
        /** Both directions, side by side on two threads. */
        BILSTM_320(2, 640, 320, 300),
        /** One direction. */
        LSTM_1024(1, 1024, 1024, 150);

        final int directions;
        final int inputs;
        final int units;
        final int frames;

        Layer(int directions, int inputs, int units, int frames) {
            this.directions = directions;
            this.inputs = inputs;
            this.units = units;
            this.frames = frames;
        }
    }

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    /** Which layer. */
    @Param
    public Layer layer = Layer.BILSTM_320;

    private final RecurrentKernel kernel = Kernels.forType(DataType.FLOAT);
    private final SplittableRandom random = new RunSeed(1).stream("kernel benchmark");
    private Direction[] directions = {};

    /** Makes input and parameters. */
    @Setup
    public void prepare() {
        INDArray input = gaussian(1, layer.frames, UTTERANCES, layer.inputs);
        directions = IntStream.range(0, layer.directions)
                .mapToObj(way -> new Direction(input, way == 1))
                .toArray(Direction[]::new);
    }

    /** One layer. */
    @Benchmark
    public void forwardAndBackward() {
        SideBySide.run(directions.length, way -> directions[way].forwardAndBackward());
    }

    private INDArray gaussian(double deviation, long... shape) {
        float[] values = RandomSpeech.gaussian(
                random, Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact)));
        return Nd4j.create(values, shape, 'c').muli(deviation);
    }

    private LstmWeights weights() {
        double deviation = 1 / Math.sqrt(layer.units);
        return new LstmWeights(
                gaussian(deviation, layer.inputs, 4L * layer.units),
                gaussian(deviation, layer.units, 4L * layer.units),
                gaussian(deviation, 4L * layer.units));
    }

    /** What one direction reads and writes. */
    private final class Direction {
        private final Sequences x;
        private final LstmWeights weights = weights();
        private final LstmWeights gradients = weights();
        private final RecurrentKernel.Mode mode = new RecurrentKernel.Mode(true, CORES / layer.directions);
        private final INDArray y = gaussian(1, layer.frames, UTTERANCES, layer.units);
        private final INDArray dy = gaussian(1, layer.frames, UTTERANCES, layer.units);
        private final INDArray dx = gaussian(1, layer.frames, UTTERANCES, layer.inputs);

        Direction(INDArray input, boolean reversed) {
            int[] lengths = new int[UTTERANCES];
            Arrays.fill(lengths, layer.frames);
            this.x = new Sequences(input, lengths, reversed);
        }

        void forwardAndBackward() {
            try (RecurrentKernel.Pass pass = kernel.forward(x, weights, y, mode)) {
                pass.backward(dy, gradients, dx);
            }
        }
    }
}
