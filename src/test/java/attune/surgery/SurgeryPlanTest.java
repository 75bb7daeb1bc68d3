package attune.surgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;

class SurgeryPlanTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final SurgeryPlan PLAN = new SurgeryPlan(
            "lstm3",
            List.of(new LayerSpec.BiLstm(256), new LayerSpec.Dense(128, Activation.RELU), new LayerSpec.Dropout(0.2)),
            29,
            new TrainScope.Last(2));

    private static final String TEXT = """
            keep-until lstm3
            insert bilstm:256
            insert dense:128:relu
            insert dropout:0.2
            output 29
            train-layers last:2
            """;

    @Test
    void aPlanReadsAsOneStepALine() {
        assertThat(PLAN.text()).isEqualTo(TEXT);
    }

    @Test
    void inJsonLayersAndScopeAreText() throws JsonProcessingException {
        assertThat(JSON.writeValueAsString(PLAN))
                .isEqualTo("{\"keepUntil\":\"lstm3\",\"inserts\":[\"bilstm:256\",\"dense:128:relu\",\"dropout:0.2\"],"
                        + "\"output\":29,\"trainScope\":\"last:2\",\"batchNorm\":\"KEEP\"}");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void jsonGivesThePlanBack(long seed) throws JsonProcessingException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            SurgeryPlan plan = random(random);
            assertThat(JSON.readValue(JSON.writeValueAsString(plan), SurgeryPlan.class))
                    .isEqualTo(plan);
        }
    }

    private static SurgeryPlan random(SplittableRandom random) {
        String[] names = {"lstm3", "res2a branch/2b", "insert x", " blank before and after ", "größe|1:2", "\"quoted\""
        };
        List<Activation> activations = List.copyOf(LayerSpec.ACTIVATIONS);
        List<LayerSpec> inserts = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            inserts.add(
                    switch (random.nextInt(7)) {
                        case 0 -> new LayerSpec.Lstm(1 + random.nextInt(LayerSpec.MOST_UNITS));
                        case 1 -> new LayerSpec.BiLstm(1 + random.nextInt(LayerSpec.MOST_UNITS));
                        case 2 ->
                            new LayerSpec.Dense(
                                    1 + random.nextInt(2000), activations.get(random.nextInt(activations.size())));
                        case 3 ->
                            new LayerSpec.Conv(
                                    1 + random.nextInt(2000),
                                    1 + 2 * random.nextInt(LayerSpec.LARGEST_KERNEL / 2 + 1),
                                    activations.get(random.nextInt(activations.size())));
                        case 4 -> new LayerSpec.Projection(1 + random.nextInt(LayerSpec.MOST_UNITS));
                        case 5 ->
                            new LayerSpec.GlobalPool(
                                    random.nextBoolean() ? LayerSpec.Pooling.AVG : LayerSpec.Pooling.MAX);
                        default -> new LayerSpec.Dropout(Math.max(Double.MIN_VALUE, random.nextDouble()));
                    });
        }
        TrainScope scope = switch (random.nextInt(5)) {
            case 0 -> new TrainScope.NewLayers();
            case 1 -> new TrainScope.OutputOnly();
            case 2 -> new TrainScope.All();
            case 3 -> new TrainScope.From(names[random.nextInt(names.length)].strip());
            default -> new TrainScope.Last(1 + random.nextInt(1000));
        };
        BatchNormStatistics batchNorm = random.nextBoolean() ? BatchNormStatistics.KEEP : BatchNormStatistics.UPDATE;
        String cut = names[random.nextInt(names.length)];
        return new SurgeryPlan(cut, inserts, 1 + random.nextInt(10_000), scope, batchNorm);
    }

    @Test
    void aBadLayerInJsonIsTheUsersFault() {
        String json = "{\"keepUntil\":\"a\",\"inserts\":[\"gru:1\"],\"output\":2,\"trainScope\":\"all\"}";
        assertThatThrownBy(() -> JSON.readValue(json, SurgeryPlan.class)).hasRootCauseInstanceOf(UserFault.class);
    }

    @Test
    void everyScopeIsReadBack() {
        for (String text : List.of("new", "output", "last:1", "last:12", "all", "from:res5a_Branch 2")) {
            assertThat(TrainScope.parse(text).text()).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "head",
                "last",
                "last:",
                "last:0",
                "last:-1",
                "last:1.5",
                "last:9999999",
                "all:1",
                "from:",
                "from: ",
                "two-stage",
                "two-stage:0"
            })
    void anUnknownScopeIsRefused(String text) {
        assertThatThrownBy(() -> TrainScope.parse(text))
                .isInstanceOf(UserFault.class)
                .hasMessage("trainLayers: '" + text + "' is not a choice of layers; "
                        + "use new, output, last:N (such as last:2), from:LAYER, all");
    }

    @Test
    void aTextSaysWhereStatisticsAreNotKept() {
        SurgeryPlan update =
                new SurgeryPlan("lstm3", PLAN.inserts(), 29, new TrainScope.Last(2), BatchNormStatistics.UPDATE);
        assertThat(update.text()).isEqualTo(TEXT + "batch-norm update\n");
        assertThat(update.with(new TrainScope.NewLayers()).text()).endsWith("train-layers new\nbatch-norm update\n");
    }

    @Test
    void anImpossibleOutputIsRefused() {
        assertThatThrownBy(() -> new SurgeryPlan("a", List.of(), 0, new TrainScope.All()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
