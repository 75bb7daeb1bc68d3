package attune.surgery;

import static org.assertj.core.api.Assertions.assertThat;

import attune.fault.UserFault;
import attune.seed.RunSeed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Properties of every network and plan; the seed in a failing test's name rebuilds its case. */
class SurgeryPropertiesTest {
    private static final int CASES_PER_SEED = 6;

    /** A random network, a random plan for it, and the result. */
    private record Case(TypedGraph source, SurgeryPlan plan, StockLayers layers, Operated operated, INDArray input) {
        TypedGraph result() {
            return new TypedGraph(operated.graph(), source.inputType());
        }

        Operated again(long seed) {
            return Surgery.operate(source, plan, layers, new RunSeed(seed));
        }
    }

    private static List<Case> cases(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < CASES_PER_SEED; i++) {
            boolean image = random.nextInt(3) == 0;
            boolean sequence = !image && random.nextInt(3) > 0;
            TypedGraph source = image
                    ? Networks.randomImages(random)
                    : random.nextBoolean()
                            ? Networks.random(random, sequence)
                            : Networks.randomBranches(random, sequence);
            SurgeryPlan plan = plan(random, source, sequence);
            StockLayers layers = new StockLayers(sequence);
            Operated operated = Surgery.operate(source, plan, layers, new RunSeed(7));
            cases.add(new Case(source, plan, layers, operated, Networks.input(source, random)));
        }
        return cases;
    }

    private static SurgeryPlan plan(SplittableRandom random, TypedGraph source, boolean sequence) {
        List<String> cuts =
                new ArrayList<>(source.graph().getConfiguration().getVertices().keySet());
        cuts.remove("output");
        String cut = cuts.get(random.nextInt(cuts.size()));
        List<LayerSpec> inserts = new ArrayList<>();
        boolean image = Objects.requireNonNull(source.flows().get(cut)).isImage();
        for (int i = random.nextInt(4); i > 0; i--) {
            LayerSpec insert = image ? imageInsert(random) : insert(random, sequence);
            inserts.add(insert);
            image = image && (insert instanceof LayerSpec.Conv || insert instanceof LayerSpec.Dropout);
        }
        int learning =
                (int) inserts.stream().filter(SurgeryPropertiesTest::learns).count() + 1;
        int kept = source.wiring()
                .withParameters(source.wiring().upTo(List.of(cut)))
                .size();
        List<String> trunk = List.copyOf(source.wiring().upTo(List.of(cut)));
        TrainScope scope = switch (random.nextInt(5)) {
            case 0 -> new TrainScope.NewLayers();
            case 1 -> new TrainScope.All();
            case 3 -> new TrainScope.From(trunk.get(random.nextInt(trunk.size())));
            case 2 -> learning == 1 ? new TrainScope.OutputOnly() : new TrainScope.NewLayers();
            default -> new TrainScope.Last(learning + random.nextInt(kept + 1));
        };
        int output = 2 + random.nextInt(5);
        SurgeryPlan plan = new SurgeryPlan(cut, inserts, output, scope, BatchNormStatistics.UPDATE);
        return random.nextBoolean() && freezesStatistics(source, plan)
                ? plan
                : new SurgeryPlan(cut, inserts, output, scope);
    }

    /** If none are frozen, updating them is refused. */
    private static boolean freezesStatistics(TypedGraph source, SurgeryPlan plan) {
        try {
            Surgery.operate(source, plan, new StockLayers(false), new RunSeed(7));
            return true;
        } catch (UserFault e) {
            assertThat(e).hasMessageStartingWith("batchNorm update: no batch normalisation is frozen");
            return false;
        }
    }

    private static boolean learns(LayerSpec insert) {
        return !(insert instanceof LayerSpec.Dropout || insert instanceof LayerSpec.GlobalPool);
    }

    private static LayerSpec imageInsert(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> new LayerSpec.Dense(1 + random.nextInt(5), Activation.TANH);
            case 1 -> new LayerSpec.Dropout(0.5);
            case 2 -> new LayerSpec.GlobalPool(LayerSpec.Pooling.AVG);
            default -> new LayerSpec.Conv(1 + random.nextInt(4), 1 + 2 * random.nextInt(2), Activation.TANH);
        };
    }

    private static LayerSpec insert(SplittableRandom random, boolean sequence) {
        return switch (random.nextInt(sequence ? 5 : 3)) {
            case 0 -> new LayerSpec.Dense(1 + random.nextInt(5), Activation.TANH);
            case 1 -> new LayerSpec.Dropout(0.5);
            case 2 -> new LayerSpec.Projection(1 + random.nextInt(5));
            case 3 -> new LayerSpec.Lstm(1 + random.nextInt(5));
            default -> new LayerSpec.BiLstm(1 + random.nextInt(5));
        };
    }

    private static Map<String, INDArray> copies(ComputationGraph graph) {
        Map<String, INDArray> parameters = Parameters.byVertex(graph);
        parameters.replaceAll((name, view) -> view.dup());
        return parameters;
    }

    private static boolean sameBits(@Nullable INDArray a, @Nullable INDArray b) {
        return Arrays.equals(values(a), values(b));
    }

    private static float[] values(@Nullable INDArray array) {
        return Objects.requireNonNull(array).dup().data().asFloat();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22})
    void anUntrainedCopyHasOtherWeightsOfTheSameShapesBySeedAlone(long seed) {
        for (Case one : cases(seed)) {
            ComputationGraph graph = one.operated.graph();
            Map<String, INDArray> before = copies(graph);
            ComputationGraph untrained = Surgery.untrained(graph, new RunSeed(seed));
            assertThat(untrained.getConfiguration().toJson()).doesNotContain("Frozen");
            assertThat(untrained.params().length()).isEqualTo(graph.params().length());
            assertThat(sameBits(untrained.params(), graph.params())).isFalse();
            assertThat(sameBits(
                            untrained.params(),
                            Surgery.untrained(graph, new RunSeed(seed)).params()))
                    .isTrue();
            assertThat(sameBits(
                            untrained.params(),
                            Surgery.untrained(graph, new RunSeed(seed + 1)).params()))
                    .isFalse();
            Map<String, INDArray> after = copies(untrained);
            for (String name : before.keySet()) {
                assertThat(sameBits(before.get(name), Parameters.byVertex(graph).get(name)))
                        .as("the source is only read")
                        .isTrue();
                if (untrained.getLayer(name).paramTable().containsKey("W")) {
                    assertThat(sameBits(before.get(name), after.get(name)))
                            .as(name + " of " + one.plan)
                            .isFalse();
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13})
    void theTrunkIsKeptBitByBitAndComputesTheSame(long seed) {
        for (Case one : cases(seed)) {
            Map<String, INDArray> before = Parameters.byVertex(one.source.graph());
            Map<String, INDArray> after = Parameters.byVertex(one.operated.graph());
            Set<String> trunk = one.source.wiring().upTo(List.of(one.plan.keepUntil()));
            for (String name : before.keySet()) {
                if (trunk.contains(name)) {
                    assertThat(sameBits(before.get(name), after.get(name)))
                            .as(name + " of " + one.plan)
                            .isTrue();
                }
            }
            INDArray old = one.source.graph().feedForward(one.input, false).get(one.plan.keepUntil());
            INDArray now = one.operated.graph().feedForward(one.input, false).get(one.plan.keepUntil());
            assertThat(sameBits(old, now)).as("activations of " + one.plan).isTrue();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24})
    void frozenLayersStayAndTrainedOnesMove(long seed) {
        for (Case one : cases(seed)) {
            Map<String, INDArray> before = copies(one.operated.graph());
            Networks.train(one.result(), one.input, 3);
            Map<String, INDArray> after = Parameters.byVertex(one.operated.graph());
            for (LayerRow row : one.operated.table().rows()) {
                if (row.training() == LayerRow.Training.STATISTICS_ONLY) {
                    int weights = (int) row.parameters() / 2; // scale and shift of each channel, then its statistics
                    float[] old = values(before.get(row.name()));
                    float[] now = values(after.get(row.name()));
                    assertThat(Arrays.mismatch(old, now))
                            .as(row + " of " + one.plan)
                            .isGreaterThanOrEqualTo(weights);
                } else if (row.parameters() > 0) {
                    assertThat(sameBits(before.get(row.name()), after.get(row.name())))
                            .as(row + " of " + one.plan)
                            .isEqualTo(row.training() == LayerRow.Training.FROZEN);
                }
            }
        }
    }

    @Test
    void theCasesHaveWhatThePropertiesAreAbout() {
        List<Case> all = new ArrayList<>();
        for (long seed : new long[] {11, 12, 13, 21, 22, 23, 24}) {
            all.addAll(cases(seed));
        }
        assertThat(all).anyMatch(one -> one.plan.batchNorm() == BatchNormStatistics.UPDATE);
        assertThat(all).anyMatch(one -> one.plan.trainScope() instanceof TrainScope.From);
        assertThat(all)
                .as("branches of which the cut drops some")
                .anyMatch(one -> one.operated.table().rows().stream()
                                .anyMatch(row -> row.in().contains(" + "))
                        && one.operated.graph().getVertices().length
                                < one.source.graph().getVertices().length);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32})
    void noGradientIsComputedBelowTheFreezeBoundary(long seed) {
        for (Case one : cases(seed)) {
            Networks.train(one.result(), one.input, 1);
            Set<String> withGradient = new HashSet<>();
            for (String key :
                    one.operated.graph().gradient().gradientForVariable().keySet()) {
                withGradient.add(key.substring(0, key.lastIndexOf('_')));
            }
            Set<String> trained = new HashSet<>();
            for (LayerRow row : one.operated.table().rows()) {
                if (row.training() == LayerRow.Training.TRAINED) {
                    trained.add(row.name());
                }
            }
            assertThat(withGradient).as(one.plan.toString()).isEqualTo(trained);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {41, 42, 43})
    void noVertexDanglesAndNoTrainedLayerLiesUnderAFrozenOne(long seed) {
        for (Case one : cases(seed)) {
            var network = one.operated.graph().getConfiguration();
            Set<String> used = new HashSet<>(network.getNetworkOutputs());
            network.getVertexInputs().values().forEach(used::addAll);
            assertThat(used).containsAll(network.getVertices().keySet()).containsAll(network.getNetworkInputs());
            assertThat(network.getVertexInputs().keySet())
                    .isEqualTo(network.getVertices().keySet());
            Wiring wiring = new Wiring(network);
            for (LayerRow row : one.operated.table().rows()) {
                if (row.training() == LayerRow.Training.FROZEN) {
                    assertThat(one.operated.table().rows())
                            .filteredOn(
                                    below -> wiring.upTo(List.of(row.name())).contains(below.name()))
                            .noneMatch(below -> below.training() == LayerRow.Training.TRAINED);
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {51, 52, 53})
    void theTableCountsWhatTheGraphHas(long seed) {
        for (Case one : cases(seed)) {
            LayerTable table = one.operated.table();
            assertThat(table.parameters()).isEqualTo(one.operated.graph().numParams());
            for (LayerRow row : table.rows()) {
                assertThat(row.parameters())
                        .isEqualTo(one.operated.graph().getVertex(row.name()).numParams());
            }
            assertThat(table.rows())
                    .filteredOn(row -> row.origin() == LayerRow.Origin.NEW)
                    .hasSize(one.plan.inserts().size() + 1);
            long frozen = one.operated.graph().getConfiguration().getVertices().values().stream()
                    .filter(Freezing::isFrozen)
                    .mapToLong(vertex -> vertex.numParams(true))
                    .sum();
            assertThat(table.trainedParameters()).isEqualTo(one.operated.graph().numParams() - frozen);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {61, 62})
    void oneSeedGivesOneNetworkAndAnotherSeedOtherNewLayers(long seed) {
        for (Case one : cases(seed)) {
            assertThat(sameBits(
                            one.operated.graph().params(), one.again(7).graph().params()))
                    .isTrue();
            assertThat(one.again(7).graph().getConfiguration().toJson())
                    .isEqualTo(one.again(7).graph().getConfiguration().toJson());
            Map<String, INDArray> here = Parameters.byVertex(one.operated.graph());
            Map<String, INDArray> there = Parameters.byVertex(one.again(8).graph());
            for (LayerRow row : one.operated.table().rows()) {
                if (row.parameters() > 0) {
                    assertThat(sameBits(here.get(row.name()), there.get(row.name())))
                            .as(row.toString())
                            .isEqualTo(row.origin() == LayerRow.Origin.KEPT);
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {71, 72})
    void theSourceIsUntouched(long seed) {
        for (Case one : cases(seed)) {
            INDArray parameters = one.source.graph().params().dup();
            String json = one.source.graph().getConfiguration().toJson();
            Operated again = one.again(9);
            Networks.train(new TypedGraph(again.graph(), one.source.inputType()), one.input, 2);
            assertThat(sameBits(one.source.graph().params(), parameters)).isTrue();
            assertThat(one.source.graph().getConfiguration().toJson()).isEqualTo(json);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {81, 82})
    void thawingGivesTheSameNetworkWithNothingFrozen(long seed) {
        for (Case one : cases(seed)) {
            ComputationGraph thawed = Surgery.thaw(one.operated.graph());
            assertThat(sameBits(thawed.params(), one.operated.graph().params())).isTrue();
            assertThat(thawed.getConfiguration().toJson()).doesNotContain("Frozen");
            assertThat(sameBits(
                            thawed.outputSingle(one.input), one.operated.graph().outputSingle(one.input)))
                    .isTrue();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {91, 92})
    void anOperatedNetworkCanBeOperatedOnAgainAndOnlyTheNewPlanSaysWhatLearns(long seed) {
        for (Case one : cases(seed)) {
            List<LayerRow> rows = one.operated.table().rows();
            String cut = rows.get(rows.size() - 2).name();
            SurgeryPlan second =
                    new SurgeryPlan(cut, List.of(new LayerSpec.Dense(2, Activation.TANH)), 3, new TrainScope.All());
            Operated twice = Surgery.operate(one.result(), second, one.layers, new RunSeed(1));
            assertThat(twice.table().trainedParameters())
                    .isEqualTo(twice.graph().numParams());
            assertThat(twice.table().rows()).hasSize(rows.size() + 1);
            Networks.train(new TypedGraph(twice.graph(), one.source.inputType()), one.input, 1);
        }
    }
}
