package attune.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

class AdamWTest {

    /** Algorithm 2 of Loshchilov and Hutter (2019), written out for every parameter on its own, in double. */
    @ParameterizedTest
    @MethodSource("updates")
    void stepsAsThePaperSays(AdamUpdate update) {
        ComputationGraph network = ToyProblem.network(false);
        double[] expected = network.params().toDoubleVector();
        AdamW optimizer = new AdamW(network, 0.01, Map.of(), update);
        double[] mean = new double[expected.length];
        double[] square = new double[expected.length];
        for (int step = 0; step < 5; step++) {
            double rate = 0.1 / (step + 1);
            INDArray gradient = network.getGradientsViewArray();
            for (int i = 0; i < expected.length; i++) {
                double g = Math.sin(i + step);
                gradient.putScalar(i, 4 * g);
                mean[i] = 0.9 * mean[i] + 0.1 * g;
                square[i] = 0.999 * square[i] + 0.001 * g * g;
                double meanHat = mean[i] / (1 - Math.pow(0.9, step + 1));
                double squareHat = square[i] / (1 - Math.pow(0.999, step + 1));
                expected[i] -= rate * (meanHat / (Math.sqrt(squareHat) + 1e-8) + 0.01 * expected[i]);
            }
            optimizer.step(0.25, rate, step);
        }
        double[] actual = network.params().toDoubleVector();
        // The library divides by √v + ε before correcting the bias, which moves the last digits.
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-5));
        }
    }

    @ParameterizedTest
    @MethodSource("updates")
    void theNormIsThatOfTheWholeGradient(AdamUpdate update) {
        ComputationGraph network = ToyProblem.network(false);
        AdamW optimizer = new AdamW(network, 0, Map.of(), update);
        INDArray gradient = network.getGradientsViewArray();
        gradient.assign(0.5);
        assertThat(optimizer.gradientNorm()).isCloseTo(0.5 * Math.sqrt((double) gradient.length()), within(1e-5));
    }

    /** Long enough for several blocks and a remainder. */
    @Test
    void theFusedUpdateIsThatOfNd4j() {
        List<INDArray> results = new ArrayList<>();
        for (AdamUpdate update : List.of(new FusedAdamUpdate(), new Nd4jAdamUpdate())) {
            long length = 10_003;
            INDArray parameters = Nd4j.linspace(DataType.FLOAT, -1, 2.0 / length, length);
            INDArray gradient = Transforms.sin(parameters.mul(100), true);
            INDArray anchor = parameters.mul(0.5);
            AdamUpdate.Part part =
                    new AdamUpdate.Part(parameters, gradient, parameters.like(), parameters.like(), anchor);
            double norm = gradient.castTo(DataType.DOUBLE).norm2Number().doubleValue();
            assertThat(update.squaredNorm(gradient)).isCloseTo(norm * norm, withinPercentage(1e-3));
            update.apply(part, new AdamStep(0.5, 0.01, 0.1, 0));
            results.add(parameters);
        }
        assertThat(results.get(0).sub(results.get(1)).amaxNumber().doubleValue())
                .isLessThan(1e-6);
    }

    /**
     * The pull alone is a geometric series: each step leaves 1 - rate x weight of the distance to the weights that the layer
     * began with (Li, Grandvalet and Davoine 2018). The other layer decays towards zero.
     */
    @ParameterizedTest
    @MethodSource("updates")
    void aLayerKeptCloseGoesBackToWhereItBegan(AdamUpdate update) {
        ComputationGraph network = ToyProblem.network(false);
        INDArray began = network.getLayer("hidden").params().dup();
        INDArray output = network.getLayer("out").params();
        AdamW optimizer = new AdamW(network, 0.5, new AdamW.Pull(3, Set.of("hidden")), Map.of("hidden", 2.0), update);
        network.getLayer("hidden").params().addi(0.25);
        double[] others = output.toDoubleVector();
        double left = 0.25;
        for (int step = 0; step < 5; step++) {
            network.getGradientsViewArray().assign(0);
            optimizer.step(1, 0.1, step);
            left *= 1 - 2 * 0.1 * 3;
            for (int i = 0; i < others.length; i++) {
                others[i] *= 1 - 0.1 * 0.5;
            }
        }
        double[] moved = network.getLayer("hidden").params().sub(began).toDoubleVector();
        for (double distance : moved) {
            assertThat(distance).isCloseTo(left, within(1e-6));
        }
        assertThat(output.toDoubleVector()).containsExactly(others, within(1e-6));
    }

    /** The step that the pull adds to a gradient's is minus the rate times the slope of weight/2 x distance squared. */
    @ParameterizedTest
    @MethodSource("updates")
    void thePullIsTheSlopeOfHalfTheSquaredDistance(AdamUpdate update) {
        double weight = 4;
        double rate = 0.01;
        List<double[]> results = new ArrayList<>();
        for (double pull : new double[] {0, weight}) {
            ComputationGraph network = ToyProblem.network(false);
            AdamW optimizer = new AdamW(network, 0, new AdamW.Pull(pull, Set.of("hidden", "out")), Map.of(), update);
            INDArray parameters = network.params();
            for (int i = 0; i < parameters.length(); i++) {
                parameters.putScalar(i, parameters.getDouble(i) + Math.cos(i));
                network.getGradientsViewArray().putScalar(i, Math.sin(i));
            }
            optimizer.step(1, rate, 0);
            results.add(parameters.toDoubleVector());
        }
        double h = 1e-4;
        for (int i = 0; i < results.get(0).length; i++) {
            double distance = Math.cos(i);
            double slope = weight / 2 * (Math.pow(distance + h, 2) - Math.pow(distance - h, 2)) / (2 * h);
            assertThat(results.get(1)[i] - results.get(0)[i]).isCloseTo(-rate * slope, within(1e-6));
        }
    }

    /** As in DL4J's solver: the batch's share is subtracted unchanged, whatever the rate and the decay. */
    @ParameterizedTest
    @MethodSource("updates")
    void runningStatisticsAreNoWeights(AdamUpdate update) {
        ComputationGraph network = normalised();
        AdamW optimizer = new AdamW(network, 0.5, Map.of(), update);
        Layer layer = network.getLayer("norm");
        layer.getParam("var").assign(2);
        INDArray gradient = network.getGradientsViewArray();
        gradient.assign(0.25);
        long weights = network.numParams()
                - layer.getParam("mean").length()
                - layer.getParam("var").length();
        assertThat(optimizer.gradientNorm()).isCloseTo(0.25 * Math.sqrt((double) weights), within(1e-5));
        float gamma = layer.getParam("gamma").getFloat(0);
        optimizer.step(0.1, 0.01, 0);
        assertThat(layer.getParam("mean").toFloatVector()).containsOnly(-0.25f);
        assertThat(layer.getParam("var").toFloatVector()).containsOnly(1.75f);
        assertThat(layer.getParam("gamma").getFloat(0)).isCloseTo(gamma - 0.01f - 0.005f * gamma, within(1e-5f));
        assertThat(optimizer.parameters().stream().mapToLong(INDArray::length).sum())
                .isEqualTo(network.numParams());
    }

    private static ComputationGraph normalised() {
        var graph = new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("x")
                .addLayer(
                        "norm",
                        new BatchNormalization.Builder()
                                .nIn(3)
                                .nOut(3)
                                .useLogStd(false)
                                .build(),
                        "x")
                .addLayer(
                        "out",
                        new OutputLayer.Builder()
                                .nIn(3)
                                .nOut(2)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "norm")
                .setOutputs("out");
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        return network;
    }

    @ParameterizedTest
    @MethodSource("updates")
    void aLayerWithAFactorMovesBySoMuchOfTheRate(AdamUpdate update) {
        ComputationGraph network = ToyProblem.network(false);
        INDArray hidden = network.getLayer("hidden").params().dup();
        INDArray out = network.getLayer("out").params().dup();
        AdamW optimizer = new AdamW(network, 0, Map.of("hidden", 0.2), update);
        network.getGradientsViewArray().assign(1);
        optimizer.step(1, 0.1, 0); // Adam's first step is the rate itself, against the sign of the gradient
        assertThat(hidden.sub(network.getLayer("hidden").params())
                        .sub(0.02)
                        .amaxNumber()
                        .doubleValue())
                .isLessThan(1e-6);
        assertThat(out.sub(network.getLayer("out").params())
                        .sub(0.1)
                        .amaxNumber()
                        .doubleValue())
                .isLessThan(1e-6);
    }

    static List<AdamUpdate> updates() {
        return List.of(new FusedAdamUpdate(), new Nd4jAdamUpdate());
    }
}
