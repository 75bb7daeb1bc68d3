package attune.cli;

import static attune.cli.TinyInputs.with;
import static org.assertj.core.api.Assertions.assertThat;

import attune.speech.TinySpeech;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardOptionTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path shared;

    private static String bundle;
    private static String digits;

    @TempDir
    Path folder;

    @BeforeAll
    static void prepare() throws IOException {
        TinyInputs inputs = TinyInputs.in(shared);
        bundle = inputs.bundle();
        digits = inputs.digits();
    }

    private String in(String name) {
        return folder.resolve(name).toString();
    }

    private static void refused(String said, String... command) {
        InProcess run = InProcess.run(command);
        assertThat(run.code()).isEqualTo(ExitCodes.USER_FAULT);
        assertThat(run.errLines()).singleElement().asString().contains(said);
    }

    private String[] transcribe(String... more) {
        return with(new String[] {"transcribe", "-m", bundle, digits, "--greedy"}, more);
    }

    private void parts(String[] command) {
        for (int number = 1; number <= 3; number++) {
            InProcess part = InProcess.quietly(with(command, "--shard", number + "/3", "--parts", in("parts")));
            assertThat(part.errLines()).allMatch(InProcess::isJudgement);
            assertThat(part.code()).isZero();
        }
    }

    @Test
    void whatMakesNoPartIsRefusedInOneLine() {
        refused("--shard: '4/3' is not one of", transcribe("--shard", "4/3", "--parts", in("parts")));
        refused("--shard: 'first' is not I/N", transcribe("--shard", "first", "--parts", in("parts")));
        refused("--shard 1/3: needs --parts", transcribe("--shard", "1/3"));
        refused("--parts: is for --shard", transcribe("--parts", in("parts")));
        refused("--stream: cannot be combined", transcribe("--stream", "--shard", "1/3", "--parts", in("parts")));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anotherModelOrOtherDecodingIsRefused() throws IOException {
        parts(transcribe());
        String other = TinySpeech.bundle(folder.resolve("other.attune"), 2).toString();
        refused(
                "transcribe-1-of-3.jsonl: is of another model",
                "transcribe",
                "-m",
                other,
                digits,
                "--greedy",
                "--shard",
                "1/3",
                "--parts",
                in("parts"));
        refused(
                "was made with greedy decoding, not with beam as usual",
                "transcribe",
                "-m",
                bundle,
                digits,
                "--shard",
                "1/3",
                "--parts",
                in("parts"));
    }

    @Test
    void outputGoesWhereTheMergeSaysAndNowhereElse() throws IOException {
        parts(transcribe("--format", "srt", "-o", in("typed")));
        refused("--out: is missing", "merge", in("parts"));

        assertThat(InProcess.quietly("merge", in("parts"), "-o", in("merged")).code())
                .isZero();
        InProcess.quietly(transcribe("--format", "srt", "-o", in("whole")));

        assertThat(folder.resolve("typed")).doesNotExist();
        try (Stream<Path> files = Files.list(folder.resolve("whole"))) {
            assertThat(files)
                    .hasSize(12)
                    .allSatisfy(file -> assertThat(folder.resolve("merged").resolve(file.getFileName()))
                            .hasSameBinaryContentAs(file));
        }
        refused("is already there", "merge", in("parts"), "-o", in("merged"), "--quiet");
    }

    @Test
    void whatWasPrintedIsPrinted() {
        parts(transcribe());
        refused("--out: attune transcribe printed its output", "merge", in("parts"), "-o", in("merged"));
        assertThat(InProcess.quietly("merge", in("parts")).out())
                .isEqualTo(InProcess.quietly(transcribe()).out());
    }

    /** A part may say that it is of any command. */
    @Test
    void partsOfCommandsWithoutPartsAreRefused() throws IOException {
        parts(transcribe());
        Path part = folder.resolve("parts/transcribe-1-of-3.jsonl");
        String whole = Files.readString(part);
        Files.writeString(part, whole.replaceFirst("\"arguments\":\\[[^\\]]*\\]", "\"arguments\":[\"devices\"]"));
        refused("is of a command without parts", "merge", in("parts"));
        Files.writeString(part, whole.replaceFirst("\"arguments\":\\[[^\\]]*\\]", "\"arguments\":[\"--version\"]"));
        refused("is of a command without parts", "merge", in("parts"));
    }

    @Test
    void aSweepInPartsRanksAsOne() throws IOException {
        var clips = TinySpeech.digits();
        String train = TinySpeech.manifest(folder.resolve("train.jsonl"), clips.subList(0, 8))
                .toString();
        String dev = TinySpeech.manifest(folder.resolve("dev.jsonl"), clips.subList(8, 12))
                .toString();
        String[] sweep = {
            "sweep",
            "-m",
            bundle,
            "--train",
            train,
            "--dev",
            dev,
            "--epochs",
            "1",
            "--try",
            "output",
            "--try",
            "all",
            "--seeds",
            "1,2",
            "--format",
            "json"
        };
        String[] parted = with(sweep, "-o", in("typed"));
        InProcess whole = InProcess.quietly(with(sweep, "-o", in("sweep")));
        assertThat(whole.code()).isZero();

        parts(parted);
        JsonNode expected = untimed(JSON.readTree(whole.out()), in("sweep"));
        InProcess merged = InProcess.quietly("merge", in("parts"), "-o", in("merged"));

        assertThat(merged.code()).isZero();
        assertThat(untimed(JSON.readTree(merged.out()), in("merged"))).isEqualTo(expected);
        assertThat(untimed(JSON.readTree(folder.resolve("merged/sweep.json").toFile()), in("merged")))
                .isEqualTo(expected);
        assertThat(folder.resolve("merged/adapted.attune")).exists();
        assertThat(folder.resolve("typed")).doesNotExist();
        refused(
                "--folds: cannot be combined with --shard",
                with(parted, "--folds", "2", "--shard", "1/3", "--parts", in("parts")));
    }

    /** Without the seconds that runs took and the folder that they are in. */
    private static JsonNode untimed(JsonNode sweep, String folder) throws IOException {
        sweep.get("rows").forEach(row -> ((ObjectNode) row).remove("seconds"));
        return JSON.readTree(JSON.writeValueAsString(sweep).replace(folder, "FOLDER"));
    }
}
