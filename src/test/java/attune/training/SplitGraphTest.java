package attune.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.progress.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class SplitGraphTest {
    @TempDir
    Path folder;

    private static GraphBuilder builder(InputType input, DataType type) {
        return new NeuralNetConfiguration.Builder()
                .seed(7)
                .dataType(type)
                .updater(new NoOp())
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(input);
    }

    private static Layer dense(int size) {
        return new DenseLayer.Builder().nOut(size).build();
    }

    private static Layer frozen(int size) {
        return new FrozenLayer(dense(size));
    }

    private static Layer output() {
        return new OutputLayer.Builder(LossFunction.MSE).nOut(2).build();
    }

    private static ComputationGraph built(GraphBuilder builder) {
        ComputationGraph graph = new ComputationGraph(builder.setOutputs("out").build());
        graph.init();
        return graph;
    }

    private static String boundary(ComputationGraph graph, long... shape) {
        return SplitGraph.boundary(graph, shape, given -> given[0] == shape[0]).orElse("none");
    }

    private static GraphBuilder vectors() {
        return builder(InputType.feedForward(3), DataType.FLOAT);
    }

    @Test
    void theHeadBeginsBehindTheLastFrozenVertex() {
        assertThat(boundary(
                        built(vectors()
                                .addLayer("a", frozen(4), "x")
                                .addLayer("b", frozen(5), "a")
                                .addLayer("out", output(), "b")),
                        2,
                        3))
                .isEqualTo("b");
    }

    @Test
    void whereSeveralPathsLeadUpItBeginsBelowThem() {
        ComputationGraph residual = built(vectors()
                .addLayer("a", frozen(4), "x")
                .addLayer("b", frozen(4), "a")
                .addLayer("c", dense(4), "b")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "c", "a")
                .addLayer("out", output(), "sum"));
        assertThat(boundary(residual, 2, 3)).isEqualTo("a");
        ComputationGraph aroundAll = built(vectors()
                .addLayer("a", frozen(3), "x")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "x", "a")
                .addLayer("out", output(), "sum"));
        assertThat(boundary(aroundAll, 2, 3)).isEqualTo("none");
    }

    @Test
    void verticesWithoutLayersBelongToTheTrunkWhereTheyAreFrozen() {
        ComputationGraph graph = built(vectors()
                .addLayer("a", frozen(4), "x")
                .addLayer("b", frozen(4), "x")
                .addVertex("sum", new FrozenVertex(new ElementWiseVertex(ElementWiseVertex.Op.Add)), "a", "b")
                .addLayer("out", output(), "sum"));
        assertThat(boundary(graph, 2, 3)).isEqualTo("sum");
    }

    @Test
    void nothingFrozenBelowOrAnotherTypeThanFloatGivesNone() {
        assertThat(boundary(built(vectors().addLayer("a", dense(4), "x").addLayer("out", output(), "a")), 2, 3))
                .isEqualTo("none");
        ComputationGraph doubles = built(builder(InputType.feedForward(3), DataType.DOUBLE)
                .addLayer("a", frozen(4), "x")
                .addLayer("out", output(), "a"));
        assertThat(boundary(doubles, 2, 3)).isEqualTo("none");
    }

    @Test
    void framesFoldedIntoTheBatchAreNoPlaceToCut() {
        ComputationGraph graph = built(builder(InputType.recurrent(3), DataType.FLOAT)
                .addLayer("lstm", new FrozenLayer(new LSTM.Builder().nOut(4).build()), "x")
                .addLayer("dense", frozen(4), "lstm")
                .addLayer(
                        "out",
                        new RnnOutputLayer.Builder(LossFunction.MSE).nOut(2).build(),
                        "dense"));
        assertThat(boundary(graph, 2, 3, 5)).isEqualTo("lstm");
    }

    @Test
    void headOnTrunkGivesWhatTheWholeGives() {
        ComputationGraph images = built(builder(InputType.convolutional(6, 6, 2), DataType.FLOAT)
                .addLayer(
                        "conv",
                        new FrozenLayer(
                                new ConvolutionLayer.Builder(3, 3).nOut(4).build()),
                        "x")
                .addLayer("dense", dense(5), "conv")
                .addLayer("out", output(), "dense"));
        SplitGraph split = SplitGraph.at(images, boundary(images, 2, 2, 6, 6), UnaryOperator.identity());
        INDArray x = Nd4j.linspace(DataType.FLOAT, -1, 0.01, 3 * 72).reshape(3, 2, 6, 6);
        INDArray trunk = split.trunk(x, null);
        assertThat(trunk.shape()).containsExactly(3, 4, 4, 4);
        assertThat(split.head().outputSingle(trunk)).isEqualTo(images.outputSingle(x));
    }

    @Test
    void trainingTheHeadAloneIsTrainingTheWhole() {
        TrainingPlan plan = new TrainingPlan(3, new LearningRate(0.02, 0.1, 0.02), 5, 1e-4, 0, Duration.ZERO);
        ComputationGraph whole = ToyProblem.network(true);
        new Trainer(whole, plan, new ToyProblem(), ToyProblem.scorer(), folder.resolve("whole"))
                .run(Progress.SILENT, report -> {});
        ComputationGraph network = ToyProblem.network(true);
        SplitGraph split = SplitGraph.at(network, boundary(network, 2, 2), UnaryOperator.identity());
        assertThat(split.head().numParams()).isEqualTo(26);
        // The toy's scorer needs the whole network.
        Scorer scorer = head -> {
            split.giveBack();
            return ToyProblem.scorer().score(network);
        };
        new Trainer(split.head(), plan, cached(split), scorer, folder.resolve("head"))
                .run(Progress.SILENT, report -> {});
        split.giveBack();
        assertThat(network.params().distance2(whole.params())).isCloseTo(0, within(1e-5));
        assertThat(network.getLayer("hidden").params())
                .isEqualTo(ToyProblem.network(true).getLayer("hidden").params());
    }

    private static Batches cached(SplitGraph split) {
        ToyProblem problem = new ToyProblem();
        return new Batches() {
            @Override
            public int perEpoch() {
                return problem.perEpoch();
            }

            @Override
            public Batch get(int epoch, int index) {
                try (Batch batch = problem.get(epoch, index)) {
                    return new Batch(
                            split.trunk(batch.features(), null),
                            null,
                            batch.labels().dup(),
                            batch.ids());
                }
            }
        };
    }

    @Test
    void theKeyKnowsTheTrunkAndNotTheHead() {
        ComputationGraph network = ToyProblem.network(true);
        String before = key(network);
        network.getLayer("out").params().addi(1);
        assertThat(key(network)).isEqualTo(before);
        network.getLayer("hidden").params().addi(1e-6);
        assertThat(key(network)).isNotEqualTo(before);
    }

    private static String key(ComputationGraph network) {
        CacheKey key = new CacheKey();
        SplitGraph.at(network, "hidden", UnaryOperator.identity()).addTrunkTo(key);
        return key.hex();
    }
}
