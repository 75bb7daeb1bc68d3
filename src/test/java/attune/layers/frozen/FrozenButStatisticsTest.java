package attune.layers.frozen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Compares with DL4J's own batch normalisation, which updates its statistics while it learns. */
class FrozenButStatisticsTest {
    private static final int PICTURES = 4;

    private static BatchNormalization normalisation(boolean logarithm, double decay) {
        return new BatchNormalization.Builder()
                .decay(decay)
                .useLogStd(logarithm)
                .build();
    }

    private static ComputationGraph network(Layer normalisation, InputType type) {
        var builder = new NeuralNetConfiguration.Builder()
                .seed(3)
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(type)
                .addLayer("norm", normalisation, "x")
                .addLayer(
                        "out",
                        new OutputLayer.Builder()
                                .nOut(2)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "norm")
                .setOutputs("out");
        ComputationGraph network = new ComputationGraph(builder.build());
        network.init();
        return network;
    }

    private static void pass(ComputationGraph network, INDArray input) {
        INDArray labels = Nd4j.zeros(DataType.FLOAT, PICTURES, 2);
        labels.getColumn(0).assign(1);
        network.initGradientsView();
        network.setInput(0, input);
        network.setLabels(labels);
        network.computeGradientAndScore();
    }

    private static INDArray input(InputType type) {
        long[] shape = type.getShape(true);
        shape[0] = PICTURES;
        INDArray input = Nd4j.create(DataType.FLOAT, shape);
        for (long i = 0; i < input.length(); i++) {
            input.putScalar(i, Math.sin(i * 1.7) + i % 3);
        }
        return input;
    }

    @ParameterizedTest
    @CsvSource({"false,0.9,true", "true,0.9,true", "false,0.5,false", "true,0.5,false"})
    void statisticsChangeAsWhereTheLayerLearnsAndWeightsDoNot(boolean logarithm, double decay, boolean image) {
        InputType type = image ? InputType.convolutional(5, 4, 3) : InputType.feedForward(6);
        ComputationGraph learning = network(normalisation(logarithm, decay), type);
        ComputationGraph frozen = network(new FrozenButStatistics(normalisation(logarithm, decay)), type);
        frozen.setParams(learning.params().dup());
        INDArray input = input(type);
        pass(learning, input);
        pass(frozen, input);
        assertThat(frozen.score()).as("normalised by the batch").isCloseTo(learning.score(), within(1e-5));
        float[] expected = learning.getLayer("norm").getGradientsViewArray().toFloatVector();
        float[] actual = frozen.getLayer("norm").getGradientsViewArray().toFloatVector();
        for (int i = 0; i < actual.length; i++) {
            boolean weight = i < actual.length / 2; // scale and shift, then mean and deviation
            assertThat(actual[i]).as("value " + i).isCloseTo(weight ? 0 : expected[i], within(2e-5f));
        }
        assertThat(frozen.getLayer("norm").getGradientsViewArray().amaxNumber().doubleValue())
                .isGreaterThan(0.01);
    }

    @Test
    void aChannelThatIsAlwaysTheSameKeepsANumber() {
        InputType type = InputType.convolutional(5, 4, 3);
        ComputationGraph frozen = network(new FrozenButStatistics(normalisation(true, 0.9)), type);
        frozen.getLayer("norm").getParam("log10stdev").assign(-20); // a variance that no float can hold
        pass(frozen, input(type).assign(1));
        INDArray changes = frozen.getLayer("norm").getGradientsViewArray();
        assertThat(Float.isFinite(changes.sumNumber().floatValue())).isTrue();
    }

    @Test
    void inUseItNormalisesByItsStatistics() {
        InputType type = InputType.feedForward(6);
        ComputationGraph plain = network(normalisation(false, 0.9), type);
        ComputationGraph frozen = network(new FrozenButStatistics(normalisation(false, 0.9)), type);
        frozen.setParams(plain.params().dup());
        assertThat(frozen.outputSingle(input(type))).isEqualTo(plain.outputSingle(input(type)));
    }

    @Test
    void aConfigurationIsReadBack() {
        ComputationGraphConfiguration written = network(
                        new FrozenButStatistics(normalisation(true, 0.7)), InputType.feedForward(6))
                .getConfiguration();
        assertThat(ComputationGraphConfiguration.fromJson(written.toJson()).toJson())
                .isEqualTo(written.toJson());
    }

    @Test
    void otherLayersHaveNoStatistics() {
        assertThatThrownBy(() ->
                        new FrozenButStatistics(new DenseLayer.Builder().nOut(3).build()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
