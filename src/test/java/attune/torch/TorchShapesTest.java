package attune.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.layers.BiLstm;
import attune.layers.CtcOutputLayer;
import attune.layers.Lstm;
import attune.layers.RecurrentLayer;
import attune.progress.Progress;
import attune.seed.RunSeed;
import attune.training.Batch;
import attune.training.Learning;
import attune.training.Steps;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Batches of all shapes, ragged, with clips of one frame and without words, against our portable kernel in double precision.
 * Long ones and wide layers wait for a card.
 */
class TorchShapesTest {
    private static final int SIZE = 20;
    private static final int LABELS = 9;

    /** Single precision, through as many steps as there are frames. */
    private static final double CLOSE = 1e-5;

    private final Room room = TestedDevice.room();

    /** Two layers of units, one way or both, and a batch. */
    private record Shape(int ways, long units, int clips, int frames) {
        ComputationGraph network(DataType type) {
            GraphBuilder graph = new NeuralNetConfiguration.Builder()
                    .dataType(type)
                    .seed(2)
                    .updater(new NoOp())
                    .graphBuilder()
                    .addInputs("in")
                    .setInputTypes(InputType.recurrent(SIZE));
            graph.addLayer("lstm1", layer("lstm1", SIZE), "in");
            graph.addLayer("lstm2", layer("lstm2", ways * units), "lstm1");
            graph.addLayer("output", new CtcOutputLayer("output", ways * units, LABELS, 0), "lstm2");
            ComputationGraph network =
                    new ComputationGraph(graph.setOutputs("output").build());
            network.init();
            return network;
        }

        private RecurrentLayer layer(String name, long inputs) {
            return ways == 2 ? new BiLstm(name, inputs, units) : new Lstm(name, inputs, units);
        }

        /** The first clip is full length, the last has one frame and no word. */
        Batch batch() {
            SplittableRandom random = new RunSeed(7).stream("ragged", frames * 1000L + clips);
            float[] features = new float[frames * clips * SIZE];
            for (int i = 0; i < features.length; i++) {
                features[i] = (float) random.nextGaussian();
            }
            float[][] mask = new float[clips][frames];
            float[][] labels = new float[clips][Math.max(1, frames / 4)];
            for (int clip = 0; clip < clips; clip++) {
                int length = clip == 0 ? frames : clip == clips - 1 ? 1 : 1 + random.nextInt(frames);
                Arrays.fill(mask[clip], 0, length, 1);
                Arrays.fill(labels[clip], -1);
                for (int i = 0; i < length / 4; i++) {
                    labels[clip][i] = 1 + random.nextInt(LABELS - 1);
                }
            }
            return new Batch(
                    Nd4j.create(features, new long[] {frames, clips, SIZE}, 'c').permute(1, 2, 0),
                    Nd4j.createFromArray(mask),
                    Nd4j.createFromArray(labels),
                    List.of(toString()));
        }
    }

    static Stream<Shape> shapes() {
        Stream<Shape> small = Stream.of(
                new Shape(1, 1, 1, 1),
                new Shape(2, 1, 1, 2),
                new Shape(2, 7, 2, 2),
                new Shape(1, 33, 3, 40),
                new Shape(2, 16, 9, 24),
                new Shape(2, 48, 5, 60));
        Stream<Shape> large = Stream.of(
                new Shape(2, 320, 16, 400),
                new Shape(1, 320, 64, 200),
                new Shape(2, 192, 8, 1500),
                new Shape(1, 1024, 16, 150),
                new Shape(2, 1024, 4, 60),
                new Shape(1, 2048, 2, 40));
        return TestedDevice.isCard() ? Stream.concat(small, large) : small;
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void lossAndGradientsAreThoseOfDoublePrecision(Shape shape) {
        ComputationGraph floats = shape.network(DataType.FLOAT);
        ComputationGraph doubles = InDoubles.withParametersOf(floats, shape.network(DataType.DOUBLE));
        TrainedNetwork exact = new TrainedNetwork(doubles, Steps.Device.HOST);
        TrainedNetwork torch = new TrainedNetwork(floats, TrainedNetwork.torch(1, room));
        try (Batch batch = shape.batch();
                Batch inDoubles = InDoubles.of(batch)) {
            Steps.Gradient expected = exact.steps.gradient(inDoubles, 0, Progress.SILENT);
            Steps.Gradient actual = torch.steps.gradient(batch, 0, Progress.SILENT);
            assertThat(actual.loss()).isCloseTo(expected.loss(), within(CLOSE * expected.loss()));
            assertThat(actual.norm()).isCloseTo(expected.norm(), within(CLOSE * expected.norm()));
        }
        exact.take(0);
        torch.take(0);
        exact.requireClose(torch, Learning.Layer::momentum, CLOSE);
    }
}
