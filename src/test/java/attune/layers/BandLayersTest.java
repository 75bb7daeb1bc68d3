package attune.layers;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.NoOp;

/** A small complete network of convolutions over time and bands, under a CTC output. */
class BandLayersTest {
    private static final BandFrame FRAME = new BandFrame(2, 4, 1);
    private static final int FRAMES = 6;
    private static final int[] LENGTHS = {6, 4, 2};

    private static ComputationGraph network(DataType type) {
        BandConvolution first = new BandConvolution("conv1", FRAME, new BandConvolution.Filter(3, 3, 3, 0.2, -0.4));
        BandFrame wide = FRAME.withChannels(3);
        BandPooling pool = new BandPooling("pool1", wide, 2, 2);
        BandFrame narrow = wide.pooled(2, 2);
        BandConvolution second = new BandConvolution("conv2", narrow, new BandConvolution.Filter(3, 1, 2, 0.2, -0.4));
        ComputationGraphConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(12)
                .dataType(type)
                .updater(new NoOp())
                .graphBuilder()
                .addInputs("features")
                .setInputTypes(InputType.recurrent(FRAME.size()))
                .addLayer("conv1", first, "features")
                .addLayer("pool1", pool, "conv1")
                .addLayer("conv2", second, "pool1")
                .addLayer("output", new CtcOutputLayer("output", second.getNOut(), 5, 0), "conv2")
                .setOutputs("output")
                .build();
        ComputationGraph network = new ComputationGraph(configuration);
        network.init();
        return network;
    }

    private static INDArray features(DataType type) {
        double[] values = new SplittableRandom(4)
                .doubles((long) LENGTHS.length * FRAME.size() * FRAMES, -2, 2)
                .toArray();
        return Nd4j.create(values, new long[] {LENGTHS.length, FRAME.size(), FRAMES}, 'c')
                .castTo(type);
    }

    private static INDArray mask(DataType type) {
        INDArray mask = Nd4j.zeros(type, LENGTHS.length, FRAMES);
        for (int i = 0; i < LENGTHS.length; i++) {
            mask.get(NDArrayIndex.point(i), NDArrayIndex.interval(0, LENGTHS[i]))
                    .assign(1);
        }
        return mask;
    }

    private static INDArray labels() {
        return Nd4j.createFromArray(new int[][] {{1, 2, 2, 4}, {3, 3, -1, -1}, {-1, -1, -1, -1}});
    }

    private static ComputationGraph stepped(DataType type) {
        return stepped(network(type), type);
    }

    private static ComputationGraph stepped(ComputationGraph network, DataType type) {
        network.setInput(0, features(type));
        network.setLabels(labels());
        network.setLayerMaskArrays(new INDArray[] {mask(type)}, null);
        network.computeGradientAndScore();
        return network;
    }

    /** As a bundle may say: the kernel would read and write beyond its input. */
    @Test
    void framesThatAreNotThoseOfTheInputAreRefused() {
        ComputationGraphConfiguration configuration = network(DataType.FLOAT).getConfiguration();
        for (String name : List.of("conv1", "pool1")) {
            ComputationGraphConfiguration other = configuration.clone();
            ((SequenceLayer) ((LayerVertex) requireNonNull(other.getVertices().get(name)))
                            .getLayerConf()
                            .getLayer())
                    .setNIn(FRAME.size() - 1);
            assertThatThrownBy(() -> new ComputationGraph(other).init())
                    .as(name)
                    .hasStackTraceContaining("but its frames have");
        }
        assertThatThrownBy(() -> new BandFrame(1 << 16, 1 << 16, 1)).hasMessageContaining("a frame too large");
        assertThatThrownBy(() -> new BandConvolution.Filter(3, 3, 1, -1, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void gradientsEqualFiniteDifferences() {
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE); // required by the checker
        try {
            NetworkChecks.gradientsAreFiniteDifferences(
                    network(DataType.DOUBLE), features(DataType.DOUBLE), labels(), mask(DataType.DOUBLE));
        } finally {
            Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
        }
    }

    /** In float on oneDNN, in double on ND4J's matrix products. */
    @Test
    void bothKernelsGiveTheSameOutputAndGradients() {
        ComputationGraph fast = stepped(DataType.FLOAT);
        ComputationGraph exact = stepped(DataType.DOUBLE);
        assertThat(fast.score()).isCloseTo(exact.score(), org.assertj.core.api.Assertions.within(1e-5));
        Map<String, INDArray> expected = exact.gradient().gradientForVariable();
        fast.gradient().gradientForVariable().forEach((name, gradient) -> {
            INDArray wanted = expected.get(name);
            assertThat(wanted).as(name).isNotNull();
            assertThat(gradient.castTo(DataType.DOUBLE).sub(wanted).amaxNumber().doubleValue())
                    .as(name)
                    .isLessThan(1e-5);
        });
    }

    @Test
    void parametersHaveTheSameGradientsWithoutThatOfTheInput() {
        for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
            Map<String, INDArray> expected = stepped(type).gradient().gradientForVariable();
            ComputationGraph without = stepped(FastLayers.in(network(type)), type);
            without.gradient()
                    .gradientForVariable()
                    .forEach((name, gradient) -> assertThat(
                                    gradient.dup('c').data().asDouble())
                            .as(name)
                            .isEqualTo(requireNonNull(expected.get(name))
                                    .dup('c')
                                    .data()
                                    .asDouble()));
        }
    }

    @Test
    void aClipAloneGivesWhatItGivesPaddedAmongOthers() {
        NetworkChecks.aClipAloneIsAsAmongOthers(
                network(DataType.FLOAT), features(DataType.FLOAT), mask(DataType.FLOAT), LENGTHS);
    }

    @Test
    void aNetworkReadFromItsJsonIsTheSame() {
        ComputationGraph network = network(DataType.FLOAT);
        ComputationGraphConfiguration read = ComputationGraphConfiguration.fromJson(
                network.getConfiguration().toJson());
        assertThat(read.getVertices()).isEqualTo(network.getConfiguration().getVertices());
        ComputationGraph again = new ComputationGraph(read);
        again.init(network.params().dup(), false);
        INDArray difference =
                again.outputSingle(features(DataType.FLOAT)).sub(network.outputSingle(features(DataType.FLOAT)));
        assertThat(difference.amaxNumber().doubleValue()).isZero();
    }

    @Test
    void windowsThatDoNotTileAFrameAreRefused() {
        assertThatThrownBy(() -> new BandPooling("pool", FRAME, 2, 3)).hasMessageContaining("2 × 3");
        assertThatThrownBy(() -> new BandConvolution.Filter(2, 3, 1, 0.2, -0.4)).hasMessageContaining("2 × 3");
    }
}
