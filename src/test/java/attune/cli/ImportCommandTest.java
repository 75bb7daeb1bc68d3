package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.speech.BundleEdits;
import attune.speech.TinySpeech;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A foreign model is imported once, then used in every way that our own are. */
class ImportCommandTest {
    @TempDir
    static Path folder;

    private static String source;
    private static String bundle;

    @BeforeAll
    static void importOne() throws URISyntaxException {
        source = Path.of(Objects.requireNonNull(ImportCommandTest.class.getResource("/attune/foreign/narrow.pbmm"))
                        .toURI())
                .toString();
        bundle = folder.resolve("narrow.attune").toString();
        InProcess run = InProcess.run(
                "import", "deepspeech", source, "-o", bundle, "--licence", "MPL-2.0", "--pad-last-window");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.outLines()).containsExactly(bundle);
    }

    private static String succeeds(String... arguments) {
        InProcess run = InProcess.run(arguments);
        assertThat(run.code()).as(run.err()).isZero();
        return run.out();
    }

    @Test
    void inspectTellsWhereItComesFrom() {
        assertThat(succeeds("inspect", bundle))
                .contains(
                        "licence   MPL-2.0",
                        "29, blank is 28:  abcdefghijklmnopqrstuvwxyz'",
                        "16000 Hz, 494 coefficients every 20 ms",
                        "yes, with transcribe --stream",
                        "memory-mapped TensorFlow graph",
                        "layer_5");
        assertThat(succeeds("inspect", "--format", "json", bundle)).contains("deepspeech-mfcc", "\"padded\"");
    }

    @Test
    void verifyHearsTheReferenceClipAgain() throws IOException {
        InProcess same = InProcess.run("inspect", "--verify", bundle);
        assertThat(same.code()).isZero();
        assertThat(same.out()).contains("parity    the same, bit by bit");
        assertThat(new String(BundleEdits.entry(Path.of(bundle), "CARD.md"), StandardCharsets.UTF_8))
                .contains(
                        "# narrow.pbmm",
                        "licence: MPL-2.0",
                        "29, the last one the blank",
                        "log-probabilities: SHA-256");
        Path other = BundleEdits.replace(Path.of(bundle), "model.json", "\"padded\"", "\"dropped\"");
        InProcess differs = InProcess.run("inspect", "--verify", other.toString());
        assertThat(differs.code()).isEqualTo(ExitCodes.WITH_REJECTS);
        assertThat(differs.out()).contains("parity    DIFFERS");
        assertThat(succeeds("inspect", "--verify", "--format", "json", bundle)).contains("\"holds\" : true");
        InProcess none = InProcess.run(
                "inspect",
                "--verify",
                TinySpeech.bundle(folder.resolve("own.attune"), 1).toString());
        assertThat(none.code()).isEqualTo(ExitCodes.USER_FAULT);
        assertThat(none.err()).contains("has no parity certificate");
    }

    /** The columns of a layer table's rows: type, sizes and parameters, or origin. */
    private static List<List<String>> rows(String plan, int from, int to) {
        return plan.lines()
                .skip(1)
                .limit(6)
                .map(line -> List.of(line.split(" {2,}")).subList(from, to))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void droppedLayersBeginAnewInTheSameForm(int layers) {
        String usual = succeeds("plan", "-m", bundle);
        String plan = succeeds("plan", "-m", bundle, "--drop-source-layers", Integer.toString(layers));
        assertThat(rows(plan, 1, 5)).isEqualTo(rows(usual, 1, 5));
        assertThat(rows(plan, 5, 6).stream().flatMap(List::stream))
                .containsExactlyElementsOf(Stream.concat(
                                Collections.nCopies(6 - layers, "kept").stream(),
                                Collections.nCopies(layers, "new").stream())
                        .toList());
        assertThat(plan).contains("the new output starts from random weights");
        assertThat(usual).doesNotContain("random weights");
    }

    @Test
    void droppingLayersIsForDeepSpeechAlone() throws IOException {
        String own = TinySpeech.bundle(folder.resolve("ours.attune"), 1).toString();
        for (String[] wrong : new String[][] {
            {"plan", "-m", own, "--drop-source-layers", "1", "counts DeepSpeech's layers"},
            {"plan", "-m", bundle, "--drop-source-layers", "6", "must be 0 to 5, not '6'"},
            {"plan", "-m", bundle, "--drop-source-layers", "1", "--keep-until", "lstm", "contradicts --keep-until"},
        }) {
            InProcess run = InProcess.run(Arrays.copyOf(wrong, wrong.length - 1));
            assertThat(run.code()).isEqualTo(ExitCodes.USER_FAULT);
            assertThat(run.errLines()).hasSize(1);
            assertThat(run.err()).contains(wrong[wrong.length - 1]);
        }
    }

    @Test
    void roundedWeightsAreTold() {
        String out = folder.resolve("rounded.attune").toString();
        InProcess run = InProcess.run("import", "deepspeech", source.replace(".pbmm", ".tflite"), "-o", out);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.errLines()).hasSize(1);
        assertThat(run.err())
                .contains("3 of 6 weight matrices are rounded to 8 bits", "checkpoint, .pb or .pbmm of the model");
        assertThat(succeeds("inspect", out)).contains("loss: 3 of 6");
    }

    @Test
    void flagsMayBeStated() {
        String out = folder.resolve("stated.attune").toString();
        String checkpoint = source.replace("narrow.pbmm", "checkpoint");
        InProcess run = InProcess.run("import", "deepspeech", checkpoint, "-o", out, "--flag", "relu_clip=12");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("it is assumed to be trained with feature_win_step=20;");
    }

    @Test
    void planCutsItByItsOwnNames() {
        String plan = succeeds("plan", "-m", bundle, "--keep-until", "lstm", "--insert", "lstm:8");
        assertThat(plan).contains("layer_3", "lstm").doesNotContain("layer_5");
    }

    @Test
    void transcribeHears() throws IOException {
        String clip = TinySpeech.digits().get(0).clip().audio().toString();
        assertThat(succeeds("transcribe", "-m", bundle, "--greedy", clip).strip())
                .matches("[a-z' ]*");
    }

    @Test
    void adaptLearns() throws IOException {
        String manifest = TinySpeech.manifest(
                        folder.resolve("digits.jsonl"), TinySpeech.digits().subList(0, 4))
                .toString();
        String run = folder.resolve("run").toString();
        succeeds(
                "adapt",
                "-m",
                bundle,
                "--train",
                manifest,
                "--dev",
                manifest,
                "-o",
                run,
                "--train-layers",
                "all",
                "--epochs",
                "2",
                "--batch-size",
                "2");
        assertThat(succeeds("inspect", Path.of(run, "adapted.attune").toString()))
                .contains("import", "adapt");
    }

    @Test
    void nothingIsOverwritten() {
        InProcess again = InProcess.run("import", "deepspeech", source, "-o", bundle);
        assertThat(again.code()).isEqualTo(ExitCodes.USER_FAULT);
        assertThat(again.errLines()).hasSize(1);
        assertThat(again.err()).contains("already exists");
    }

    @Test
    void whatIsNoModelIsRefusedInOneLine() {
        String out = folder.resolve("none.attune").toString();
        InProcess missing = InProcess.run("import", "deepspeech", "no-such.pbmm", "-o", out);
        assertThat(missing.code()).isEqualTo(ExitCodes.USER_FAULT);
        assertThat(missing.errLines()).hasSize(1);
        InProcess ours = InProcess.run("import", "deepspeech", bundle, "-o", out);
        assertThat(ours.code()).isEqualTo(ExitCodes.USER_FAULT);
        assertThat(ours.errLines()).hasSize(1);
        assertThat(ours.err()).contains("already an Attune bundle");
        assertThat(InProcess.run("import").code()).isEqualTo(ExitCodes.USER_FAULT);
    }
}
