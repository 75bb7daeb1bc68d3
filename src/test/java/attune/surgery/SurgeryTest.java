package attune.surgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import attune.seed.RunSeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.impl.FrozenVertex;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SurgeryTest {
    private static final StockLayers SEQUENCES = new StockLayers(true);

    private static SurgeryPlan plan(String keepUntil, String scope, String... inserts) {
        List<LayerSpec> specs = new ArrayList<>();
        for (String insert : inserts) {
            specs.add(LayerSpec.parse(insert));
        }
        return new SurgeryPlan(keepUntil, specs, 3, TrainScope.parse(scope));
    }

    private static TypedGraph speech() {
        return new TypedGraph(Networks.threeLstms(), InputType.recurrent(4));
    }

    private static List<String> names(LayerTable table) {
        return table.rows().stream().map(LayerRow::name).toList();
    }

    @Nested
    class ResidualConvolutions {
        private final TypedGraph source =
                new TypedGraph(Networks.residualConvolutions(), InputType.convolutional(8, 8, 2));
        private final StockLayers layers = new StockLayers(false);

        private Operated operate(SurgeryPlan plan) {
            return Surgery.operate(source, plan, layers, new RunSeed(3));
        }

        @Test
        void aCutBetweenTheBlocksDropsTheSecondOne() {
            Operated operated = operate(plan("relu1", "new", "dense:5:relu"));
            assertThat(names(operated.table()))
                    .containsExactly(
                            "stem", "stem-bn", "a1", "a1-bn", "a2", "a2-bn", "add1", "relu1", "dense-new1", "output");
            LayerRow dense = operated.table().rows().get(8);
            assertThat(dense.in()).isEqualTo("[4, 8, 8]");
            assertThat(dense.parameters()).isEqualTo(4 * 8 * 8 * 5 + 5);
        }

        @Test
        void aCutInsideABlockDropsTheShortcutItDoesNotNeed() {
            Operated operated = operate(plan("b1-bn", "last:3"));
            assertThat(names(operated.table())).contains("relu1", "b1", "b1-bn").doesNotContain("shortcut", "add2");
            assertThat(operated.table().rows())
                    .filteredOn(row -> row.training() == LayerRow.Training.TRAINED)
                    .extracting(LayerRow::name)
                    .containsExactly("b1", "b1-bn", "output");
        }

        @Test
        void sumsBelowTheBoundaryAreFrozenToo() {
            ComputationGraph graph = operate(plan("pool", "last:2")).graph();
            assertThat(graph.getVertex("add1")).isInstanceOf(FrozenVertex.class);
            assertThat(graph.getLayer("relu1")).isInstanceOf(FrozenLayer.class);
            assertThat(graph.getVertex("add2")).as("a trained layer feeds it").isNotInstanceOf(FrozenVertex.class);
        }

        @Test
        void learningFromALayerOnReachesAllThatDependsOnItAndNothingElse() {
            Operated operated = operate(plan("pool", "from:b1", "dense:5:relu"));
            assertThat(operated.table().rows())
                    .filteredOn(row -> row.training() == LayerRow.Training.TRAINED)
                    .extracting(LayerRow::name)
                    .containsExactly("b1", "b1-bn", "dense-new1", "output");
            assertThat(operated.graph().getLayer("shortcut-bn"))
                    .as("a branch beside it")
                    .isInstanceOf(FrozenLayer.class);
            Networks.train(
                    new TypedGraph(operated.graph(), source.inputType()),
                    Networks.input(source, new SplittableRandom(3)),
                    2);
        }

        @Test
        void theTableTellsWhatBecomesOfRunningStatistics() {
            assertThat(operate(plan("pool", "from:b1")).table().text())
                    .containsPattern("shortcut-bn +batch-normalization.*frozen, statistics kept")
                    .containsPattern("b1-bn +batch-normalization.*trained, statistics updated")
                    .containsPattern("shortcut +convolution .*frozen\n");
        }

        @Test
        void frozenBatchNormalisationKeepsItsStatistics() {
            Operated operated = operate(plan("pool", "new", "dense:5:tanh"));
            INDArray input = Networks.input(source, new SplittableRandom(1));
            Map<String, INDArray> before = Parameters.byVertex(operated.graph());
            before.replaceAll((name, view) -> view.dup());
            Networks.train(new TypedGraph(operated.graph(), source.inputType()), input, 3);
            Map<String, INDArray> after = Parameters.byVertex(operated.graph());
            for (LayerRow row : operated.table().rows()) {
                if (row.parameters() > 0) {
                    assertThat(Objects.equals(before.get(row.name()), after.get(row.name())))
                            .as(row.name())
                            .isEqualTo(row.origin() == LayerRow.Origin.KEPT);
                }
            }
        }

        @Test
        void frozenBatchNormalisationUpdatesItsStatisticsWhereThePlanSaysSo() {
            SurgeryPlan kept = plan("pool", "from:b1");
            SurgeryPlan plan = new SurgeryPlan(
                    kept.keepUntil(), kept.inserts(), kept.output(), kept.trainScope(), BatchNormStatistics.UPDATE);
            Operated operated = operate(plan);
            assertThat(operated.table().text())
                    .containsPattern("stem-bn +batch-normalization.*frozen, statistics updated\n")
                    .containsPattern("b1-bn +batch-normalization.*trained, statistics updated\n")
                    .containsPattern("stem +convolution .*frozen\n");
            assertThat(operated.table().trainedParameters())
                    .isEqualTo(operate(kept).table().trainedParameters());
            INDArray input = Networks.input(source, new SplittableRandom(1));
            ComputationGraph graph = operated.graph();
            INDArray scale = graph.getParam("stem-bn_gamma").dup();
            INDArray mean = graph.getParam("stem-bn_mean").dup();
            Networks.train(new TypedGraph(graph, source.inputType()), input, 3);
            assertThat(graph.getParam("stem-bn_gamma")).isEqualTo(scale);
            assertThat(graph.getParam("stem-bn_mean")).isNotEqualTo(mean);
            assertThat(Surgery.thaw(graph).getConfiguration().toJson()).doesNotContain("Frozen");
        }

        @Test
        void updatingStatisticsWhereNoneAreFrozenIsRefused() {
            SurgeryPlan all = plan("pool", "all");
            assertThatThrownBy(() -> operate(new SurgeryPlan(
                            "pool", all.inserts(), all.output(), all.trainScope(), BatchNormStatistics.UPDATE)))
                    .isInstanceOf(UserFault.class)
                    .hasMessage("batchNorm update: no batch normalisation is frozen, so it would change nothing; "
                            + "leave it out; a layer that learns updates its statistics anyway");
        }

        @Test
        void trainingSomeOfTheTrunkReachesBothBranches() {
            Operated operated = operate(plan("pool", "last:5"));
            INDArray input = Networks.input(source, new SplittableRandom(2));
            INDArray before = operated.graph().getLayer("shortcut").params().dup();
            Networks.train(new TypedGraph(operated.graph(), source.inputType()), input, 1);
            assertThat(operated.graph().getLayer("shortcut").params()).isNotEqualTo(before);
            assertThat(operated.graph().gradient().gradientForVariable().keySet())
                    .allMatch(key -> key.matches("(b1|b1-bn|shortcut|shortcut-bn|output)_.*"));
        }
    }

    @Test
    void withoutInsertsOnlyTheOutputIsNew() {
        Operated operated = Surgery.operate(speech(), plan("lstm3", "output"), SEQUENCES, new RunSeed(1));
        assertThat(names(operated.table())).containsExactly("lstm1", "lstm2", "lstm3", "output");
        assertThat(operated.table().trainedParameters()).isEqualTo(5 * 3 + 3);
    }

    @Test
    void aNetworkThatEndsWithoutALossLayerCanBeKeptWhole() {
        GraphBuilder builder = Networks.builder(InputType.recurrent(4))
                .addLayer("lstm1", new LayerSpec.Lstm(6).make(SEQUENCES, "", 4), "x")
                .setOutputs("lstm1");
        TypedGraph source = new TypedGraph(Networks.build(builder), InputType.recurrent(4));
        assertThat(names(Surgery.operate(source, plan("lstm1", "new"), SEQUENCES, new RunSeed(1))
                        .table()))
                .containsExactly("lstm1", "output");
    }

    @Test
    void newNamesAreFresh() {
        SurgeryPlan plan = plan("dense-new2", "all", "bilstm:2", "dense:2:tanh");
        TypedGraph once = new TypedGraph(
                Surgery.operate(speech(), plan("lstm2", "all", "bilstm:2", "dense:2:tanh"), SEQUENCES, new RunSeed(1))
                        .graph(),
                InputType.recurrent(4));
        assertThat(names(Surgery.operate(once, plan, SEQUENCES, new RunSeed(1)).table()))
                .containsExactly("lstm1", "lstm2", "bilstm-new1", "dense-new2", "bilstm-new2", "dense-new3", "output");
        FreshNames names = new FreshNames(List.of("output", "output2"));
        assertThat(names.output()).isEqualTo("output3");
    }

    @Test
    void anInputCalledOutputIsNotShadowed() {
        GraphBuilder builder = Networks.builder(InputType.recurrent(4))
                .addLayer("lstm1", new LayerSpec.Lstm(6).make(SEQUENCES, "", 4), "x")
                .addLayer("out", SEQUENCES.output("", 6, 2), "lstm1")
                .setOutputs("out");
        builder.setNetworkInputs(new ArrayList<>(List.of("output")));
        builder.getVertexInputs().put("lstm1", List.of("output"));
        Operated operated = Surgery.operate(
                new TypedGraph(Networks.build(builder), InputType.recurrent(4)),
                plan("lstm1", "new"),
                SEQUENCES,
                new RunSeed(1));
        assertThat(names(operated.table())).containsExactly("lstm1", "output2");
    }

    @Test
    void frozenLayersOfTheSourceLearnWhenThePlanSaysSo() {
        Operated frozen = Surgery.operate(speech(), plan("lstm3", "new"), SEQUENCES, new RunSeed(1));
        TypedGraph source = new TypedGraph(frozen.graph(), InputType.recurrent(4));
        Operated again = Surgery.operate(source, plan("lstm3", "last:3"), SEQUENCES, new RunSeed(1));
        assertThat(again.table().rows())
                .extracting(LayerRow::training)
                .containsExactly(
                        LayerRow.Training.FROZEN,
                        LayerRow.Training.TRAINED,
                        LayerRow.Training.TRAINED,
                        LayerRow.Training.TRAINED);
    }

    @Test
    void dropoutInsertedOnAFrozenTrunkDrops() {
        Operated operated = Surgery.operate(speech(), plan("lstm3", "new", "dropout:0.5"), SEQUENCES, new RunSeed(1));
        INDArray input = Networks.input(speech(), new SplittableRandom(1));
        Map<String, INDArray> activations = operated.graph().feedForward(input, true);
        assertThat(zeros(activations.get("dropout-new1"))).isPositive();
    }

    private static long zeros(@Nullable INDArray array) {
        INDArray zeros = Objects.requireNonNull(array).eq(0);
        return zeros.castTo(DataType.INT32).sumNumber().longValue();
    }

    @Test
    void theFactoryIsToldNamesAndSizes() {
        Map<String, Integer> asked = new LinkedHashMap<>();
        LayerFactory recording = new LayerFactory() {
            @Override
            public Layer lstm(String name, LayerSpec.Lstm spec, int inputs) {
                asked.put(name, inputs);
                return SEQUENCES.lstm(name, spec, inputs);
            }

            @Override
            public Layer biLstm(String name, LayerSpec.BiLstm spec, int inputs) {
                asked.put(name, inputs);
                return SEQUENCES.biLstm(name, spec, inputs);
            }

            @Override
            public Layer dense(String name, LayerSpec.Dense spec, int inputs) {
                asked.put(name, inputs);
                return SEQUENCES.dense(name, spec, inputs);
            }

            @Override
            public Layer dropout(String name, LayerSpec.Dropout spec, int inputs) {
                asked.put(name, inputs);
                return SEQUENCES.dropout(name, spec, inputs);
            }

            @Override
            public Layer output(String name, int inputs, int outputs) {
                asked.put(name, inputs);
                return SEQUENCES.output(name, inputs, outputs);
            }
        };
        SurgeryPlan plan = plan("lstm2", "new", "dense:9:tanh", "dropout:0.1", "bilstm:7", "lstm:3");
        Surgery.operate(speech(), plan, recording, new RunSeed(1));
        assertThat(asked)
                .containsExactly(
                        Map.entry("dense-new1", 6),
                        Map.entry("dropout-new2", 9),
                        Map.entry("bilstm-new3", 9),
                        Map.entry("lstm-new4", 14),
                        Map.entry("output", 3));
    }

    @Test
    void newParametersDoNotDependOnTheTrunkNorDisturbTheGeneratorOfTheThread() {
        TypedGraph source = speech(); // building one seeds the generator
        Nd4j.getRandom().setSeed(5);
        Nd4j.rand(DataType.FLOAT, 3);
        INDArray expected = Nd4j.rand(DataType.FLOAT, 4);
        Nd4j.getRandom().setSeed(5);
        Nd4j.rand(DataType.FLOAT, 3);
        Operated deep = Surgery.operate(source, plan("lstm2", "new", "lstm:3"), SEQUENCES, new RunSeed(1));
        assertThat(Nd4j.rand(DataType.FLOAT, 4)).isEqualTo(expected);
        Operated shallow = Surgery.operate(source, plan("lstm1", "new", "lstm:3"), SEQUENCES, new RunSeed(1));
        assertThat(shallow.graph().getLayer("lstm-new1").params())
                .as("both trunks end with six values a frame")
                .isEqualTo(deep.graph().getLayer("lstm-new1").params());
    }

    @Test
    void newWeightsAreDrawnByTheLayersOwnRule() {
        SurgeryPlan plan = plan("lstm1", "new", "dense:4000:tanh");
        INDArray weights = Surgery.operate(speech(), plan, SEQUENCES, new RunSeed(1))
                .graph()
                .getLayer("dense-new1")
                .getParam("W");
        // Xavier: normal with variance 2 / (inputs + outputs); 24 000 draws give the standard deviation within 2 %.
        assertThat(weights.stdNumber().doubleValue()).isCloseTo(Math.sqrt(2.0 / 4006), Percentage.withPercentage(2));
        assertThat(weights.meanNumber().doubleValue()).isCloseTo(0, Offset.offset(6e-4));
    }

    @Test
    void modesAndTypeOfTheSourceStay() {
        ComputationGraph graph = Networks.threeLstms();
        graph.getConfiguration().setTrainingWorkspaceMode(WorkspaceMode.NONE);
        graph.getConfiguration().setInferenceWorkspaceMode(WorkspaceMode.NONE);
        ComputationGraphConfiguration operated = Surgery.operate(
                        new TypedGraph(graph, InputType.recurrent(4)),
                        plan("lstm2", "new", "dense:4:relu"),
                        SEQUENCES,
                        new RunSeed(1))
                .graph()
                .getConfiguration();
        assertThat(operated.getTrainingWorkspaceMode()).isEqualTo(WorkspaceMode.NONE);
        assertThat(operated.getInferenceWorkspaceMode()).isEqualTo(WorkspaceMode.NONE);
        assertThat(operated.getDataType()).isEqualTo(DataType.FLOAT);
    }

    @Test
    void anOperatedNetworkSurvivesDl4jsOwnFile(@TempDir Path folder) throws IOException {
        TypedGraph source = new TypedGraph(Networks.residualConvolutions(), InputType.convolutional(8, 8, 2));
        ComputationGraph graph = Surgery.operate(
                        source, plan("pool", "last:3", "dense:4:relu"), new StockLayers(false), new RunSeed(1))
                .graph();
        Path file = folder.resolve("network.zip");
        ModelSerializer.writeModel(graph, file.toFile(), false);
        ComputationGraph read = ModelSerializer.restoreComputationGraph(file.toFile(), false);
        INDArray input = Networks.input(source, new SplittableRandom(4));
        assertThat(read.outputSingle(input)).isEqualTo(graph.outputSingle(input));
        assertThat(read.getLayer("stem")).isInstanceOf(FrozenLayer.class);
        assertThat(read.getVertex("add1")).isInstanceOf(FrozenVertex.class);
    }

    @Test
    void aTypeThatTheNetworkCannotTakeIsRefused() {
        ComputationGraph graph = Networks.residualConvolutions();
        assertThatThrownBy(() -> new TypedGraph(graph, InputType.recurrent(2)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
