package attune.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.corpus.Clip;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.files.FileTree;
import attune.progress.Progress;
import attune.progress.StoppedException;
import attune.results.Inspection;
import attune.runs.Adaptation;
import attune.runs.AdaptationRequest;
import attune.runs.BrokenOffException;
import attune.runs.Datasets;
import attune.runs.IfPresent;
import attune.runs.JsonFile;
import attune.runs.Operation;
import attune.runs.Overrides;
import attune.runs.RateFactors;
import attune.runs.RunOutcome;
import attune.runs.TrunkCaching;
import attune.seed.RunSeed;
import attune.speech.BundleEdits;
import attune.speech.SpeechModel;
import attune.speech.TinySpeech;
import attune.speech.adaptation.SpeechChoices;
import attune.speech.adaptation.SpeechDomain;
import attune.speech.adaptation.SpeechPart;
import attune.speech.learning.NetworkShape;
import attune.speech.store.FeatureCache;
import attune.speech.store.FeatureStore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs the jobs in sequence like a user, on twelve spoken digits and a network of a few thousand weights. */
class SpeechJobsTest {
    private static final String WEIGHTS = "weights.safetensors";
    private static final int EPOCHS = 3;

    @TempDir
    static Path shared;

    private static Path train;
    private static Path dev;
    private static Path source;

    @TempDir
    Path folder;

    @BeforeAll
    static void pretrain() throws IOException {
        List<Utterance> digits = TinySpeech.digits();
        train = TinySpeech.manifest(shared.resolve("train.jsonl"), digits.subList(0, 9));
        dev = TinySpeech.manifest(shared.resolve("dev.jsonl"), digits.subList(9, 12));
        source = new Pretrain(pretrainInto(shared.resolve("source"))).run(IfPresent.REFUSE, Progress.SILENT);
    }

    private static Overrides settings(long seed) {
        return Overrides.NONE
                .withEpochs(EPOCHS)
                .withBatchSize(4)
                .withLearningRate(5e-3)
                .withPatience(0)
                .withSeed(seed);
    }

    private static Pretrain.Request pretrainInto(Path out) {
        return pretrainInto(out, settings(3));
    }

    private static Pretrain.Request pretrainInto(Path out, Overrides training) {
        return new Pretrain.Request(
                Datasets.train(train).withDev(dev),
                out,
                Optional.empty(),
                NetworkShape.bidirectional(2, 12).withDropout(0.1),
                training,
                Optional.empty(),
                "CC0-1.0",
                "attune pretrain …");
    }

    private static Operation operation(String trainLayers, String... inserts) {
        Operation operation = Operation.ALL_LAYERS.trainLayers(trainLayers);
        for (String insert : inserts) {
            operation = operation.insert(insert);
        }
        return operation;
    }

    private static AdaptationRequest adaptInto(Path out, Operation operation) {
        return adaptInto(out, operation, train);
    }

    private static AdaptationRequest adaptInto(Path out, Operation operation, Path... manifests) {
        return new AdaptationRequest(source, Datasets.train(manifests).withDev(dev), out)
                .with(operation)
                .with(settings(4));
    }

    private static Adaptation<SpeechPart> adaptation(AdaptationRequest request) {
        return new Adaptation<>(new SpeechDomain(SpeechChoices.USUAL), request);
    }

    private static Path adapt(Path out, Operation operation) throws IOException {
        return adaptation(adaptInto(out, operation))
                .run(IfPresent.REFUSE, Progress.SILENT)
                .bundle();
    }

    private static List<JsonNode> log(Path run) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> records = new ArrayList<>();
        for (String line : Files.readAllLines(run.resolve("log.jsonl"))) {
            JsonNode record = json.readTree(line);
            if (record.get("epoch").asInt() > 0) { // 0 is the source model
                records.add(record);
            }
        }
        return records;
    }

    private static List<String> contents(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.equals(".lock"))
                    .sorted()
                    .toList();
        }
    }

    /** Counts training batches down. */
    private static class Countdown implements Progress {
        private int batches;
        private boolean training;

        Countdown(int batches) {
            this.batches = batches;
        }

        @Override
        public void begin(String name, long total) {
            training = name.startsWith("epoch");
        }

        @Override
        public void at(long done, String detail) {
            if (training && --batches == 0) {
                atEnd();
            }
        }

        void atEnd() {}

        final boolean ended() {
            return batches <= 0;
        }
    }

    /** Stops a run like a kill, after a given number of training batches. */
    private static final class Kill extends Countdown {
        Kill(int batches) {
            super(batches);
        }

        @Override
        void atEnd() {
            throw new IllegalStateException("killed");
        }
    }

    /** Wants a run to end, after a given number of training batches. */
    private static final class Stop extends Countdown {
        Stop(int batches) {
            super(batches);
        }

        @Override
        public boolean stopRequested() {
            return ended();
        }
    }

    @Nested
    class Pretraining {

        @Test
        void leavesPlanLogCheckpointsAndBundle() throws IOException {
            assertThat(contents(shared.resolve("source")))
                    .containsExactly("checkpoints", "log.jsonl", "model.attune", "outcome.json", "plan.json");
            assertThat(SpeechModel.open(source).metadata().provenance())
                    .singleElement()
                    .satisfies(step -> assertThat(step.what()).isEqualTo("pretrain"));
        }

        @Test
        void theLossFalls() throws IOException {
            List<JsonNode> epochs = log(shared.resolve("source"));
            assertThat(epochs).hasSize(EPOCHS);
            assertThat(epochs.get(EPOCHS - 1).get("loss").asDouble())
                    .isLessThan(0.85 * epochs.get(0).get("loss").asDouble());
            assertThat(epochs).extracting(epoch -> epoch.get("epoch").asInt()).containsExactly(1, 2, 3);
        }

        @Test
        void theSameSeedGivesTheSameWeights() throws IOException {
            Path again = new Pretrain(pretrainInto(folder)).run(IfPresent.REFUSE, Progress.SILENT);
            assertThat(BundleEdits.entry(again, WEIGHTS)).isEqualTo(BundleEdits.entry(source, WEIGHTS));
        }

        @Test
        void aStoppedRunGoesOnToTheSameWeights() throws IOException {
            // Nine clips in batches of four: the second epoch is batches 4 to 6.
            assertThatThrownBy(() -> new Pretrain(pretrainInto(folder)).run(IfPresent.REFUSE, new Kill(5)))
                    .hasMessage("killed");
            assertThat(folder.resolve("model.attune")).doesNotExist();
            Path resumed = new Pretrain(pretrainInto(folder)).run(IfPresent.RESUME, Progress.SILENT);
            assertThat(BundleEdits.entry(resumed, WEIGHTS)).isEqualTo(BundleEdits.entry(source, WEIGHTS));
            assertThat(log(folder)).hasSize(EPOCHS);
            RunOutcome outcome = JsonFile.read(folder.resolve(RunOutcome.FILE), "an outcome", "-", RunOutcome.class);
            assertThat(outcome.epochs()).isEqualTo(EPOCHS);
            assertThat(outcome.steps()).as("of both processes").isEqualTo(3 * EPOCHS);
            assertThat(outcome.stepsToBest()).isEqualTo(3L * outcome.bestEpoch());
        }

        @Test
        void aStoppedRunOnAlteredSoundGoesOnToTheSameWeightsAsWell() throws IOException {
            Overrides full = settings(3).withAugment("full");
            Path whole =
                    new Pretrain(pretrainInto(folder.resolve("whole"), full)).run(IfPresent.REFUSE, Progress.SILENT);
            Path broken = folder.resolve("broken");
            assertThatThrownBy(() -> new Pretrain(pretrainInto(broken, full)).run(IfPresent.REFUSE, new Kill(5)))
                    .hasMessage("killed");
            Path resumed = new Pretrain(pretrainInto(broken)).run(IfPresent.RESUME, Progress.SILENT);
            assertThat(BundleEdits.entry(resumed, WEIGHTS))
                    .isEqualTo(BundleEdits.entry(whole, WEIGHTS))
                    .isNotEqualTo(BundleEdits.entry(source, WEIGHTS));
            assertThat(SpeechModel.open(resumed)
                            .metadata()
                            .provenance()
                            .get(0)
                            .results()
                            .get("augmentation"))
                    .contains("\"room\":{\"probability\":0.25");
        }
    }

    @Nested
    class Adapting {

        @Test
        void leavesPlanLayersLogCheckpointsAndBundle() throws IOException {
            Path bundle = adapt(folder, operation("all", "bilstm:6"));
            assertThat(bundle).isEqualTo(folder.resolve("adapted.attune"));
            assertThat(contents(folder))
                    .containsExactly(
                            "adapted.attune",
                            "checkpoints",
                            "dev.jsonl",
                            "layers.txt",
                            "log.jsonl",
                            "outcome.json",
                            "plan.json");
            assertThat(folder.resolve("layers.txt"))
                    .content()
                    .contains("lstm1", "bilstm", "the new output starts from random weights");
            assertThat(SpeechModel.open(bundle).metadata().provenance())
                    .extracting(step -> step.what())
                    .containsExactly("pretrain", "adapt");
            List<JsonNode> epochs = log(folder);
            assertThat(epochs.get(EPOCHS - 1).get("loss").asDouble())
                    .isLessThan(epochs.get(0).get("loss").asDouble());
        }

        @Test
        void frozenLayersKeepTheirBitsInTheFile() throws IOException {
            Path bundle = adapt(folder, operation("output"));
            var before = SpeechModel.open(source).network();
            var after = SpeechModel.open(bundle).network();
            assertThat(after.getLayer("lstm1").params())
                    .isEqualTo(before.getLayer("lstm1").params());
            assertThat(after.getLayer("lstm2").params())
                    .isEqualTo(before.getLayer("lstm2").params());
            assertThat(after.getOutputLayer(0).params())
                    .isNotEqualTo(before.getOutputLayer(0).params());
        }

        @Test
        void theSameSeedGivesTheSameWeightsAndResumingToo() throws IOException {
            Operation operation = operation("last:2", "dropout:0.2");
            Path whole = adapt(folder.resolve("whole"), operation);
            Path again = adapt(folder.resolve("again"), operation);
            assertThat(BundleEdits.entry(again, WEIGHTS)).isEqualTo(BundleEdits.entry(whole, WEIGHTS));
            AdaptationRequest broken = adaptInto(folder.resolve("broken"), operation);
            assertThatThrownBy(() -> adaptation(broken).run(IfPresent.REFUSE, new Kill(8)))
                    .hasMessage("killed");
            Path resumed =
                    adaptation(broken).run(IfPresent.RESUME, Progress.SILENT).bundle();
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
            assertThatThrownBy(() -> adaptation(request).run(IfPresent.REFUSE, new Kill(2)))
                    .hasMessage("killed");
            Files.copy(digits.get(2).clip().audio(), clip, StandardCopyOption.REPLACE_EXISTING);
            assertThatThrownBy(() -> adaptation(request).run(IfPresent.RESUME, Progress.SILENT))
                    .isInstanceOf(UserFault.class)
                    .hasMessageContaining("clips or texts of train or dev have changed");
        }

        @Test
        void aStoppedRunGoesOnToTheSameWeightsWithWhatIsLeftOfItsTrunkCache() throws IOException {
            Operation operation = operation("new", "bilstm:5");
            Path whole = adapt(folder.resolve("whole"), operation);
            assertThat(folder.resolve("whole/trunk-cache")).doesNotExist();
            AdaptationRequest broken = adaptInto(folder.resolve("broken"), operation);
            assertThatThrownBy(() -> adaptation(broken).run(IfPresent.REFUSE, new Kill(5)))
                    .hasMessage("killed");
            Path cache = folder.resolve("broken/trunk-cache");
            assertThat(contents(cache))
                    .containsExactly(
                            "dev.activations", "train-1.activations", "train-2.activations", "train-3.activations");
            Files.delete(cache.resolve("train-1.activations"));
            byte[] draw = Files.readAllBytes(cache.resolve("train-2.activations"));
            Files.write(cache.resolve("train-2.activations"), java.util.Arrays.copyOf(draw, draw.length / 2));
            Path resumed =
                    adaptation(broken).run(IfPresent.RESUME, Progress.SILENT).bundle();
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
                    .extracting(epoch -> epoch.get("stage").asInt() + ":"
                            + epoch.get("epoch").asInt())
                    .containsExactly("1:1", "1:2", "2:3");
            // Three batches an epoch: the head's second epoch is batches 4 to 6, everything learns from 7 on.
            for (int batches : new int[] {4, 8}) {
                AdaptationRequest broken = adaptInto(folder.resolve("broken" + batches), operation);
                assertThatThrownBy(() -> adaptation(broken).run(IfPresent.REFUSE, new Kill(batches)))
                        .hasMessage("killed");
                Path resumed = adaptation(broken)
                        .run(IfPresent.RESUME, Progress.SILENT)
                        .bundle();
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
            assertThatThrownBy(() -> adaptation(request).run(IfPresent.REFUSE, new Stop(batches)))
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
                Path bundle = adaptation(request)
                        .run(IfPresent.REFUSE, Progress.SILENT)
                        .bundle();
                alone.add(SpeechModel.open(bundle).network().params());
            }
            AdaptationRequest both = adaptInto(folder.resolve("both"), operation)
                    .with(settings(1).withRuns(2));
            assertThatThrownBy(() -> adaptation(both).run(IfPresent.REFUSE, new Kill(batches)))
                    .hasMessage("killed");

            Adaptation.Result result = adaptation(both).run(IfPresent.RESUME, Progress.SILENT);

            SpeechModel mean = SpeechModel.open(result.bundle());
            INDArray difference =
                    alone.get(0).add(alone.get(1)).divi(2).subi(mean.network().params());
            // Weights are stored in 16 bits, each rounded by up to a 2048th.
            assertThat(difference.amaxNumber().doubleValue()).isLessThan(2e-3);
            assertThat(alone.get(0).sub(alone.get(1)).amaxNumber().doubleValue())
                    .isGreaterThan(0.02);
            assertThat(log(folder.resolve("both")))
                    .extracting(epoch ->
                            epoch.get("run").asInt() + ":" + epoch.get("epoch").asInt())
                    .containsExactly("1:1", "1:2", "1:3", "2:1", "2:2", "2:3");
        }

        @Test
        void aStopBeforeThereIsAPlanLeavesNoRun() {
            AdaptationRequest request = adaptInto(folder.resolve("stopped"), operation("all"));
            assertThatThrownBy(() -> adaptation(request).run(IfPresent.REFUSE, new Stop(0)))
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
            assertThatThrownBy(() -> adaptation(request).run(IfPresent.REFUSE, new Stop(batches)))
                    .isInstanceOf(StoppedException.class);
            Adaptation.Result finished = adaptation(request).run(IfPresent.FINISH, Progress.SILENT);
            assertThat(finished.outcome().bestEpoch()).isBetween(1, batches / 3);
            assertThat(SpeechModel.open(finished.bundle()).network().numParams())
                    .isPositive();
            assertThat(folder.resolve("stopped").resolve("trunk-cache")).doesNotExist();
            Path resumed =
                    adaptation(request).run(IfPresent.RESUME, Progress.SILENT).bundle();
            assertThat(BundleEdits.entry(resumed, WEIGHTS)).isEqualTo(BundleEdits.entry(whole, WEIGHTS));
        }

        @Test
        void finishingAFinishedRunChangesNothing() throws IOException {
            AdaptationRequest request = adaptInto(folder.resolve("run"), operation("two-stage:2", "bilstm:5"));
            Path bundle =
                    adaptation(request).run(IfPresent.REFUSE, Progress.SILENT).bundle();
            byte[] weights = BundleEdits.entry(bundle, WEIGHTS);
            adaptation(request).run(IfPresent.FINISH, Progress.SILENT);
            assertThat(BundleEdits.entry(bundle, WEIGHTS)).isEqualTo(weights);
        }

        @Test
        void aRunWithoutAnEpochCannotBeFinished() {
            AdaptationRequest request = adaptInto(folder.resolve("stopped"), operation("all"));
            assertThatThrownBy(() -> adaptation(request).run(IfPresent.REFUSE, new Stop(2)))
                    .isInstanceOf(StoppedException.class);
            assertThatThrownBy(() -> adaptation(request).run(IfPresent.FINISH, Progress.SILENT))
                    .isInstanceOf(UserFault.class)
                    .hasMessageContaining("no epoch has ended yet");
        }

        @Test
        void theTrunkWaitsInTheFirstStageAndLearnsInTheSecond() throws IOException {
            var before = SpeechModel.open(source).network().getLayer("lstm1").params();
            for (double rate : new double[] {1e-12, 1}) {
                Operation operation = operation("two-stage:1")
                        .rates(RateFactors.USUAL.withTrunk(rate).withSecondStage(1));
                AdaptationRequest request = adaptInto(folder.resolve("rate" + rate), operation);
                Path bundle = new Adaptation<>(new SpeechDomain(SpeechChoices.USUAL.withRandomOutput()), request)
                        .run(IfPresent.REFUSE, Progress.SILENT)
                        .bundle();
                var after = SpeechModel.open(bundle).network().getLayer("lstm1").params();
                assertThat(after.sub(before).amaxNumber().doubleValue() > 1e-3).isEqualTo(rate == 1);
            }
        }

        @Test
        void aStageThatLeavesNoEpochIsRefusedAndAFactorThatChangesNothingToo() {
            assertThatThrownBy(() -> adapt(folder, operation("two-stage:" + EPOCHS)))
                    .isInstanceOf(UserFault.class)
                    .hasMessageContaining("two-stage:3 leaves none of the 3 epochs");
            Operation idle =
                    operation("new").rates(RateFactors.USUAL.withTrunk(0.2).withSecondStage(1));
            assertThatThrownBy(() -> adapt(folder, idle))
                    .isInstanceOf(UserFault.class)
                    .hasMessageContaining("trunkLearningRateFactor");
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
            assertThat(warnings)
                    .hasSize(2)
                    .first()
                    .asString()
                    .contains("threads then: 4711", "not bit for bit the same");
        }

        @Test
        void thePlanSaysWhatIsCached() throws IOException {
            Operation output = operation("output");
            AdaptationRequest cached = adaptInto(folder.resolve("cached"), output);
            assertThat(adaptation(cached).run(IfPresent.REFUSE, Progress.SILENT).layers())
                    .contains(
                            "trunk cache: lstm2 and below run once for each clip and each of 4 fixed draws of augmentation");
            assertThat(trunk(folder.resolve("cached"))).isEqualTo("{\"upTo\":\"lstm2\",\"draws\":4}");
            AdaptationRequest plain = adaptInto(folder.resolve("plain"), output)
                    .with(settings(4).withEpochs(1).withAugment("none"));
            assertThat(adaptation(plain).run(IfPresent.REFUSE, Progress.SILENT).layers())
                    .contains("trunk cache: lstm2 and below run once for each clip; epochs train the head alone");
            assertThat(trunk(folder.resolve("plain"))).isEqualTo("{\"upTo\":\"lstm2\",\"draws\":1}");
            AdaptationRequest off = adaptInto(folder.resolve("off"), output).with(TrunkCaching.NEVER);
            assertThat(adaptation(off).run(IfPresent.REFUSE, Progress.SILENT).layers())
                    .contains("trunk cache: none");
            assertThat(trunk(folder.resolve("off"))).isEqualTo("{\"upTo\":\"\",\"draws\":0}");
        }

        private static String trunk(Path run) throws IOException {
            return new ObjectMapper()
                    .readTree(run.resolve("plan.json").toFile())
                    .get("trunk")
                    .toString();
        }

        @Test
        void featuresFromTheCacheGiveTheSameWeights() throws IOException {
            Operation operation = operation("all", "bilstm:5");
            byte[] plain = BundleEdits.entry(adapt(folder.resolve("plain"), operation), WEIGHTS);
            for (String run : List.of("first", "second")) {
                FeatureStore features = new FeatureStore(new FeatureCache(folder.resolve("cache"), 1L << 30));
                Path cached = new Adaptation<>(
                                new SpeechDomain(SpeechChoices.USUAL, features),
                                adaptInto(folder.resolve(run), operation))
                        .run(IfPresent.REFUSE, Progress.SILENT)
                        .bundle();
                assertThat(BundleEdits.entry(cached, WEIGHTS)).as(run).isEqualTo(plain);
            }
            assertThat(folder.resolve("cache/features")).isNotEmptyDirectory();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"lstm:7", "bilstm:5", "dense:9:relu", "dropout:0.2", "dense:9:relu dropout:0.2 bilstm:5"})
        void everyKindOfLayerCanBeInsertedTrainedWrittenAndUsed(String inserts) throws IOException {
            String[] layers = inserts.split(" ");
            Path bundle = adapt(folder, operation("new", layers));
            assertThat(SpeechModel.open(bundle).network().getLayers()).hasSize(3 + layers.length);
            List<Transcribe.Result> results = new ArrayList<>();
            assertThat(new Transcribe(bundle, List.of(dev)).run(Progress.SILENT, results::add))
                    .isZero();
            assertThat(results).hasSize(3);
        }

        @Test
        void resumingGoesByThePlanOfTheRun() throws IOException {
            AdaptationRequest started = adaptInto(folder, operation("output"));
            assertThatThrownBy(() -> adaptation(started).run(IfPresent.REFUSE, new Kill(4)))
                    .hasMessage("killed");
            AdaptationRequest other = adaptInto(folder, operation("all", "lstm:5"));
            Adaptation.Result result = adaptation(other).run(IfPresent.RESUME, Progress.SILENT);
            assertThat(SpeechModel.open(result.bundle()).network().getLayers()).hasSize(3);
        }

        private static List<String> warnings(AdaptationRequest request) throws IOException {
            List<String> warnings = new ArrayList<>();
            adaptation(request).run(IfPresent.REFUSE, new Progress() {
                @Override
                public void warn(String line) {
                    if (!line.startsWith("on dev the adapted model is not")) {
                        warnings.add(line);
                    }
                }
            });
            return warnings;
        }

        @Test
        void heldOutClipsThatAreLearntFromAreToldToWhoeverCalls() throws IOException {
            AdaptationRequest request = new AdaptationRequest(
                            source, Datasets.train(train).withDev(train).withTest(dev, train), folder)
                    .with(operation("output"))
                    .with(settings(4).withEpochs(1));
            assertThat(warnings(request))
                    .satisfiesExactly(
                            line -> assertThat(line).startsWith("9 of the 9 clips of dev are also trained on"),
                            line -> assertThat(line).startsWith("9 of the 12 clips of test are also trained on"));
        }

        @Test
        void copiesUnderOtherNamesAreToldToo() throws IOException {
            List<Utterance> copies = new ArrayList<>();
            for (Utterance one : Manifest.read(train)) {
                Path audio = one.clip().audio();
                Path copy = Files.copy(audio, folder.resolve("copy-of-" + audio.getFileName()));
                Clip clip =
                        new Clip(copy, one.clip().offsetSeconds(), one.clip().durationSeconds());
                copies.add(new Utterance(copy.toString(), clip, one.text(), one.where(), one.extra()));
            }
            Path dev = TinySpeech.manifest(folder.resolve("copies.jsonl"), copies);
            AdaptationRequest request = new AdaptationRequest(
                            source, Datasets.train(train).withDev(dev), folder.resolve("run"))
                    .with(operation("output"))
                    .with(settings(4).withEpochs(1));
            assertThat(warnings(request))
                    .singleElement()
                    .asString()
                    .startsWith("9 of the 9 clips of dev are also trained on");
        }

        @Test
        void aRunThatWasKilledAfterItsTrainingDoesNotRunTheTrunkAgain() throws IOException {
            AdaptationRequest request = adaptInto(folder, operation("output"));
            Path bundle =
                    adaptation(request).run(IfPresent.REFUSE, Progress.SILENT).bundle();
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
            assertThat(adaptation(request)
                            .run(IfPresent.RESUME, Progress.SILENT)
                            .bundle())
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

        @Test
        void aTenthOfTheTrainingClipsIsHeldOutWhereNoDevIsGiven() throws IOException {
            AdaptationRequest request = new AdaptationRequest(source, Datasets.train(train), folder)
                    .with(operation("output"))
                    .with(settings(4));
            List<String> stretches = new ArrayList<>();
            adaptation(request).run(IfPresent.REFUSE, new Progress() {
                @Override
                public void begin(String name, long total) {
                    stretches.add(name + " " + total);
                }
            });
            assertThat(stretches).contains("computing features 8", "computing features 1");
        }

        @Test
        void aPlanThatCannotBeCarriedOutLeavesNothingBehind() {
            Path out = folder.resolve("run");
            Operation wrong = operation("all").keepUntil("lstm9");
            assertThatThrownBy(() -> adaptation(adaptInto(out, wrong)).run(IfPresent.REFUSE, Progress.SILENT))
                    .isInstanceOf(UserFault.class)
                    .hasMessageContaining("lstm9")
                    .hasMessageContaining("lstm1");
            assertThat(out).doesNotExist();
        }

        @Test
        void damagedAudioIsFoundBeforeARunIsThere() throws IOException {
            byte[] good = Files.readAllBytes(TinySpeech.digits().get(0).clip().audio());
            Path cut = folder.resolve("cut.flac");
            Files.write(cut, java.util.Arrays.copyOf(good, good.length / 2));
            Path manifest = Files.writeString(
                    folder.resolve("cut.jsonl"),
                    "{\"audio_filepath\": \"cut.flac\", \"duration\": 0.87, \"text\": \"zero\"}\n");
            Path out = folder.resolve("run");
            Operation operation = operation("output");
            AdaptationRequest request = adaptInto(out, operation, manifest);
            assertThatThrownBy(() -> adaptation(request).run(IfPresent.REFUSE, Progress.SILENT))
                    .isInstanceOf(UserFault.class)
                    .hasMessageContaining("cut.flac");
            assertThat(contents(out)).isEmpty();
            // Once repaired, the very same request succeeds.
            Files.write(cut, good);
            adaptation(request).run(IfPresent.REFUSE, Progress.SILENT);
        }
    }

    @Nested
    class Using {

        @Test
        void evaluationComparesAModelWithTheFirst() throws IOException {
            List<Evaluated> rows =
                    new Evaluate(List.of(source, source), List.of(dev), new RunSeed(1)).run(Progress.SILENT);
            assertThat(rows).hasSize(2);
            assertThat(rows.get(0).comparison()).isEmpty();
            assertThat(rows.get(0).evaluation().words().referenceLength()).isEqualTo(3);
            assertThat(rows.get(1).comparison().orElseThrow().bootstrap().difference())
                    .as("with itself")
                    .isZero();
        }

        @Test
        void evaluationNeedsTranscripts() throws IOException {
            Path silent = Files.writeString(
                    folder.resolve("silent.jsonl"),
                    "{\"audio_filepath\": \"%s\"}\n"
                            .formatted(TinySpeech.digits().get(0).clip().audio()));
            assertThatThrownBy(
                            () -> new Evaluate(List.of(source), List.of(silent), new RunSeed(1)).run(Progress.SILENT))
                    .isInstanceOf(UserFault.class)
                    .hasMessageContaining("silent.jsonl:1");
        }

        @Test
        void transcriptsComeInTheOrderOfTheInputsFoldersByName() throws IOException {
            Path clips = Files.createDirectory(folder.resolve("clips"));
            for (String name : List.of("b.flac", "a.flac")) {
                Files.copy(TinySpeech.digits().get(0).clip().audio(), clips.resolve(name));
            }
            Files.writeString(clips.resolve("notes.txt"), "no audio");
            Path bad = Files.writeString(folder.resolve("bad.wav"), "no audio");
            List<Transcribe.Result> results = new ArrayList<>();
            int rejected = new Transcribe(source, List.of(bad, clips, dev)).run(Progress.SILENT, results::add);
            assertThat(rejected).isEqualTo(1);
            assertThat(results)
                    .extracting(
                            one -> one.utterance().clip().audio().getFileName().toString())
                    .containsExactly("bad.wav", "a.flac", "b.flac", "9.flac", "10.flac", "11.flac");
            assertThat(results)
                    .extracting(one -> one.heard().fault().isPresent())
                    .containsExactly(true, false, false, false, false, false);
        }

        @Test
        void channelsThatCancelEachOtherOutAreWarnedOf() throws IOException {
            byte[] frames = new byte[4 * 16_000];
            new SplittableRandom(1).nextBytes(frames);
            for (int at = 0; at < frames.length; at += 4) {
                frames[at + 1] = 1; // 16 bits, little-endian, far from the range's end
                frames[at + 2] = (byte) -frames[at];
                frames[at + 3] = (byte) (frames[at] == 0 ? -1 : -2);
            }
            Path file = folder.resolve("antiphase.wav");
            AudioFormat stereo = new AudioFormat(16_000, 16, 2, true, false);
            AudioSystem.write(
                    new AudioInputStream(new ByteArrayInputStream(frames), stereo, 16_000),
                    AudioFileFormat.Type.WAVE,
                    file.toFile());
            List<String> warnings = new ArrayList<>();
            Progress listener = new Progress() {
                @Override
                public void warn(String line) {
                    warnings.add(line);
                }
            };
            new Transcribe(source, List.of(file, dev)).run(listener, one -> {});
            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .contains("antiphase.wav: nothing sounds in the mean of its 2");
        }

        @Test
        void anInputThatIsNotThereIsNoClipToSkip() {
            Path missing = folder.resolve("missing.wav");
            assertThatThrownBy(() -> new Transcribe(source, List.of(missing)).run(Progress.SILENT, one -> {}))
                    .isInstanceOf(UserFault.class)
                    .hasMessageContaining("missing.wav");
        }

        private static Adaptation.Preview preview(Operation operation) throws IOException {
            return new Plan(source, operation, SpeechChoices.USUAL, List.of()).run();
        }

        @Test
        void planningShowsTheLayersAndChangesNothing() throws IOException {
            Adaptation.Preview plan = preview(operation("new", "lstm:8"));
            assertThat(plan.table().rows()).extracting(row -> row.name()).contains("lstm1", "lstm2");
            assertThat(plan.table().trainedParameters()).isLessThan(plan.table().parameters());
            assertThat(preview(operation("all")).text())
                    .contains("29 labels of the new output start from the source's weights");
        }

        @Test
        void inspectingTellsWhatABundleHolds() throws IOException {
            Inspection.OfSpeech result = (Inspection.OfSpeech) new Inspect(source, false).run();
            assertThat(result.format().alphabet().size()).isEqualTo(29);
            assertThat(result.metadata().licence()).isEqualTo("CC0-1.0");
            assertThat(result.layers().rows()).hasSize(3);
        }

        @Test
        void devicesAreToldOfWithoutFail() {
            assertThat(new Devices().run())
                    .hasSizeGreaterThanOrEqualTo(2)
                    .first()
                    .asString()
                    .contains("backend");
        }
    }
}
