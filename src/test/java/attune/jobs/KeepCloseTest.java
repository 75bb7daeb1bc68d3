package attune.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.progress.Progress;
import attune.progress.StoppedException;
import attune.runs.AdaptationRequest;
import attune.runs.Datasets;
import attune.runs.IfPresent;
import attune.runs.Operation;
import attune.runs.Overrides;
import attune.speech.BundleEdits;
import attune.speech.SpeechModel;
import attune.speech.TinySpeech;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code --keep-close}: source layers that learn, pulled towards the source. */
class KeepCloseTest {
    private static final String WEIGHTS = "weights.safetensors";
    private static final List<String> OF_SOURCE = List.of("lstm1", "lstm2");

    @TempDir
    Path folder;

    private Path source;
    private Datasets data;

    @BeforeEach
    void prepare() throws IOException {
        source = TinySpeech.bundle(folder.resolve("source.attune"), 1);
        data = TinyRuns.digits(folder, 9, 3);
    }

    private Path adapt(String out, String layers, double pull, IfPresent ifPresent, Progress progress)
            throws IOException {
        Overrides settings = Overrides.NONE.withEpochs(4).withBatchSize(4).withLearningRate(5e-3);
        AdaptationRequest request = new AdaptationRequest(source, data, folder.resolve(out))
                .with(Operation.ALL_LAYERS.trainLayers(layers))
                .with(pull == 0 ? settings : settings.withKeepClose(pull));
        return TinyRuns.run(request, ifPresent, progress).bundle();
    }

    private double moved(Path bundle) throws IOException {
        double moved = 0;
        for (String layer : OF_SOURCE) {
            INDArray before = SpeechModel.open(source).network().getLayer(layer).params();
            INDArray after = SpeechModel.open(bundle).network().getLayer(layer).params();
            moved += after.sub(before).norm2Number().doubleValue();
        }
        return moved;
    }

    @Test
    void theHarderThePullTheCloserTheSourcesLayersStay() throws IOException {
        double free = moved(adapt("free", "all", 0, IfPresent.REFUSE, Progress.SILENT));
        double held = moved(adapt("held", "all", 50, IfPresent.REFUSE, Progress.SILENT));
        double fixed = moved(adapt("fixed", "all", 1e4, IfPresent.REFUSE, Progress.SILENT));
        assertThat(held).isLessThan(0.9 * free).isGreaterThan(fixed);
        assertThat(folder.resolve("held/plan.json")).content().contains("\"keepClose\" : 50.0");
        assertThat(folder.resolve("free/plan.json")).content().doesNotContain("keepClose");
    }

    @Test
    void aStoppedRunIsPulledToTheSameWeights() throws IOException {
        for (String layers : List.of("all", "two-stage:1", "last:2")) {
            String name = layers.replace(':', '-');
            Path whole = adapt(name, layers, 50, IfPresent.REFUSE, Progress.SILENT);
            Progress stop = new StopAfter(5); // of three in an epoch
            String broken = name + "-broken";
            assertThatThrownBy(() -> adapt(broken, layers, 50, IfPresent.REFUSE, stop))
                    .isInstanceOf(StoppedException.class);
            // The plan knows the pull, even if it is not given again.
            Path resumed = adapt(broken, layers, 0, IfPresent.RESUME, Progress.SILENT);
            assertThat(BundleEdits.entry(resumed, WEIGHTS)).as(layers).isEqualTo(BundleEdits.entry(whole, WEIGHTS));
        }
    }
}
