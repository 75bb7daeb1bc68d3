package attune.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** Beside DL4J's own convolution and batch normalisation. */
class FastLayersTest {
    private static final double ROUNDING = 1e-5;

    private static ComputationGraph network() {
        ComputationGraphConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new NoOp())
                .graphBuilder()
                .addInputs("pictures")
                .setInputTypes(InputType.convolutional(13, 11, 3))
                .addLayer("frozen", new FrozenLayer(convolution(ConvolutionMode.Same, 3, 1, true)), "pictures")
                .addLayer("frozen-norm", new FrozenLayer(normalisation(true)), "frozen")
                .addLayer("same", convolution(ConvolutionMode.Same, 3, 2, false), "frozen-norm")
                .addLayer("norm", normalisation(true), "same")
                .addLayer("truncated", convolution(ConvolutionMode.Truncate, 2, 2, true), "norm")
                .addLayer("norm-variance", normalisation(false), "truncated")
                .addLayer("pool", new GlobalPoolingLayer(), "norm-variance")
                .addLayer(
                        "output",
                        new OutputLayer.Builder()
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "pool")
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
                .useLogStd(logarithm)
                .build();
    }

    private static INDArray gradient(ComputationGraph network, INDArray pictures) {
        network.initGradientsView();
        network.setInput(0, pictures);
        network.setLabels(Nd4j.eye(3).castTo(pictures.dataType()));
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
}
