package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.corpus.Utterance;
import attune.speech.TinySpeech;
import attune.vision.DrawnShapes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Learning curves and cross-validations at the command line. */
class SweepPartsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path shared;

    private static String bundle;
    private static String manifest;
    private static String heldOut;

    @TempDir
    Path folder;

    @BeforeAll
    static void prepare() throws IOException {
        bundle = TinySpeech.bundle(shared.resolve("source.attune"), 1).toString();
        List<Utterance> digits = TinySpeech.digits();
        manifest = TinySpeech.manifest(shared.resolve("digits.jsonl"), digits.subList(0, 8))
                .toString();
        heldOut = TinySpeech.manifest(shared.resolve("held-out.jsonl"), digits.subList(8, 12))
                .toString();
    }

    private String out() {
        return folder.resolve("out").toString();
    }

    private String[] sweep(String... more) {
        return more(
                new String[] {
                    "sweep", "-m", bundle, "--train", manifest, "-o", out(), "--epochs", "1", "--try", "output"
                },
                more);
    }

    private static String[] more(String[] arguments, String... more) {
        return Stream.of(arguments, more).flatMap(Stream::of).toArray(String[]::new);
    }

    private static InProcess succeeds(String... arguments) {
        InProcess run = InProcess.quietly(arguments);
        assertThat(run.errLines()).allMatch(InProcess::isJudgement);
        assertThat(run.code()).isZero();
        return run;
    }

    private static String refused(String... arguments) {
        InProcess run = InProcess.run(arguments);
        assertThat(run.code()).isEqualTo(ExitCodes.USER_FAULT);
        assertThat(run.errLines()).hasSize(1);
        return run.errLines().get(0);
    }

    @Test
    void aLearningCurveIsATableWithALineForEachAmount() throws IOException {
        String[] curve = sweep("--try", "all", "--dev", heldOut, "--test", heldOut, "--minutes", "0.02,0.05");
        List<String> lines = succeeds(curve).outLines();
        assertThat(lines.get(0)).startsWith("minutes  try").contains("dev WER", "test WER", "steps", "seconds");
        assertThat(lines.subList(1, 5))
                .satisfiesExactly(
                        line -> assertThat(line).containsPattern("^ *0\\.02  output "),
                        line -> assertThat(line).containsPattern("^ *0\\.02  all "),
                        line -> assertThat(line).containsPattern("^ *0\\.05  output "),
                        line -> assertThat(line).containsPattern("^ *0\\.05  all "));
        assertThat(lines.get(5)).isEqualTo("dev: 4 clips, 4 words, decoded greedily");
        assertThat(lines.get(6))
                .startsWith("with 0.02 minutes: ")
                .endsWith(" (" + Path.of(out(), "minutes-0.02", "adapted.attune") + ")");
        assertThat(lines.get(7)).startsWith("with 0.05 minutes: ");
        assertThat(lines).hasSize(8);

        JsonNode json = JSON.readTree(
                succeeds(more(curve, "--resume", "--format", "json")).out());
        assertThat(json.get("points")).hasSize(4);
        assertThat(json.at("/points/2/minutes").asDouble()).isEqualTo(0.05);
        assertThat(json.at("/points/0/dev").fieldNames())
                .toIterable()
                .containsExactly("runs", "clips", "words", "wer", "werLow", "werHigh", "cer");
        assertThat(json.get("choices")).hasSize(2);
    }

    @Test
    void aCrossValidationEndsWithWhatToType() throws IOException {
        String[] validation = sweep("--try", "new,insert=dense:9:relu,epochs=2", "--folds", "2");
        List<String> lines = succeeds(validation).outLines();
        assertThat(lines.get(0)).startsWith("try").contains("unseen WER", "against best", "Holm p");
        assertThat(lines.get(1)).startsWith("output ");
        assertThat(lines.get(2)).startsWith("new,insert=dense:9:relu,epochs=2 ");
        assertThat(lines.get(3))
                .isEqualTo("unseen: 8 clips, 8 words, decoded greedily, in 2 folds; steps and seconds for one run");
        String last = lines.get(lines.size() - 1);
        assertThat(last).startsWith("to adapt so with all of the data: attune adapt -m ");
        String typed = last.substring(last.indexOf(": attune ") + 9);
        succeeds(typed.split(" "));
        assertThat(Path.of(out() + "-adapted", "adapted.attune")).exists();

        JsonNode json = JSON.readTree(
                succeeds(more(validation, "--resume", "--format", "json")).out());
        assertThat(json.get("folds").asInt()).isEqualTo(2);
        assertThat(json.at("/rows/0/heldOut/clips").asInt()).isEqualTo(8);
    }

    @Test
    void picturesCrossValidateToo() throws IOException {
        String source = DrawnShapes.bundle(folder.resolve("source.attune"), 3).toString();
        String train = DrawnShapes.folder(folder.resolve("train"), 1, 6, 7, 8).toString();
        String[] validation = {
            "image",
            "sweep",
            "-m",
            source,
            "--train",
            train,
            "-o",
            out(),
            "--epochs",
            "1",
            "--try",
            "output",
            "--folds",
            "3"
        };
        List<String> lines = succeeds(validation).outLines();
        assertThat(lines.get(0)).contains("unseen error");
        assertThat(lines.get(2)).startsWith("unseen: 21 pictures, in 3 folds");
        assertThat(lines.get(4)).contains("attune image adapt -m ").contains(" --train-layers output -o ");
        assertThat(Path.of(out(), "fold-3", "output", "seed-1", "adapted.attune"))
                .exists();
    }

    @Test
    void moreFoldsThanPicturesOfAClassAreRefused() throws IOException {
        String source = DrawnShapes.bundle(folder.resolve("source.attune"), 3).toString();
        String train = DrawnShapes.folder(folder.resolve("train"), 1, 6, 7, 3).toString();
        assertThat(refused("image", "sweep", "-m", source, "--train", train, "-o", out(), "--folds", "4"))
                .contains("--folds 4: class red-disc has 3 readable pictures");
    }

    @Test
    void amountsAndFoldsThatCannotBeAreRefused() {
        assertThat(refused(sweep("--minutes", "1,2", "--folds", "2"))).contains("--minutes: contradicts --folds");
        assertThat(refused(sweep("--minutes", "0"))).contains("--minutes 0.0: an amount must be more than 0");
        assertThat(refused(sweep("--minutes", "-1"))).contains("--minutes -1.0");
        assertThat(refused(sweep("--minutes", "1,1"))).contains("--minutes: gives an amount twice");
        assertThat(refused(sweep("--minutes", "0.01,90")))
                .contains(manifest + ": has 0.", "90.0 asked for", "ask for at most");
        assertThat(refused(sweep("--folds", "1"))).contains("--folds 1: cross-validation needs at least 2 folds");
        assertThat(refused(sweep("--folds", "9"))).contains("--folds 9", "8 different texts");
        assertThat(refused(sweep("--folds", "2", "--test", heldOut))).contains("--test: cannot be used with --folds");
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
