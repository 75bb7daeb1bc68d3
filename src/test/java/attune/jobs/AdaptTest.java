package attune.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.corpus.Clip;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.runs.Adaptation;
import attune.runs.AdaptationRequest;
import attune.runs.Datasets;
import attune.runs.IfPresent;
import attune.runs.JsonFile;
import attune.runs.Operation;
import attune.runs.Overrides;
import attune.runs.RateFactors;
import attune.runs.RunOutcome;
import attune.runs.TrunkCaching;
import attune.speech.BundleEdits;
import attune.speech.DecodingOptions;
import attune.speech.SpeechModel;
import attune.speech.TinySpeech;
import attune.speech.adaptation.SpeechChoices;
import attune.speech.adaptation.SpeechDomain;
import attune.speech.store.FeatureCache;
import attune.speech.store.FeatureStore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Adapts a small network to spoken digits, like a user. */
class AdaptTest extends SpokenDigits {
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
    void severalRunsReadTheirClipsOnceAndCountAllTrunks() throws IOException {
        List<String> begun = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void begin(String what, long total) {
                begun.add(what);
            }
        };
        adaptation(adaptInto(folder, operation("output")).with(settings(4).withRuns(2)))
                .run(IfPresent.REFUSE, progress);
        assertThat(begun).filteredOn(what -> what.equals("computing features")).hasSize(2); // train and dev
        assertThat(begun)
                .filteredOn(what -> what.equals("running the trunk on dev"))
                .hasSize(2);
        double inEpochs = log(folder).stream()
                .mapToDouble(epoch -> epoch.path("trainingSeconds").asDouble())
                .sum();
        RunOutcome outcome = JsonFile.read(folder.resolve(RunOutcome.FILE), "an outcome", "-", RunOutcome.class);
        assertThat(outcome.seconds()).as("with the trunks").isGreaterThan(inEpochs + 1e-6);
    }

    /** Units of layers that begin differently do not correspond: their mean would be a layer that nobody trained. */
    @Test
    void severalRunsBeginWithTheSameNewLayers() throws IOException {
        Overrides still = settings(4).withLearningRate(1e-12);
        List<INDArray> networks = new ArrayList<>();
        for (int runs : new int[] {1, 2}) {
            AdaptationRequest request = adaptInto(folder.resolve("runs" + runs), operation("new", "dense:5:relu"));
            Path bundle = adaptation(request.with(still.withRuns(runs)))
                    .run(IfPresent.REFUSE, Progress.SILENT)
                    .bundle();
            networks.add(SpeechModel.open(bundle).network().params());
        }
        assertThat(networks.get(0).sub(networks.get(1)).amaxNumber().doubleValue())
                .isLessThan(1e-6);
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
        Operation idle = operation("new").rates(RateFactors.USUAL.withTrunk(0.2).withSecondStage(1));
        assertThatThrownBy(() -> adapt(folder, idle))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("trunkLearningRateFactor");
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
                            new SpeechDomain(SpeechChoices.USUAL, features), adaptInto(folder.resolve(run), operation))
                    .run(IfPresent.REFUSE, Progress.SILENT)
                    .bundle();
            assertThat(BundleEdits.entry(cached, WEIGHTS)).as(run).isEqualTo(plain);
        }
        assertThat(folder.resolve("cache/features")).isNotEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lstm:7", "bilstm:5", "dense:9:relu", "dropout:0.2", "dense:9:relu dropout:0.2 bilstm:5"})
    void everyKindOfLayerCanBeInsertedTrainedWrittenAndUsed(String inserts) throws IOException {
        String[] layers = inserts.split(" ");
        Path bundle = adapt(folder, operation("new", layers));
        assertThat(SpeechModel.open(bundle).network().getLayers()).hasSize(3 + layers.length);
        List<Transcribe.Result> results = new ArrayList<>();
        assertThat(new Transcribe(bundle, List.of(dev), DecodingOptions.USUAL).run(Progress.SILENT, results::add))
                .isZero();
        assertThat(results).hasSize(3);
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
            Clip clip = new Clip(copy, one.clip().offsetSeconds(), one.clip().durationSeconds());
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
        assertThat(out).doesNotExist();
        // Once repaired, the very same request succeeds.
        Files.write(cut, good);
        adaptation(request).run(IfPresent.REFUSE, Progress.SILENT);
    }
}
