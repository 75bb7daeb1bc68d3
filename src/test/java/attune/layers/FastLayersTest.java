package attune.layers;

import static org.assertj.core.api.Assertions.assertThat;

import attune.layers.frozen.FrozenButStatistics;
import attune.layers.frozen.FrozenButStatisticsRuntime;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.NoOp;

/** Compares with DL4J's own convolution and batch normalisation. */
class FastLayersTest {
    private static final double ROUNDING = 1e-5;

    private static ComputationGraph network() {
        return whole(
                pictures(13, 11, 3)
                        .addLayer("frozen", new FrozenLayer(convolution(ConvolutionMode.Same, 3, 1, true)), "pictures")
                        .addLayer("frozen-norm", new FrozenLayer(normalisation(true)), "frozen")
                        .addLayer("same", convolution(ConvolutionMode.Same, 3, 2, false), "frozen-norm")
                        .addLayer("norm", normalisation(true), "same")
                        .addLayer("truncated", convolution(ConvolutionMode.Truncate, 2, 2, true), "norm")
                        .addLayer("norm-variance", normalisation(false), "truncated")
                        .addLayer("norm-locked", locked(), "norm-variance")
                        .addLayer("pool", new GlobalPoolingLayer(), "norm-locked")
                        .addLayer("norm-flat", normalisation(true), "pool"),
                "norm-flat");
    }

    /** A builder for layers on pictures of that height, width and number of channels. */
    private static ComputationGraphConfiguration.GraphBuilder pictures(long height, long width, long channels) {
        return new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new NoOp())
                .graphBuilder()
                .addInputs("pictures")
                .setInputTypes(InputType.convolutional(height, width, channels));
    }

    /** Adds an output on that layer. */
    private static ComputationGraph whole(ComputationGraphConfiguration.GraphBuilder builder, String below) {
        ComputationGraphConfiguration configuration = builder.addLayer(
                        "output",
                        new OutputLayer.Builder()
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        below)
                .setOutputs("output")
                .build();
        ComputationGraph network = new ComputationGraph(configuration);
        network.init();
        return network;
    }

    private static ConvolutionLayer convolution(ConvolutionMode mode, int kernel, int stride, boolean hasBias) {
        return new ConvolutionLayer.Builder(kernel, kernel)
                .stride(stride, stride)
                .nOut(6)
                .hasBias(hasBias)
                .convolutionMode(mode)
                .activation(Activation.TANH)
                .build();
    }

    private static BatchNormalization normalisation(boolean logarithm) {
        return new BatchNormalization.Builder()
                .gamma(0.8)
                .beta(0.1)
                .decay(0.7)
                .eps(0.01) // after the pooling, variances are so small that rounding would show
                .useLogStd(logarithm)
                .build();
    }

    private static BatchNormalization locked() {
        return new BatchNormalization.Builder().lockGammaBeta(true).build();
    }

    private static INDArray gradient(ComputationGraph network, INDArray pictures) {
        network.initGradientsView();
        network.setInput(0, pictures);
        network.setLabels(Nd4j.eye(3).castTo(pictures.dataType()).get(NDArrayIndex.interval(0, pictures.size(0))));
        network.computeGradientAndScore();
        return network.getFlattenedGradients().dup();
    }

    private static void moveStatistics(ComputationGraph network) {
        for (String layer : List.of("frozen-norm", "norm", "norm-variance")) {
            network.getLayer(layer).paramTable().forEach((name, values) -> {
                for (int i = 0; i < values.length(); i++) {
                    values.putScalar(i, values.getDouble(i) + 0.1 * Math.sin(i));
                }
            });
        }
    }

    @Test
    void aNetworkGivesAndLearnsWhatItDidWithDl4jsLayers() {
        ComputationGraph slow = network();
        ComputationGraph fast = FastLayers.in(network());
        INDArray pictures = Nd4j.createFromArray(new float[3 * 3 * 13 * 11]).reshape(3, 3, 13, 11);
        for (long i = 0; i < pictures.length(); i++) {
            pictures.putScalar(i, Math.sin(0.7 * i));
        }
        assertThat(fast.outputSingle(pictures).equalsWithEps(slow.outputSingle(pictures), ROUNDING))
                .isTrue();
        INDArray expected = gradient(slow, pictures);
        assertThat(expected.norm2Number().doubleValue()).isGreaterThan(0.1);
        assertThat(gradient(fast, pictures).equalsWithEps(expected, ROUNDING)).isTrue();
        moveStatistics(slow);
        moveStatistics(fast);
        assertThat(fast.outputSingle(pictures).equalsWithEps(slow.outputSingle(pictures), ROUNDING))
                .as("with statistics that are not those it began with")
                .isTrue();
        assertThat(gradient(fast, pictures).equalsWithEps(gradient(slow, pictures), ROUNDING))
                .as("statistics move on from there")
                .isTrue();
        INDArray columnMajor = pictures.dup('f');
        assertThat(fast.outputSingle(columnMajor).equalsWithEps(slow.outputSingle(pictures), ROUNDING))
                .as("in another order in memory")
                .isTrue();
        assertThat(gradient(fast, columnMajor).equalsWithEps(gradient(slow, pictures), ROUNDING))
                .as("gradients in another order in memory")
                .isTrue();
    }

    @Test
    void everyLayerIsReplacedAndNothingThatIsWritten() {
        ComputationGraph network = network();
        String written = network.getConfiguration().toJson();
        INDArray parameters = network.params().dup();
        FastLayers.in(FastLayers.in(network));
        assertThat(network.getLayer("same")).isInstanceOf(FastConvolution.class);
        assertThat(network.getVertex("truncated").getLayer()).isInstanceOf(FastConvolution.class);
        assertThat(network.getLayer("norm")).isInstanceOf(FastBatchNormalization.class);
        assertThat(network.getLayer("frozen-norm"))
                .isInstanceOfSatisfying(
                        org.deeplearning4j.nn.layers.FrozenLayer.class,
                        frozen -> assertThat(frozen.getInsideLayer()).isInstanceOf(FastBatchNormalization.class));
        assertThat(network.getLayer("frozen"))
                .isInstanceOfSatisfying(
                        org.deeplearning4j.nn.layers.FrozenLayer.class,
                        frozen -> assertThat(frozen.getInsideLayer()).isInstanceOf(FastConvolution.class));
        assertThat(network.getConfiguration().toJson()).isEqualTo(written);
        network.getLayer("same").getParam("W").addi(1);
        assertThat(network.params()).as("parameters stay the network's").isNotEqualTo(parameters);
    }

    private static ComputationGraph beginningWith(Layer normalisation) {
        return whole(
                pictures(4, 5, 2)
                        .addLayer("norm", normalisation, "pictures")
                        .addLayer("pool", new GlobalPoolingLayer(), "norm"),
                "pool");
    }

    @Test
    void picturesInAnotherOrderInMemoryAreNormalisedAlike() {
        INDArray pictures = Nd4j.linspace(-2, 3, 120, DataType.FLOAT).reshape(3, 2, 4, 5);
        ComputationGraph network = FastLayers.in(beginningWith(normalisation(true)));
        INDArray expected = gradient(network, pictures);
        assertThat(gradient(network, pictures.dup('f'))).isEqualTo(expected);
    }

    @Test
    void frozenStatisticsThatFollowTheDataStayDl4js() {
        ComputationGraph network = beginningWith(new FrozenButStatistics(normalisation(true)));
        assertThat(FastLayers.in(network).getLayer("norm")).isInstanceOf(FrozenButStatisticsRuntime.class);
    }

    @Test
    void aChannelThatIsAlwaysTheSameKeepsANumber() {
        ComputationGraph network = FastLayers.in(beginningWith(normalisation(true)));
        network.getLayer("norm").getParam("log10stdev").assign(-20); // a variance that no float can hold
        INDArray changes = gradient(network, Nd4j.ones(DataType.FLOAT, 3, 2, 4, 5));
        assertThat(Float.isFinite(changes.sumNumber().floatValue())).isTrue();
    }
}
