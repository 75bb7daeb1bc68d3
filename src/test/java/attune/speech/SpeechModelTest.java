package attune.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.bundle.ProvenanceStep;
import attune.decoding.Transcript;
import attune.fault.UserFault;
import attune.features.FeatureMatrix;
import attune.features.LogMelFrontEnd;
import attune.seed.RunSeed;
import attune.speech.learning.AcousticNetwork;
import attune.speech.learning.NetworkShape;
import attune.text.Alphabet;
import attune.text.TextNormalizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class SpeechModelTest {
    @TempDir
    Path folder;

    private static float[][] hears(SpeechModel model) {
        FeatureMatrix clip = TinySpeech.noise(40, 240, new SplittableRandom(9));
        return new AcousticModel(model.network())
                .logProbabilities(List.of(clip))
                .get(0);
    }

    @Test
    void whatIsWrittenIsOpenedAgain() throws IOException {
        ProvenanceStep step = new ProvenanceStep(
                "pretrain",
                Instant.parse("2026-01-02T03:04:05Z"),
                "attune pretrain",
                new ProvenanceStep.Conditions("3 clips", 7, "portable", 2),
                null,
                Map.of("wer.dev", "0.5"));
        SpeechModel model = SpeechModel.of(TinySpeech.network(1), TinySpeech.format(), "CC0-1.0", List.of(step));
        Path file = folder.resolve("m.attune");
        model.write(file);
        SpeechModel opened = SpeechModel.open(file);
        assertThat(opened.format()).isEqualTo(model.format());
        assertThat(opened.metadata().provenance()).containsExactly(step);
        assertThat(opened.metadata().licence()).isEqualTo("CC0-1.0");
        // Weights of 11 significant bits, each at most 2^-12 off.
        assertThat(TinySpeech.distance(hears(opened), hears(model))).isLessThan(5e-3);
    }

    /** Four threads, each with a model of its own on the same weights, give bit for bit what one gives alone. */
    @Test
    void sharedModelsHearAlikeSideBySideOnTheSameWeights() throws Exception {
        SpeechModel model = TinySpeech.model(3);
        List<Path> clips =
                TinySpeech.digits().stream().map(digit -> digit.clip().audio()).toList();
        List<Transcript> alone = clips.stream().map(model::transcribe).toList();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<Transcript>>> heard = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                SpeechModel own = model.share();
                assertThat(own.network().params().data().address())
                        .isEqualTo(model.network().params().data().address());
                heard.add(
                        threads.submit(() -> clips.stream().map(own::transcribe).toList()));
            }
            for (Future<List<Transcript>> one : heard) {
                assertThat(one.get()).isEqualTo(alone);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whatIsSharedIsNotTrained() {
        ComputationGraph shared = TinySpeech.model(3).share().network();
        Padded clip = Padded.of(List.of(TinySpeech.noise(9, 240, new SplittableRandom(4))));
        assertThatThrownBy(() -> shared.output(true, new INDArray[] {clip.features()}, new INDArray[] {clip.mask()}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("shared weights are not trained");
    }

    @Test
    void aModelKeepsItsDecoder() {
        SpeechModel model = TinySpeech.model(3);
        assertThat(model.decoder())
                .isSameAs(model.decoder())
                .isSameAs(model.share().decoder());
    }

    @Test
    void oncePastSixteenBitsNothingChangesAnyMore() throws IOException {
        Path first = TinySpeech.bundle(folder.resolve("first.attune"), 1);
        Path second = folder.resolve("second.attune");
        SpeechModel opened = SpeechModel.open(first);
        opened.write(second);
        SpeechModel again = SpeechModel.open(second);
        assertThat(again.network().params()).isEqualTo(opened.network().params());
        assertThat(hears(again)).isDeepEqualTo(hears(opened));
        assertThat(second).hasSameBinaryContentAs(first);
    }

    @Test
    void weightsTooGreatForSixteenBitsGetThirtyTwo() throws IOException {
        ComputationGraph network = TinySpeech.network(1);
        network.params().putScalar(0, 70_000);
        Path file = folder.resolve("great.attune");
        SpeechModel.of(network, TinySpeech.format(), "CC0-1.0", List.of()).write(file);
        assertThat(SpeechModel.open(file).network().params()).isEqualTo(network.params());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"networkOutputs\" : [ \"output\" ] | \"networkOutputs\" : [ ] | 0 outputs instead of one",
                "\"lstm2\" : [ \"lstm1\" ] | \"lstm2\" : [ \"lstm1\", \"lstm1\" ] | 'lstm2' has 2 inputs instead of one"
            })
    void aGraphOfAnotherShapeIsRefusedWhenOpening(String text, String other, String message) throws IOException {
        Path file = folder.resolve("m.attune");
        TinySpeech.model(1).write(file);
        Path edited = BundleEdits.replace(file, "network.json", text, other);
        assertThatThrownBy(() -> SpeechModel.open(edited))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining(message);
    }

    @Test
    void aFileThatIsNoBundleIsRefusedInWords() {
        Path flac = TinySpeech.CORPUS.resolve("clips/hello.flac");
        assertThatThrownBy(() -> SpeechModel.open(flac))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("hello.flac");
    }

    @Test
    void aNormaliserThatIsNotKnownIsRefusedWhenOpening() throws IOException {
        Path file = folder.resolve("m.attune");
        TinySpeech.model(1).write(file);
        Path edited = BundleEdits.replace(file, "model.json", "english-basic", "klingon-basic");
        assertThatThrownBy(() -> SpeechModel.open(edited))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("klingon-basic");
    }

    @Test
    void aModelThatTellsNothingOfSpeechIsRefusedWhenOpening() throws IOException {
        Path file = folder.resolve("m.attune");
        TinySpeech.model(1).write(file);
        String told = new String(BundleEdits.entry(file, "model.json"), StandardCharsets.UTF_8);
        byte[] nothing = (told.substring(0, told.indexOf("\"domain\"")) + "\"domain\" : null }")
                .getBytes(StandardCharsets.UTF_8);
        Path edited = BundleEdits.withEntry(file, "model.json", nothing);
        assertThatThrownBy(() -> SpeechModel.open(edited))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("domain");
    }

    @Test
    void anAlphabetOfAnotherSizeThanTheNetworkIsRefusedWhenOpening() throws IOException {
        Path file = folder.resolve("m.attune");
        ComputationGraph network = TinySpeech.network(1);
        Alphabet small = new Alphabet(List.of("a", "b"), 0);
        SpeechModel.of(
                        network,
                        new SpeechFormat(LogMelFrontEnd.standard(), small, TextNormalizer.ENGLISH_BASIC.name()),
                        "CC0-1.0",
                        List.of())
                .write(file);
        assertThatThrownBy(() -> SpeechModel.open(file))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("29")
                .hasMessageContaining("3");
    }

    @Test
    void aNetworkForOtherFeaturesThanTheFrontEndGivesIsRefusedWhenOpening() throws IOException {
        Path file = folder.resolve("m.attune");
        ComputationGraph network = AcousticNetwork.create(
                80, NetworkShape.bidirectional(1, 12), TinySpeech.format().alphabet(), new RunSeed(1));
        SpeechModel.of(network, TinySpeech.format(), "CC0-1.0", List.of()).write(file);
        assertThatThrownBy(() -> SpeechModel.open(file))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("m.attune")
                .hasMessageContaining("80 coefficients")
                .hasMessageContaining("240");
    }
}
