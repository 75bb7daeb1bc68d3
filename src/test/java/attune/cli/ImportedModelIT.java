package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.corpus.Utterance;
import attune.speech.TinySpeech;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** An imported model, narrow and random but in DeepSpeech's form, is used in every way that our own are. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ImportedModelIT {
    @TempDir
    static Path shared;

    private static Path train;
    private static Path dev;
    private static Path imported;
    private static Path tuned;

    @BeforeAll
    static void manifests() throws IOException {
        List<Utterance> digits = TinySpeech.digits();
        train = TinySpeech.manifest(shared.resolve("train.jsonl"), digits.subList(0, 9));
        dev = TinySpeech.manifest(shared.resolve("dev.jsonl"), digits.subList(9, 12));
        imported = shared.resolve("imported.attune");
        tuned = shared.resolve("tuned.attune");
    }

    @Test
    @Order(1)
    void imports() throws IOException, InterruptedException, URISyntaxException {
        Path file = Path.of(Objects.requireNonNull(ImportedModelIT.class.getResource("/attune/foreign/narrow.pbmm"))
                .toURI());
        assertThat(Program.succeeds("import", "deepspeech", file, "-o", imported, "--licence", "MPL-2.0"))
                .containsExactly(imported.toString());
        assertThat(Program.succeeds("inspect", "--verify", imported))
                .contains("parity    the same, bit by bit", "streams   yes, with transcribe --stream");
    }

    /** Every choice of what learns, and training from scratch. */
    @Test
    @Order(2)
    void sweeps() throws IOException, InterruptedException {
        Path out = shared.resolve("sweep");
        Program run = Program.run(
                "sweep",
                "-q",
                "-m",
                imported,
                "--train",
                train,
                "--dev",
                dev,
                "-o",
                out,
                "--epochs",
                2,
                "--try",
                "output",
                "--try",
                "new,insert=bilstm:4",
                "--try",
                "last:2",
                "--try",
                "from:lstm",
                "--try",
                "two-stage:1",
                "--try",
                "all,keep-until=layer_3,insert=lstm:6",
                "--try",
                "scratch");
        assertThat(run.code()).as(String.join("\n", run.err())).isZero();
        assertThat(String.join("\n", run.out()))
                .contains(
                        "output", "new,insert=bilstm:4", "last:2", "from:lstm", "two-stage:1", "scratch", "keep-until");
        assertThat(run.err()).singleElement().asString().contains("this model cannot: its layer bilstm-new1");
        assertThat(out.resolve("adapted.attune")).exists();
    }

    @Test
    @Order(3)
    void adaptsToOtherLettersWithItsUpperLayersAnew() throws IOException, InterruptedException {
        Path letters = Files.writeString(
                shared.resolve("letters.txt"), " \n" + "abcdefghijklmnopqrstuvwxyz".replaceAll("(.)", "$1\n"));
        Object[] asked = {"-m", imported, "--train", train, "--alphabet", letters, "--drop-source-layers", 2};
        assertThat(String.join("\n", Program.succeeds(with("plan", asked)))).contains("layer_3", "lstm", "dense-new1");
        Path run = shared.resolve("adapted");
        Program.succeeds(with("adapt", asked, "--dev", dev, "-o", run, "--train-layers", "all", "--epochs", 2));
        assertThat(Program.succeeds("inspect", run.resolve("adapted.attune")))
                .anySatisfy(line -> assertThat(line).startsWith("labels    28, blank is 27"))
                .anySatisfy(line -> assertThat(line).startsWith("adapt"));
        assertThat(String.join(
                        "\n",
                        Program.succeeds(
                                "evaluate", "-m", imported, "-m", run.resolve("adapted.attune"), "--test", dev)))
                .contains("imported.attune", "adapted.attune");
    }

    @Test
    @Order(4)
    void takesALanguageModelAndKeepsItsBits() throws IOException, InterruptedException {
        Path model = shared.resolve("digits.lm");
        assertThat(Program.run("lm", "build", train, "-o", model).code()).isZero();
        assertThat(Program.run("lm", "tune", "-m", imported, "--lm", model, "--dev", dev, "-o", tuned)
                        .code())
                .isZero();
        assertThat(Program.succeeds("inspect", "--verify", tuned)).contains("parity    the same, bit by bit");
    }

    @Test
    @Order(5)
    void transcribesFilesAndStreamsAlike() throws IOException, InterruptedException {
        Path clip = TinySpeech.digits().get(10).clip().audio();
        for (Path model : new Path[] {imported, tuned}) {
            String whole = String.join(" ", Program.succeeds("transcribe", "-m", model, clip));
            // If nothing was recognised, a file gives an empty line, a stream none.
            assertThat(String.join(" ", Program.succeeds("transcribe", "-m", model, "--stream", "--pause", 31, clip)))
                    .isEqualTo(whole);
        }
    }

    private static Object[] with(String verb, Object[] common, Object... more) {
        Object[] all = new Object[1 + common.length + more.length];
        all[0] = verb;
        System.arraycopy(common, 0, all, 1, common.length);
        System.arraycopy(more, 0, all, 1 + common.length, more.length);
        return all;
    }
}
