package attune.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.corpus.Clip;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.files.FileTree;
import attune.progress.Progress;
import attune.progress.StoppedException;
import attune.runs.Adaptation;
import attune.runs.AdaptationRequest;
import attune.runs.BrokenOffException;
import attune.runs.IfPresent;
import attune.runs.Operation;
import attune.speech.BundleEdits;
import attune.speech.SpeechModel;
import attune.speech.TinySpeech;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Adaptations that are stopped or killed, and go on. */
class StoppedAdaptTest extends SpokenDigits {
    @Test
    void theSameSeedGivesTheSameWeightsAndResumingToo() throws IOException {
        Operation operation = operation("last:2", "dropout:0.2");
        Path whole = adapt(folder.resolve("whole"), operation);
        Path again = adapt(folder.resolve("again"), operation);
        assertThat(BundleEdits.entry(again, WEIGHTS)).isEqualTo(BundleEdits.entry(whole, WEIGHTS));
        AdaptationRequest broken = adaptInto(folder.resolve("broken"), operation);
        assertThatThrownBy(() -> adaptation(broken).run(IfPresent.REFUSE, new KillAfter(8)))
                .hasMessage("killed");
        Path resumed = adaptation(broken).run(IfPresent.RESUME, Progress.SILENT).bundle();
        assertThat(BundleEdits.entry(resumed, WEIGHTS)).isEqualTo(BundleEdits.entry(whole, WEIGHTS));
    }

    @Test
    void aStoppedRunDoesNotGoOnWithOtherSoundUnderTheSameName() throws IOException {
        List<Utterance> digits = TinySpeech.digits();
        Path clip = folder.resolve("clip.flac");
        Files.copy(digits.get(0).clip().audio(), clip);
        Utterance first = digits.get(0);
        Clip own = new Clip(clip, 0, OptionalDouble.of(first.clip().knownDurationSeconds()));
        Path manifest = TinySpeech.manifest(
                folder.resolve("own.jsonl"),
                List.of(new Utterance(first.id(), own, first.text(), first.where(), Map.of()), digits.get(1)));
        AdaptationRequest request = adaptInto(folder.resolve("run"), operation("output"), manifest);
        assertThatThrownBy(() -> adaptation(request).run(IfPresent.REFUSE, new KillAfter(2)))
                .hasMessage("killed");
        Files.copy(digits.get(2).clip().audio(), clip, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> adaptation(request).run(IfPresent.RESUME, Progress.SILENT))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("clips or texts of train or dev have changed");
    }

    @Test
    void aStoppedRunGoesOnInItsOwnLanguage() throws IOException {
        Path out = folder.resolve("run");
        AdaptationRequest request =
                new AdaptationRequest(source, TinyRuns.numbered(folder.resolve("all.jsonl")), out).with(settings(4));
        assertThatThrownBy(() -> TinyRuns.inGerman(request).run(IfPresent.REFUSE, new KillAfter(2)))
                .hasMessage("killed");
        Path resumed =
                adaptation(request).run(IfPresent.RESUME, Progress.SILENT).bundle();
        assertThat(SpeechModel.open(resumed).format().normalizer()).isEqualTo("spoken-de");
    }

    @Test
    void aStoppedRunGoesOnToTheSameWeightsWithWhatIsLeftOfItsTrunkCache() throws IOException {
        Operation operation = operation("new", "bilstm:5");
        Path whole = adapt(folder.resolve("whole"), operation);
        assertThat(folder.resolve("whole/trunk-cache")).doesNotExist();
        AdaptationRequest broken = adaptInto(folder.resolve("broken"), operation);
        assertThatThrownBy(() -> adaptation(broken).run(IfPresent.REFUSE, new KillAfter(5)))
                .hasMessage("killed");
        Path cache = folder.resolve("broken/trunk-cache");
        assertThat(contents(cache))
                .containsExactly(
                        "dev.activations", "train-1.activations", "train-2.activations", "train-3.activations");
        Files.delete(cache.resolve("train-1.activations"));
        byte[] draw = Files.readAllBytes(cache.resolve("train-2.activations"));
        Files.write(cache.resolve("train-2.activations"), java.util.Arrays.copyOf(draw, draw.length / 2));
        Path resumed = adaptation(broken).run(IfPresent.RESUME, Progress.SILENT).bundle();
        assertThat(BundleEdits.entry(resumed, WEIGHTS)).isEqualTo(BundleEdits.entry(whole, WEIGHTS));
    }

    @Test
    void theHeadIsTrainedFirstThenAllAndAStopInEitherStageChangesNoBit() throws IOException {
        Operation operation = operation("two-stage:2", "bilstm:5");
        AdaptationRequest request = adaptInto(folder.resolve("whole"), operation);
        Adaptation.Result whole = adaptation(request).run(IfPresent.REFUSE, Progress.SILENT);
        assertThat(whole.layers())
                .contains("second stage", "stage 1, 2 epochs: the new layers alone", "stage 2, 1 epoch: all layers")
                .contains("trunk cache: lstm2");
        assertThat(log(folder.resolve("whole")))
                .extracting(epoch ->
                        epoch.get("stage").asInt() + ":" + epoch.get("epoch").asInt())
                .containsExactly("1:1", "1:2", "2:3");
        // Three batches an epoch: the head's second epoch is batches 4 to 6, everything learns from 7 on.
        for (int batches : new int[] {4, 8}) {
            AdaptationRequest broken = adaptInto(folder.resolve("broken" + batches), operation);
            assertThatThrownBy(() -> adaptation(broken).run(IfPresent.REFUSE, new KillAfter(batches)))
                    .hasMessage("killed");
            Path resumed =
                    adaptation(broken).run(IfPresent.RESUME, Progress.SILENT).bundle();
            assertThat(BundleEdits.entry(resumed, WEIGHTS)).isEqualTo(BundleEdits.entry(whole.bundle(), WEIGHTS));
            assertThat(log(folder.resolve("broken" + batches))).hasSize(EPOCHS);
        }
    }

    /** Three batches an epoch, two epochs of the head alone: within and between epochs and stages. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 6, 7, 8})
    void aStoppedRunNamesItsFolderAndGoesOnBitForBit(int batches) throws IOException {
        Operation operation = operation("two-stage:2", "bilstm:5");
        Path whole = adapt(folder.resolve("whole"), operation);
        AdaptationRequest request = adaptInto(folder.resolve("stopped"), operation);
        assertThatThrownBy(() -> adaptation(request).run(IfPresent.REFUSE, new StopAfter(batches)))
                .isInstanceOfSatisfying(
                        StoppedException.class,
                        stopped -> assertThat(stopped.run()).contains(folder.resolve("stopped")));
        Path resumed =
                adaptation(request).run(IfPresent.RESUME, Progress.SILENT).bundle();
        assertThat(BundleEdits.entry(resumed, WEIGHTS)).isEqualTo(BundleEdits.entry(whole, WEIGHTS));
    }

    /** Three batches an epoch, three epochs a run; the networks are small, so bits differ by the order of a sum. */
    @ParameterizedTest
    @ValueSource(ints = {5, 12, 16})
    void severalRunsGiveTheMeanOfTheirWeightsAndAStopChangesNothing(int batches) throws IOException {
        Operation operation = operation("all");
        List<INDArray> alone = new ArrayList<>();
        for (int seed = 1; seed <= 2; seed++) {
            AdaptationRequest request =
                    adaptInto(folder.resolve("alone" + seed), operation).with(settings(seed));
            Path bundle =
                    adaptation(request).run(IfPresent.REFUSE, Progress.SILENT).bundle();
            alone.add(SpeechModel.open(bundle).network().params());
        }
        AdaptationRequest both =
                adaptInto(folder.resolve("both"), operation).with(settings(1).withRuns(2));
        assertThatThrownBy(() -> adaptation(both).run(IfPresent.REFUSE, new KillAfter(batches)))
                .hasMessage("killed");

        Adaptation.Result result = adaptation(both).run(IfPresent.RESUME, Progress.SILENT);

        SpeechModel mean = SpeechModel.open(result.bundle());
        INDArray difference =
                alone.get(0).add(alone.get(1)).divi(2).subi(mean.network().params());
        // Weights are stored in 16 bits, each rounded by up to a 2048th.
        assertThat(difference.amaxNumber().doubleValue()).isLessThan(2e-3);
        assertThat(alone.get(0).sub(alone.get(1)).amaxNumber().doubleValue()).isGreaterThan(0.02);
        assertThat(log(folder.resolve("both")))
                .extracting(epoch ->
                        epoch.get("run").asInt() + ":" + epoch.get("epoch").asInt())
                .containsExactly("1:1", "1:2", "1:3", "2:1", "2:2", "2:3");
    }

    @Test
    void aStopBeforeThereIsAPlanLeavesNoRun() {
        AdaptationRequest request = adaptInto(folder.resolve("stopped"), operation("all"));
        assertThatThrownBy(() -> adaptation(request).run(IfPresent.REFUSE, new StopAfter(0)))
                .isInstanceOfSatisfying(
                        StoppedException.class,
                        stopped -> assertThat(stopped.run()).isEmpty());
        assertThat(folder.resolve("stopped").resolve("plan.json")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"two-stage:2, 5", "two-stage:2, 8", "all, 5", "new, 5"})
    void aRunIsFinishedWithItsBestEpochSoFarAndCanStillGoOn(String trainLayers, int batches) throws IOException {
        Operation operation = operation(trainLayers, "bilstm:5");
        Path whole = adapt(folder.resolve("whole"), operation);
        AdaptationRequest request = adaptInto(folder.resolve("stopped"), operation);
        assertThatThrownBy(() -> adaptation(request).run(IfPresent.REFUSE, new StopAfter(batches)))
                .isInstanceOf(StoppedException.class);
        Adaptation.Result finished = adaptation(request).run(IfPresent.FINISH, Progress.SILENT);
        assertThat(finished.outcome().bestEpoch()).isBetween(1, batches / 3);
        assertThat(SpeechModel.open(finished.bundle()).network().numParams()).isPositive();
        assertThat(folder.resolve("stopped").resolve("trunk-cache")).doesNotExist();
        Path resumed =
                adaptation(request).run(IfPresent.RESUME, Progress.SILENT).bundle();
        assertThat(BundleEdits.entry(resumed, WEIGHTS)).isEqualTo(BundleEdits.entry(whole, WEIGHTS));
    }

    @Test
    void finishingAFinishedRunChangesNothing() throws IOException {
        AdaptationRequest request = adaptInto(folder.resolve("run"), operation("two-stage:2", "bilstm:5"));
        Path bundle = adaptation(request).run(IfPresent.REFUSE, Progress.SILENT).bundle();
        byte[] weights = BundleEdits.entry(bundle, WEIGHTS);
        adaptation(request).run(IfPresent.FINISH, Progress.SILENT);
        assertThat(BundleEdits.entry(bundle, WEIGHTS)).isEqualTo(weights);
    }

    @Test
    void aRunWithoutAnEpochCannotBeFinished() {
        AdaptationRequest request = adaptInto(folder.resolve("stopped"), operation("all"));
        assertThatThrownBy(() -> adaptation(request).run(IfPresent.REFUSE, new StopAfter(2)))
                .isInstanceOf(StoppedException.class);
        assertThatThrownBy(() -> adaptation(request).run(IfPresent.FINISH, Progress.SILENT))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("no epoch has ended yet");
    }

    @Test
    void resumingOnAnotherMachineWarns() throws IOException {
        AdaptationRequest request = adaptInto(folder, operation("output"));
        adaptation(request).run(IfPresent.REFUSE, Progress.SILENT);
        List<String> warnings = new ArrayList<>();
        Progress listener = new Progress() {
            @Override
            public void warn(String line) {
                warnings.add(line);
            }
        };
        adaptation(request).run(IfPresent.RESUME, listener);
        assertThat(warnings).singleElement().asString().startsWith("on dev the adapted model is not");
        warnings.clear();
        Path plan = folder.resolve("plan.json");
        Files.writeString(plan, Files.readString(plan).replaceAll("\"threads\" : \\d+", "\"threads\" : 4711"));
        adaptation(request).run(IfPresent.RESUME, listener);
        assertThat(warnings).hasSize(2).first().asString().contains("threads then: 4711", "not bit for bit the same");
    }

    @Test
    void resumingGoesByThePlanOfTheRun() throws IOException {
        AdaptationRequest started = adaptInto(folder, operation("output"));
        assertThatThrownBy(() -> adaptation(started).run(IfPresent.REFUSE, new KillAfter(4)))
                .hasMessage("killed");
        AdaptationRequest other = adaptInto(folder, operation("all", "lstm:5"));
        Adaptation.Result result = adaptation(other).run(IfPresent.RESUME, Progress.SILENT);
        assertThat(SpeechModel.open(result.bundle()).network().getLayers()).hasSize(3);
    }

    @Test
    void aRunThatWasKilledAfterItsTrainingDoesNotRunTheTrunkAgain() throws IOException {
        AdaptationRequest request = adaptInto(folder, operation("output"));
        Path bundle = adaptation(request).run(IfPresent.REFUSE, Progress.SILENT).bundle();
        byte[] weights = BundleEdits.entry(bundle, WEIGHTS);
        Files.delete(bundle);
        Files.delete(folder.resolve("outcome.json"));
        List<String> stages = new ArrayList<>();
        adaptation(request).run(IfPresent.RESUME, new Progress() {
            @Override
            public void begin(String name, long total) {
                stages.add(name);
            }
        });
        assertThat(stages).isNotEmpty().noneMatch(name -> name.startsWith("running the trunk"));
        assertThat(BundleEdits.entry(bundle, WEIGHTS)).isEqualTo(weights);
    }

    @Test
    void aDiskThatRefusesLeavesARunToResume() throws IOException {
        AdaptationRequest request = adaptInto(folder, operation("output"));
        Path inTheWay = folder.resolve("checkpoints/last.checkpoint");
        Progress refusing = new Progress() {
            @Override
            public void begin(String name, long total) {
                if (name.equals("scoring on dev")) {
                    try {
                        Files.createDirectories(inTheWay.resolve("a-folder"));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        };
        assertThatThrownBy(() -> adaptation(request).run(IfPresent.REFUSE, refusing))
                .isInstanceOfSatisfying(BrokenOffException.class, broken -> {
                    assertThat(broken.run()).isEqualTo(folder);
                    assertThat(broken).hasMessageContaining("last.checkpoint");
                });
        FileTree.delete(inTheWay, file -> true);
        assertThat(adaptation(request).run(IfPresent.RESUME, Progress.SILENT).bundle())
                .exists();
    }

    @Test
    void resumingOnOtherSpeechIsRefused() throws IOException {
        Operation operation = operation("output");
        adapt(folder, operation);
        AdaptationRequest other = adaptInto(folder, operation, train, dev);
        assertThatThrownBy(() -> adaptation(other).run(IfPresent.RESUME, Progress.SILENT))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("plan.json");
    }
}
