package attune.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import attune.fault.UserFault;
import attune.progress.Progress;
import attune.progress.StoppedException;
import attune.runs.AdaptationRequest;
import attune.runs.Datasets;
import attune.runs.IfPresent;
import attune.runs.Operation;
import attune.runs.Overrides;
import attune.runs.Replay;
import attune.runs.Reproduction;
import attune.runs.TrunkCaching;
import attune.speech.BundleEdits;
import attune.speech.SpeechModel;
import attune.speech.TinySpeech;
import attune.speech.adaptation.SpeechChoices;
import attune.speech.adaptation.SpeechDomain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --replay}: clips of the source's own domain, learnt beside the new ones. */
class ReplayTest {
    private static final String WEIGHTS = "weights.safetensors";

    @TempDir
    Path folder;

    private Path source;
    private Datasets data;
    private Path old;

    @BeforeEach
    void prepare() throws IOException {
        source = TinySpeech.bundle(folder.resolve("source.attune"), 1);
        data = TinyRuns.digits(folder, 6, 2);
        old = TinyRuns.rest(folder.resolve("old.jsonl"), 8);
    }

    private AdaptationRequest request(String out, Replay replay) {
        return new AdaptationRequest(source, data.withReplay(replay), folder.resolve(out))
                .with(Overrides.NONE.withEpochs(4).withBatchSize(2).withLearningRate(5e-3));
    }

    private Replay replay(double share) {
        return new Replay(List.of(old), share);
    }

    private static Path run(AdaptationRequest request, IfPresent ifPresent, Progress progress) throws IOException {
        return TinyRuns.run(request, ifPresent, progress).bundle();
    }

    private Path adapt(String out, Replay replay) throws IOException {
        return run(request(out, replay), IfPresent.REFUSE, Progress.SILENT);
    }

    @Test
    void theShareOfStepsOnTheReplayedClipsIsAddedAndRecorded() throws IOException {
        Path plain = adapt("plain", Replay.NONE);
        Path replayed = adapt("replayed", replay(0.4));
        assertThat(folder.resolve("plain/plan.json")).content().doesNotContain("eplay");
        assertThat(folder.resolve("replayed/plan.json"))
                .content()
                .contains("\"replay\" : [ \"" + old + "\" ]", "\"replayShare\" : 0.4");
        // Three batches of two clips, and two of the replayed clips beside them.
        assertThat(folder.resolve("plain/outcome.json")).content().contains("\"steps\" : 12,");
        assertThat(folder.resolve("replayed/outcome.json")).content().contains("\"steps\" : 20,");
        assertThat(BundleEdits.entry(replayed, WEIGHTS)).isNotEqualTo(BundleEdits.entry(plain, WEIGHTS));
        var step = SpeechModel.open(replayed).metadata().provenance().get(0);
        assertThat(step.results()).containsEntry("replay share", "0.4");
        assertThat(step.conditions().data()).contains("6 clips").contains("beside 4 clips");
    }

    @Test
    void aStoppedRunGoesOnWithTheSameReplayWhateverShareIsGiven() throws IOException {
        Path whole = adapt("whole", replay(0.4));
        Progress stop = new StopAfter(7); // of five in an epoch
        assertThatThrownBy(() -> run(request("broken", replay(0.4)), IfPresent.REFUSE, stop))
                .isInstanceOf(StoppedException.class);
        assertThatThrownBy(() -> run(request("broken", Replay.NONE), IfPresent.RESUME, Progress.SILENT))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("this run was started with replay " + old + ", not nothing");
        Path resumed = run(request("broken", replay(0.1)), IfPresent.RESUME, Progress.SILENT);
        assertThat(BundleEdits.entry(resumed, WEIGHTS)).isEqualTo(BundleEdits.entry(whole, WEIGHTS));
    }

    @Test
    void aFinishedRunIsReproducedBitForBit() throws IOException {
        adapt("first", replay(0.25));
        Reproduction.Request again = new Reproduction.Request(
                Optional.empty(), List.of(), List.of(), List.of(), folder.resolve("again"), "attune reproduce …");
        Reproduction.Result result = new Reproduce(
                        folder.resolve("first"), new SpeechDomain(SpeechChoices.USUAL), again)
                .run(IfPresent.REFUSE, Progress.SILENT);
        assertThat(result.changes()).isEmpty();
        assertThat(result.different()).isEmpty();
    }

    @Test
    void aFrozenTrunkIsKeptForTheReplayedClipsToo() throws IOException {
        AdaptationRequest head = request("cached", replay(0.4))
                .with(Operation.NEW_OUTPUT)
                .with(Overrides.NONE.withEpochs(4).withBatchSize(2).withAugment("none"));
        Path cached = run(head, IfPresent.REFUSE, Progress.SILENT);
        Path whole =
                run(head.with(TrunkCaching.NEVER).into(folder.resolve("whole")), IfPresent.REFUSE, Progress.SILENT);
        float[] expected = SpeechModel.open(whole).network().params().toFloatVector();
        float[] actual = SpeechModel.open(cached).network().params().toFloatVector();
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("parameter %d", i).isCloseTo(expected[i], within(1e-3f)); // stored in 16 bits
        }
    }

    @Test
    void replayedClipsThatAreHeldOutAreToldOf() throws IOException {
        List<String> warnings = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void warn(String line) {
                warnings.add(line);
            }
        };
        run(request("leak", new Replay(data.dev(), 0.2)), IfPresent.REFUSE, progress);
        assertThat(warnings).anyMatch(line -> line.startsWith("2 of the 2 clips of dev are also trained on"));
    }

    @Test
    void sharesThatLeaveNothingAreRefused() {
        for (double share : List.of(0.0, 1.0, 1.2, Double.NaN)) {
            assertThatThrownBy(() -> replay(share))
                    .isInstanceOf(UserFault.class)
                    .hasMessageContaining("must be above 0 and below 100 %");
        }
    }
}
