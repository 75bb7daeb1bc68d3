package attune.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import attune.audio.Waveform;
import attune.fault.UserFault;
import attune.features.DeepSpeechFrontEnd;
import attune.features.DeepSpeechFrontEnd.ClipEnd;
import attune.features.FeatureMatrix;
import attune.layers.ClippedRelu;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DeepSpeechTest {
    @TempDir
    Path folder;

    private static DeepSpeech read(Path file) throws IOException {
        return DeepSpeech.read(file, Optional.empty(), ClipEnd.DROPPED, Map.of());
    }

    private static void refused(Path file, String... messages) {
        assertThatExceptionOfType(UserFault.class)
                .isThrownBy(() -> read(file))
                .satisfies(fault ->
                        assertThat(fault.getMessage()).contains(messages).doesNotContain("\n"));
    }

    @Test
    void featuresAreTheGoldenOnes() throws IOException {
        FeatureMatrix features = DeepSpeechFrontEnd.standard().extract(new Waveform(Golden.samples(), 16_000));
        JsonNode rows = Golden.json().get("cepstra");
        assertThat(features.frames()).isEqualTo(rows.size());
        for (int frame = 0; frame < rows.size(); frame++) {
            for (int i = 0; i < 26; i++) {
                // The transform is in single precision here and in double precision there.
                assertThat(features.value(frame, 9 * 26 + i))
                        .isCloseTo(rows.get(frame).get(i).floatValue(), within(2e-4f));
            }
        }
    }

    @ParameterizedTest
    @FieldSource("attune.foreign.Golden#FORMS")
    void logProbabilitiesAreTheGoldenOnes(String form) throws IOException {
        assertGives(read(Golden.file(form)), Golden.json().get("logProbabilities"));
    }

    @Test
    void roundedWeightsGiveWhatTheirBytesStandFor() throws IOException {
        DeepSpeech model = read(Golden.file("narrow.tflite"));
        assertGives(model, Golden.json("tflite.json").get("logProbabilities"));
        assertThat(model.loss())
                .hasValueSatisfying(loss -> assertThat(loss)
                        .startsWith("3 of 6 weight matrices are rounded to 8 bits, each weight by up to 0.0"));
        assertThat(read(Golden.file("narrow-float.tflite")).loss()).isEmpty();
    }

    private static void assertGives(DeepSpeech model, JsonNode rows) throws IOException {
        FeatureMatrix features = model.frontEnd().extract(new Waveform(Golden.samples(), 16_000));
        INDArray input = Nd4j.create(features.values(), new long[] {1, features.frames(), 494}, 'c');
        INDArray output = model.network().output(input.permute(0, 2, 1).dup('c'))[0];
        assertThat(output.size(2)).isEqualTo(rows.size());
        for (int frame = 0; frame < rows.size(); frame++) {
            for (int label = 0; label < 29; label++) {
                assertThat(output.getFloat(0, label, frame))
                        .isCloseTo(rows.get(frame).get(label).floatValue(), within(1e-4f));
            }
        }
    }

    @ParameterizedTest
    @FieldSource("attune.foreign.Golden#FORMS")
    void alphabetAndFrontEndTravelWithTheModel(String form) throws IOException {
        DeepSpeech model = read(Golden.file(form));
        assertThat(model.frontEnd()).isEqualTo(DeepSpeechFrontEnd.standard());
        assertThat(String.join("", model.alphabet().labels())).isEqualTo(" abcdefghijklmnopqrstuvwxyz'");
        assertThat(model.alphabet().blankIndex()).isEqualTo(28);
    }

    @Test
    void everyFormHasTheSameBits() throws IOException {
        INDArray parameters = read(Golden.file("checkpoint")).network().params();
        for (String form : Golden.FORMS) {
            assertThat(read(Golden.file(form)).network().params()).isEqualTo(parameters);
        }
    }

    @Test
    void aCheckpointIsFoundByAnyOfItsNames() throws IOException {
        Path checkpoint = Golden.copy("checkpoint", folder);
        for (String name : new String[] {"", "best_dev_checkpoint", "best_dev-7.index", "best_dev-7"}) {
            assertThat(read(checkpoint.resolve(name)).format()).isEqualTo("TensorFlow checkpoint");
        }
        Files.writeString(checkpoint.resolve("best_dev_checkpoint"), "model_checkpoint_path: \"best\0dev-7\"");
        refused(checkpoint.resolve("best_dev_checkpoint"), "names the checkpoint best?dev-7");
        Files.delete(checkpoint.resolve("best_dev_checkpoint"));
        assertThat(read(checkpoint).format()).isEqualTo("TensorFlow checkpoint");
        Files.delete(checkpoint.resolve("best_dev-7.data-00000-of-00001"));
        refused(checkpoint, "best_dev-7.data-00000-of-00001, which does not exist");
        Files.delete(checkpoint.resolve("best_dev-7.index"));
        refused(checkpoint, "does not contain a model");
    }

    /** Looking for the last slash took time with the square of the name's length: minutes for this one. */
    @Test
    @Timeout(120)
    void aNameOfAMillionCharactersIsRefusedAtOnce() throws IOException {
        String name = "a".repeat(1_000_000);
        Path note = Files.writeString(folder.resolve("best_dev_checkpoint"), "model_checkpoint_path: \"" + name + "\"");
        refused(note, "names the checkpoint aaaa");
    }

    @Test
    void aFolderWithAnExportedModelIsFoundToo() throws IOException {
        Golden.copy("narrow.pbmm", folder);
        assertThat(read(folder).format()).isEqualTo("memory-mapped TensorFlow graph");
    }

    @Test
    void aCheckpointNeedsItsAlphabet() throws IOException {
        Path checkpoint = Golden.copy("checkpoint", folder);
        Path alphabet = checkpoint.resolve("alphabet.txt");
        Path elsewhere = Files.move(alphabet, folder.resolve("letters.txt"));
        refused(checkpoint, "the alphabet of its 28 labels is unknown", "alphabet");
        assertThat(DeepSpeech.read(checkpoint, Optional.of(elsewhere), ClipEnd.DROPPED, Map.of())
                        .alphabet()
                        .size())
                .isEqualTo(29);
        Files.writeString(alphabet, Files.readString(elsewhere) + "\n\n");
        assertThat(read(checkpoint).alphabet().size()).isEqualTo(29);
        Files.writeString(alphabet, "a\nb\n");
        refused(checkpoint, "alphabet.txt", "2 labels, but the network has 29 outputs");
    }

    @Test
    void flagsBesideACheckpointSayWhatItHears() throws IOException {
        Path checkpoint = Golden.copy("checkpoint", folder);
        Files.writeString(checkpoint.resolve("flags.txt"), "--audio_sample_rate=8000\n--feature_win_step=10\n");
        assertThat(read(checkpoint).frontEnd()).isEqualTo(new DeepSpeechFrontEnd(8000, 256, 80, ClipEnd.DROPPED));
        Files.writeString(checkpoint.resolve("flags.txt"), "--feature_win_step=100\n");
        refused(checkpoint, "windows of 32 ms every 100 ms");
        Files.writeString(checkpoint.resolve("flags.txt"), "--audio_sample_rate=800\n");
        refused(checkpoint, "at 800 Hz");
    }

    private static double ceiling(DeepSpeech model) {
        DenseLayer layer =
                (DenseLayer) model.network().getLayer("layer_5").conf().getLayer();
        return ((ClippedRelu) layer.getActivationFn()).getCeiling();
    }

    @Test
    void flagsAlsoSayWhereRelusAreClipped() throws IOException {
        Path checkpoint = Golden.copy("checkpoint", folder);
        DeepSpeech unstated = read(checkpoint);
        assertThat(ceiling(unstated)).isEqualTo(20);
        assertThat(unstated.assumed()).containsExactlyInAnyOrder("relu_clip=20", "feature_win_step=20");
        Files.writeString(
                checkpoint.resolve("flags.txt"),
                "--relu_clip=6.5\n--nolayer_norm\n--audio_sample_rate=16000\n--feature_win_len=32\n--feature_win_step=20\n");
        assertThat(ceiling(read(checkpoint))).isEqualTo(6.5);
        assertThat(read(checkpoint).assumed()).isEmpty();
    }

    @Test
    void aUserMaySayWhatNothingElseDoesAndContradictNothing() throws IOException {
        Path checkpoint = Golden.copy("checkpoint", folder);
        Map<String, String> flags = Map.of("relu_clip", "7", "feature_win_step", "16");
        DeepSpeech told = DeepSpeech.read(checkpoint, Optional.empty(), ClipEnd.DROPPED, flags);
        assertThat(ceiling(told)).isEqualTo(7);
        assertThat(told.frontEnd().hopSamples()).isEqualTo(256);
        assertThat(told.assumed()).isEmpty();
        for (Path model : new Path[] {checkpoint, Golden.file("narrow.pb")}) {
            assertThatExceptionOfType(UserFault.class)
                    .isThrownBy(() -> DeepSpeech.read(
                            model, Optional.empty(), ClipEnd.DROPPED, Map.of("audio_sample_rate", "8000")))
                    .withMessageContaining("gives audio_sample_rate 8000, but ")
                    .withMessageContaining("gives 16000");
        }
        assertThatExceptionOfType(UserFault.class)
                .isThrownBy(() ->
                        DeepSpeech.read(checkpoint, Optional.empty(), ClipEnd.DROPPED, Map.of("beam_width", "500")))
                .withMessageContaining("'beam_width' is not a flag that matters here");
    }

    @Test
    void flagsOfAnotherModelAreRefused() throws IOException {
        Path checkpoint = Golden.copy("checkpoint", folder);
        Path flags = checkpoint.resolve("flags.txt");
        Files.writeString(flags, "--n_hidden=2048\n");
        refused(checkpoint, "flags.txt", "n_hidden 2048, but the LSTM has 9 units");
        Files.writeString(flags, "--layer_norm\n");
        refused(checkpoint, "flags.txt", "--layer_norm");
        Files.writeString(flags, "--relu_clip=twenty\n");
        refused(checkpoint, "flags.txt", "'twenty' is not a number for relu_clip");
        Files.writeString(flags, "--relu_clip=0\n");
        refused(checkpoint, "clips its ReLUs at 0");
    }

    /** Pickles as Python 3.11 writes them, zips as PyTorch 1.6 and later name their entries. */
    @ParameterizedTest
    @CsvSource({
        "old.pth, '\u0080\u0002\212\nl\374\234F\371 j\250P\031.', PyTorch",
        "ds2.pdparams, '\u0080\u0003}q\0', PaddlePaddle",
        "ds2.bin, '\u0080\u0004\u0095}\u008c\u001bStructuredToParameterName@@\u0094', PaddlePaddle",
        "model.pkl, '\u0080\u0004}.', a Python pickle",
        "cut.pth, 'PK\u0003\u0004', a truncated or damaged zip file",
        "notes.txt, hello, not a model that Attune knows",
        "empty, '', not a model that Attune knows",
        "cut.pbmm, hello, the directory at its end is missing",
    })
    void otherFilesAreCalledByTheirNames(String name, String head, String what) throws IOException {
        Path file = Files.write(folder.resolve(name), head.getBytes(StandardCharsets.ISO_8859_1));
        refused(file, name, what, "give a DeepSpeech or Coqui STT checkpoint");
    }

    @ParameterizedTest
    @CsvSource({
        "archive/data.pkl, 'a PyTorch checkpoint, such as deepspeech.pytorch writes'",
        "model.tflite, 'a zip file containing a .tflite file, which must be unpacked first'",
        "letter.txt, 'a zip file, not a model that Attune knows'",
    })
    void zipsAreKnownByWhatIsInThem(String entry, String what) throws IOException {
        Path file = folder.resolve("model.ckpt");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.closeEntry();
        }
        refused(file, "model.ckpt", what);
    }

    @Test
    void aChangedWeightIsACheckpointsFault() throws IOException {
        Path checkpoint = Golden.copy("checkpoint", folder);
        Path data = checkpoint.resolve("best_dev-7.data-00000-of-00001");
        byte[] bytes = Files.readAllBytes(data);
        bytes[5000] ^= 1;
        Files.write(data, bytes);
        refused(checkpoint, "best_dev-7.data-00000-of-00001, byte ", "tensor ", "does not match its checksum");
    }
}
