package attune.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.progress.Progress;
import attune.runs.AdaptationRequest;
import attune.runs.Datasets;
import attune.runs.IfPresent;
import attune.runs.Operation;
import attune.runs.Overrides;
import attune.runs.RunOutcome;
import attune.speech.SpeechModel;
import attune.speech.TinySpeech;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What adapt mixes of its source into what it has trained. */
class SourceMixedInTest {
    @TempDir
    Path folder;

    private Path source;
    private Datasets data;

    @BeforeEach
    void prepare() throws IOException {
        source = TinySpeech.bundle(folder.resolve("source.attune"), 1);
        data = TinyRuns.digits(folder, 9, 3);
    }

    private JsonNode adapt(String out, String layers, Overrides settings, IfPresent ifPresent) throws IOException {
        AdaptationRequest request = new AdaptationRequest(source, data, folder.resolve(out))
                .with(Operation.ALL_LAYERS.trainLayers(layers))
                .with(settings);
        TinyRuns.run(request, ifPresent, Progress.SILENT);
        return new ObjectMapper()
                .readTree(folder.resolve(out).resolve(RunOutcome.FILE).toFile());
    }

    /** A source which is better on dev than what is made of it, so that some of it helps. */
    private Path knowsDev() throws IOException {
        Datasets learnt = data;
        data = data.withTrain(data.dev());
        adapt(
                "knows-dev",
                "all",
                Overrides.NONE.withEpochs(80).withBatchSize(3).withLearningRate(0.01),
                IfPresent.REFUSE);
        data = learnt;
        return folder.resolve("knows-dev/adapted.attune");
    }

    private INDArray weights(Path bundle) throws IOException {
        return SpeechModel.open(bundle).network().params();
    }

    @Test
    void isOnTheLineBetweenSourceAndTrainedWeightsAndNoWorseOnDev() throws IOException {
        source = knowsDev();
        Overrides settings = Overrides.NONE.withEpochs(4).withBatchSize(4).withLearningRate(3e-3);
        JsonNode plain = adapt("plain", "all", settings.withBlend(false), IfPresent.REFUSE);
        JsonNode mixed = adapt("mixed", "all", settings, IfPresent.REFUSE);
        double share = mixed.path("sourcePercent").asInt() / 100.0;

        assertThat(plain.has("sourcePercent")).isFalse();
        assertThat(share).isPositive();
        assertThat(mixed.get("bestScore").asDouble())
                .isLessThan(plain.get("bestScore").asDouble());
        INDArray trained = weights(folder.resolve("plain/adapted.attune"));
        double[] expected =
                weights(source).mul(share).add(trained.mul(1 - share)).toDoubleVector();
        // Bundles have weights of 16 bits.
        assertThat(weights(folder.resolve("mixed/adapted.attune")).toDoubleVector())
                .containsExactly(expected, within(2e-3));
        assertThat(SpeechModel.open(folder.resolve("mixed/adapted.attune"))
                        .metadata()
                        .provenance()
                        .get(1)
                        .results())
                .containsEntry("source mixed in", mixed.path("sourcePercent").asInt() + " %");
    }

    @Test
    void isTheSameWhenTheEndedRunIsTakenUpAgain() throws IOException {
        Overrides settings = Overrides.NONE.withEpochs(3).withBatchSize(4).withLearningRate(0.05);
        JsonNode once = adapt("run", "all", settings, IfPresent.REFUSE);
        INDArray weights = weights(folder.resolve("run/adapted.attune"));
        JsonNode again = adapt("run", "all", settings, IfPresent.RESUME);
        assertThat(again.get("sourcePercent")).isEqualTo(once.get("sourcePercent"));
        assertThat(again.get("bestScore")).isEqualTo(once.get("bestScore"));
        assertThat(weights(folder.resolve("run/adapted.attune"))).isEqualTo(weights);
    }

    @Test
    void leavesFrozenLayersAsTheyAre() throws IOException {
        Overrides settings = Overrides.NONE.withEpochs(3).withBatchSize(4).withLearningRate(0.05);
        adapt("output", "output", settings, IfPresent.REFUSE);
        SpeechModel adapted = SpeechModel.open(folder.resolve("output/adapted.attune"));
        for (String layer : List.of("lstm1", "lstm2")) {
            assertThat(adapted.network().getLayer(layer).params().toFloatVector())
                    .containsExactly(SpeechModel.open(source)
                            .network()
                            .getLayer(layer)
                            .params()
                            .toFloatVector());
        }
    }
}
