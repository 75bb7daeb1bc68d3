package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.speech.TinySpeech;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options that are not typed: from a configuration file, and from a file of arguments. */
class ConfigFileTest {
    @TempDir
    static Path shared;

    private static String bundle;
    private static String clip;

    @TempDir
    Path folder;

    @BeforeAll
    static void model() throws IOException {
        bundle = TinySpeech.bundle(shared.resolve("tiny.attune"), 1).toString();
        clip = TinySpeech.digits().get(0).clip().audio().toString();
    }

    private String config(String... lines) throws IOException {
        return Files.write(folder.resolve("attune.conf"), List.of(lines)).toString();
    }

    @Test
    void optionsOfAllCommandsAndOfOneAreTaken() throws IOException {
        String config = config(
                "# ours", "model = " + bundle, "epochs = 3", "", "[transcribe]", "format = json", "greedy = true");
        InProcess run = InProcess.run("transcribe", "--config", config, clip);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("{\"audio_filepath\"");
    }

    @Test
    void whatIsTypedComesFirst() throws IOException {
        String config = config("model = nowhere.attune", "[transcribe]", "format = json");
        InProcess run = InProcess.run("transcribe", "--config=" + config, "-m", bundle, "--format", "trn", clip);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).endsWith("digits/0.flac)\n");
    }

    @Test
    void aListHasALineForEachValueAndSwallowsNothing() throws IOException {
        Path one = TinySpeech.manifest(
                folder.resolve("one.jsonl"), TinySpeech.digits().subList(0, 1));
        Path two = TinySpeech.manifest(
                folder.resolve("two.jsonl"), TinySpeech.digits().subList(1, 2));
        String config = config("[evaluate]", "model = " + bundle, "test = " + one, "test = " + two);
        InProcess run = InProcess.run("evaluate", "--config", config, "--format", "json");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("\"clips\" : 2");
        assertThat(InProcess.run(
                                "transcribe",
                                "--config",
                                config("hot-words = " + folder.resolve("x")),
                                "-m",
                                bundle,
                                clip)
                        .err())
                .contains("x: no such file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[trancribe] / format = json | attune.conf:1: 'trancribe' is not a command; the nearest are transcribe",
                "epohcs = 3 | attune.conf:1: no command has an option --epohcs",
                "[transcribe] / epoch = 3 | attune.conf:2: transcribe has no option --epoch; see",
                "[transcribe] / greedy = perhaps | attune.conf:2: --greedy is 'perhaps'; write true or false",
                "[nope] | attune.conf:1: 'nope' is not a command",
                "[transcribe] / greedy = true / beam = x | attune.conf:3: Invalid value for option '--beam': 'x' is not a whole number",
                "model | attune.conf:1: 'model' has no equals sign; write NAME = VALUE",
            })
    void mistakesAreToldWithTheirLine(String lines, String message) throws IOException {
        String config = config(lines.split(" / ", -1));
        InProcess run = InProcess.run("transcribe", "--config", config, clip);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines()).singleElement().asString().contains(message);
    }

    @Test
    void aSectionComesBeforeWhatIsForAllAndMayUseAnAlias() throws IOException {
        String config = config(
                "model = " + bundle,
                "format = json",
                "greedy = true",
                "[infer]",
                "# format = srt",
                "format = trn",
                "greedy = false");
        InProcess run = InProcess.run("transcribe", "--config", config, clip);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).endsWith("digits/0.flac)\n");
    }

    @Test
    void aDefaultThatIsTrueCanBeTurnedOff() throws IOException {
        String config = config("\uFEFF[plan]", "copy-output-rows = false");
        assertThat(InProcess.run("plan", "-m", bundle, "--config", config).out())
                .contains("random weights");
        assertThat(InProcess.run("plan", "-m", bundle).out()).doesNotContain("random weights");
    }

    @Test
    void shortOptionsInOneWordAreTyped() throws IOException {
        InProcess run = InProcess.run("transcribe", "--config", config("model = nowhere"), "-qm" + bundle, clip);
        assertThat(run.code()).as(run.err()).isZero();
    }

    @Test
    void theProvenanceHasWhatTheFileSaid() throws IOException {
        Path train = TinySpeech.manifest(folder.resolve("train.jsonl"), TinySpeech.digits());
        String config = config("[adapt]", "train = " + train, "epochs = 1");
        Path run = folder.resolve("run");
        InProcess adapted = InProcess.run("adapt", "-q", "-m", bundle, "--config", config, "-o", run.toString());
        assertThat(adapted.code()).as(adapted.err()).isZero();
        assertThat(InProcess.run("inspect", run.toString()).out())
                .contains("attune adapt -q -m " + bundle, "--train=" + train + " --epochs=1");
    }

    @Test
    void aMissingFileIsToldOf() {
        InProcess run = InProcess.run("transcribe", "--config", "nowhere.conf", clip);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .contains("--config: nowhere.conf: no such file; check the path");
    }

    @Test
    void wordsComeFromAFile() throws IOException {
        Path words = Files.writeString(folder.resolve("words.txt"), "transcribe -m " + bundle + "\n--format json\n");
        InProcess run = InProcess.run("@" + words, clip);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("{\"audio_filepath\"");
        assertThat(InProcess.run("@" + words, "--beam-widht", "3", clip).err()).contains("unknown option --beam-widht");
        assertThat(InProcess.run("@nowhere.txt", clip).err()).contains("@nowhere.txt: no such file of arguments");
    }

    @Test
    void aFileOfWordsThatCannotBeReadComesBeforeOtherComplaints() throws IOException {
        assertThat(InProcess.run("transcribe", "-q", "@nope.txt").errLines())
                .singleElement()
                .asString()
                .contains("@nope.txt: no such file of arguments; check the path");
        Path words = folder.resolve("words.txt");
        Files.writeString(words, "--greedy @" + words);
        assertThat(InProcess.run("transcribe", "@" + words).err())
                .contains("@" + words + ": is a file", "names itself");
        Files.writeString(words, "--greedy @nope.txt");
        assertThat(InProcess.run("transcribe", "@" + words).err()).contains("@nope.txt: no such file of arguments");
    }
}
