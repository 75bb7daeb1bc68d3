package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.speech.TinySpeech;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A foreign model is imported once; then everything is done with it that is done with our own. */
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
                        "no: each of its front end's frames needs the 9 windows that follow",
                        "memory-mapped TensorFlow graph",
                        "layer_5");
        assertThat(succeeds("inspect", "--format", "json", bundle)).contains("deepspeech-mfcc", "\"padded\"");
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
        assertThat(again.err()).contains("there is something already");
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
        assertThat(InProcess.run("import").code()).isEqualTo(ExitCodes.USER_FAULT);
    }
}
