package attune.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import attune.foreign.SpeechEmbedding;
import attune.layers.BandStem;
import attune.progress.Progress;
import attune.runs.Adaptation;
import attune.runs.AdaptationRequest;
import attune.runs.Datasets;
import attune.runs.IfPresent;
import attune.runs.Operation;
import attune.runs.Overrides;
import attune.speech.SpeechModel;
import attune.speech.adaptation.SpeechChoices;
import attune.speech.adaptation.SpeechDomain;
import attune.speech.learning.NetworkShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Pretraining on a stem, and adapting what comes of it. */
class StemJobsTest {
    private static final Path STEM = Path.of("models/speech-embedding/embedding_model.onnx");

    @TempDir
    static Path shared;

    private static Path train;
    private static Path dev;
    private static Path source;

    @TempDir
    Path folder;

    @BeforeAll
    static void pretrain() throws IOException {
        Datasets digits = TinyRuns.digits(shared, 9, 3);
        train = digits.train().get(0);
        dev = digits.dev().get(0);
        source = new Pretrain(request(Optional.of(STEM), shared.resolve("source"), NetworkShape.bidirectional(2, 8)))
                .run(IfPresent.REFUSE, Progress.SILENT);
    }

    private static Pretrain.Request request(Optional<Path> stem, Path out, NetworkShape shape) {
        return new Pretrain.Request(
                Datasets.train(train).withDev(dev),
                out,
                stem,
                shape,
                settings(),
                Optional.empty(),
                "CC0-1.0",
                "attune pretrain …");
    }

    private static Overrides settings() {
        return Overrides.NONE
                .withEpochs(2)
                .withBatchSize(4)
                .withLearningRate(5e-3)
                .withPatience(0)
                .withSeed(3);
    }

    private Adaptation<?> adaptation(String trainLayers) {
        AdaptationRequest request = new AdaptationRequest(
                        source, Datasets.train(train).withDev(dev), folder.resolve("run"))
                .with(Operation.ALL_LAYERS.trainLayers(trainLayers))
                .with(settings());
        return new Adaptation<>(new SpeechDomain(SpeechChoices.USUAL), request);
    }

    private static INDArray weights(Path bundle, String layer) throws IOException {
        ComputationGraph network = SpeechModel.open(bundle).network();
        return network.getLayer(layer).params();
    }

    @Test
    void theStemKeepsItsWeightsAndTheRestLearns() throws IOException {
        BandStem.Part part = SpeechEmbedding.read(STEM).parts().get(5);
        float[] bias = part.weights().get("b");
        INDArray kept = SpeechModel.open(source).network().getLayer(part.name()).getParam("b");
        // In 16 bits where these can hold the numbers.
        assertThat(kept.toFloatVector()).usingComparatorWithPrecision(2e-3f).containsExactly(bias);
        assertThat(SpeechModel.open(source).obstacleToStreaming())
                .hasValueSatisfying(obstacle -> assertThat(obstacle).contains("lstm1"));
        assertThat(SpeechModel.open(source).metadata().provenance().get(0).results())
                .containsKey("stem");
    }

    @Test
    void aStreamingNetworkOnAStemStreams() throws IOException {
        Path bundle = new Pretrain(request(Optional.of(STEM), folder.resolve("run"), NetworkShape.streaming(1, 6)))
                .run(IfPresent.REFUSE, Progress.SILENT);
        assertThat(SpeechModel.open(bundle).obstacleToStreaming()).isEmpty();
    }

    @Test
    void fromTheFirstRecurrentLayerOnTheStemIsFrozenAndRunsOnce() throws IOException {
        Adaptation.Result result = adaptation("from:lstm1").run(IfPresent.REFUSE, Progress.SILENT);
        assertThat(result.layers()).contains("trunk cache: stem and below");
        assertThat(weights(result.bundle(), "conv19")).isEqualTo(weights(source, "conv19"));
        assertThat(weights(result.bundle(), "lstm1")).isNotEqualTo(weights(source, "lstm1"));
    }

    @Test
    void withAllLayersTheStemLearnsAtATenthOfTheRate() throws IOException {
        Adaptation.Result result = adaptation("all").run(IfPresent.REFUSE, Progress.SILENT);
        assertThat(result.layers()).containsPattern("conv19 .*trained, rate x 0.1");
        assertThat(weights(result.bundle(), "conv19")).isNotEqualTo(weights(source, "conv19"));
    }

    @Test
    void aFileThatIsNoStemIsRefusedBeforeAnythingIsWritten() throws IOException {
        Path other = Files.writeString(folder.resolve("other.onnx"), "no model");
        Pretrain pretrain =
                new Pretrain(request(Optional.of(other), folder.resolve("run"), NetworkShape.bidirectional(1, 4)));
        assertThatThrownBy(() -> pretrain.run(IfPresent.REFUSE, Progress.SILENT))
                .isInstanceOf(UserFault.class);
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void aRunOnAStemGoesOnWithNoOther() {
        Pretrain pretrain =
                new Pretrain(request(Optional.empty(), shared.resolve("source"), NetworkShape.bidirectional(2, 8)));
        assertThatThrownBy(() -> pretrain.run(IfPresent.RESUME, Progress.SILENT))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("another stem");
    }
}
