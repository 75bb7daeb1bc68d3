package attune.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.NoOp;

/** Small complete networks of our layers. */
class LayersTest {
    private static final int SIZE = 4;
    private static final int FRAMES = 6;
    private static final int[] LENGTHS = {6, 4, 2};

    private static ComputationGraph network(DataType type, boolean bidirectional, double dropout) {
        RecurrentLayer first = bidirectional ? new BiLstm("lstm1", SIZE, 5) : new Lstm("lstm1", SIZE, 5);
        RecurrentLayer second =
                bidirectional ? new BiLstm("lstm2", first.getNOut(), 3) : new Lstm("lstm2", first.getNOut(), 3);
        CtcOutputLayer output = new CtcOutputLayer("output", second.getNOut(), 5, 0);
        if (dropout > 0) {
            second.setIDropout(new SeededDropout(dropout, 1));
            output.setIDropout(new SeededDropout(dropout, 2));
        }
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(12)
                .dataType(type)
                .updater(new NoOp())
                .graphBuilder()
                .addInputs("features")
                .setInputTypes(InputType.recurrent(SIZE))
                .addLayer("lstm1", first, "features")
                .addLayer("lstm2", second, "lstm1");
        if (dropout > 0) { // the gradient checker refuses networks with dropout
            SeededDropout between = new SeededDropout(dropout, 3);
            graph.addLayer("between", new SequenceDropout("between", second.getNOut(), between), "lstm2");
        }
        ComputationGraphConfiguration configuration = graph.addLayer(
                        "output", output, dropout > 0 ? "between" : "lstm2")
                .setOutputs("output")
                .build();
        ComputationGraph network = new ComputationGraph(configuration);
        network.init();
        return network;
    }

    private static INDArray features(DataType type) {
        double[] values = new SplittableRandom(4)
                .doubles((long) LENGTHS.length * SIZE * FRAMES, -1, 1)
                .toArray();
        return Nd4j.create(values, new long[] {LENGTHS.length, SIZE, FRAMES}, 'c')
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

    private static double step(ComputationGraph network, int iteration) {
        DataType type = network.getConfiguration().getDataType();
        network.setInput(0, features(type));
        network.setLabels(labels());
        network.setLayerMaskArrays(new INDArray[] {mask(type)}, null);
        network.getConfiguration().setIterationCount(iteration);
        network.computeGradientAndScore();
        network.clear();
        return network.score();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gradientsEqualFiniteDifferences(boolean bidirectional) {
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE); // required by the checker
        try {
            NetworkChecks.gradientsAreFiniteDifferences(
                    network(DataType.DOUBLE, bidirectional, 0),
                    features(DataType.DOUBLE),
                    labels(),
                    mask(DataType.DOUBLE));
        } finally {
            Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aClipAloneGivesWhatItGivesPaddedAmongOthers(boolean bidirectional) {
        NetworkChecks.aClipAloneIsAsAmongOthers(
                network(DataType.FLOAT, bidirectional, 0), features(DataType.FLOAT), mask(DataType.FLOAT), LENGTHS);
    }

    @Test
    void outputsAreLogProbabilities() {
        INDArray output = network(DataType.FLOAT, true, 0).outputSingle(features(DataType.FLOAT));
        INDArray sums = org.nd4j.linalg.ops.transforms.Transforms.exp(output).sum(1);
        assertThat(sums.sub(1).amaxNumber().doubleValue()).isLessThan(1e-5);
    }

    @Test
    void dropoutDependsOnTheStepAndOnNothingElse() {
        ComputationGraph network = network(DataType.FLOAT, true, 0.4);
        double first = step(network, 0);
        INDArray gradient = network.getGradientsViewArray().dup();
        double second = step(network, 1);
        Nd4j.getRandom().nextDouble();
        assertThat(step(network, 0)).isEqualTo(first);
        assertThat(network.getGradientsViewArray()).isEqualTo(gradient);
        assertThat(second).isNotEqualTo(first);
        assertThat(step(network(DataType.FLOAT, true, 0.4), 0)).isEqualTo(first);
    }

    @Test
    void dropoutIsPartOfTheGradient() {
        ComputationGraph network = network(DataType.DOUBLE, false, 0.4);
        step(network, 5);
        INDArray gradient = network.getGradientsViewArray().dup();
        for (long i = 0; i < network.numParams(); i += 7) {
            double value = network.params().getDouble(i);
            network.params().putScalar(i, value + 1e-6);
            double above = step(network, 5);
            network.params().putScalar(i, value - 1e-6);
            double below = step(network, 5);
            network.params().putScalar(i, value);
            // The score is a mean over utterances, the gradient a sum.
            assertThat(gradient.getDouble(i)).isCloseTo(LENGTHS.length * (above - below) / 2e-6, within(1e-6));
        }
    }

    @Test
    void dropoutDropsItsShareAndKeepsTheMean() {
        SeededDropout dropout = new SeededDropout(0.3, 9);
        INDArray ones = Nd4j.ones(DataType.FLOAT, 100, 10, 101);
        INDArray dropped = dropout.applyDropout(ones, ones.ulike(), 3, 0, LayerWorkspaceMgr.noWorkspaces());
        double share = dropped.eq(0).castTo(DataType.FLOAT).meanNumber().doubleValue();
        assertThat(share).isBetween(0.29, 0.31);
        assertThat(dropped.meanNumber().doubleValue()).isBetween(0.985, 1.015);
        INDArray back = dropout.backprop(ones.dup(), ones.ulike(), 3, 0);
        assertThat(back).isEqualTo(dropped);
    }

    @Test
    void theConfigurationSurvivesJson() {
        ComputationGraph network = network(DataType.FLOAT, true, 0.2);
        String json = network.getConfiguration().toJson();
        ComputationGraph again = new ComputationGraph(ComputationGraphConfiguration.fromJson(json));
        again.init();
        assertThat(again.getConfiguration().toJson()).isEqualTo(json);
        assertThat(again.params()).isEqualTo(network.params());
        assertThat(((CtcOutputLayer) again.getLayer("output").conf().getLayer()).getBlank())
                .isZero();
    }

    @Test
    void aTranscriptThatDoesNotFitCountsAsZero() {
        ComputationGraph network = network(DataType.FLOAT, false, 0);
        INDArray fits = scores(network, new int[][] {{1, 2, 2, 4}, {3, 3, -1, -1}, {2, -1, -1, -1}});
        INDArray doesNot = scores(network, new int[][] {{1, 2, 2, 4}, {3, 3, -1, -1}, {1, 1, 1, 1}});
        assertThat(doesNot.getDouble(2)).isZero();
        assertThat(doesNot.getDouble(0)).isEqualTo(fits.getDouble(0)).isPositive();
    }

    private static INDArray scores(ComputationGraph network, int[][] labels) {
        return network.scoreExamples(
                new MultiDataSet(
                        new INDArray[] {features(DataType.FLOAT)},
                        new INDArray[] {Nd4j.createFromArray(labels)},
                        new INDArray[] {mask(DataType.FLOAT)},
                        null),
                false);
    }
}
