package attune.torch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.layers.CtcOutputLayer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks that libtorch would not compute as DL4J does are refused with the reason, which the user is told. */
class MirrorTest {

    @Test
    void anActivationWithoutAMirrorIsNamed() {
        requireRefused(network(dense(Activation.GELU), DataType.FLOAT), "layer below has the activation gelu");
    }

    @Test
    void aLayerWithoutAMirrorIsNamed() {
        Layer layer = new BatchNormalization.Builder().nIn(4).nOut(4).build();
        requireRefused(network(layer, DataType.FLOAT), "layer below is a BatchNormalization");
    }

    @Test
    void anOutputWithoutAMirrorIsNamed() {
        ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.feedForward(4))
                .addLayer(
                        "output",
                        new OutputLayer.Builder(LossFunction.MSE)
                                .nOut(2)
                                .activation(Activation.SIGMOID)
                                .build(),
                        "in")
                .setOutputs("output")
                .build());
        network.init();
        requireRefused(network, "it ends neither in a CTC output nor in classes");
    }

    @Test
    void averagesOverPaddingAreRefused() {
        Layer layer = new SubsamplingLayer.Builder(PoolingType.AVG)
                .kernelSize(3, 3)
                .padding(1, 1)
                .build();
        ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(8, 8, 1))
                .addLayer("below", layer, "in")
                .addLayer(
                        "output",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(2)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "below")
                .setOutputs("output")
                .build());
        network.init();
        requireRefused(network, "layer below pools by AVG");
    }

    @Test
    void dropoutOfDl4jIsNoneOfOurs() {
        Layer layer = new DenseLayer.Builder().nIn(4).nOut(4).dropOut(0.5).build();
        requireRefused(network(layer, DataType.FLOAT), "layer below has a Dropout");
    }

    @Test
    void doublePrecisionIsRefused() {
        requireRefused(network(dense(Activation.IDENTITY), DataType.DOUBLE), "not a network in floats");
    }

    private static Layer dense(Activation activation) {
        return new DenseLayer.Builder().nIn(4).nOut(4).activation(activation).build();
    }

    private static ComputationGraph network(Layer below, DataType type) {
        ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .dataType(type)
                .updater(new NoOp())
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.recurrent(4))
                .addLayer("below", below, "in")
                .addLayer("output", new CtcOutputLayer("output", 4, 3, 0), "below")
                .setOutputs("output")
                .build());
        network.init();
        return network;
    }

    private static void requireRefused(ComputationGraph network, String reason) {
        assertThatThrownBy(() -> Mirror.of(network))
                .isInstanceOf(Mirror.NoMirrorException.class)
                .hasMessageContaining(reason);
    }
}
