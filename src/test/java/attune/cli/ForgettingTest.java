package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.corpus.Utterance;
import attune.speech.TinyLanguage;
import attune.speech.TinySpeech;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code attune probe}, and {@code adapt --replay}, on the command line. */
class ForgettingTest {
    @TempDir
    Path folder;

    private String source;
    private String train;
    private String old;

    @BeforeEach
    void prepare() throws IOException {
        source = TinySpeech.bundle(folder.resolve("source.attune"), 1).toString();
        List<Utterance> digits = TinySpeech.digits();
        train = TinySpeech.manifest(folder.resolve("train.jsonl"), digits.subList(0, 8))
                .toString();
        old = TinySpeech.manifest(folder.resolve("old.jsonl"), digits.subList(8, 12))
                .toString();
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void aSourceWithAProbeMakesItsAdaptedModelsTellWhatTheyForget() throws IOException {
        InProcess made = InProcess.quietly("probe", "-m", source, "--dev", old, "-o", at("probed.attune"));
        assertThat(made.err()).isEmpty();
        assertThat(made.outLines())
                .singleElement()
                .asString()
                .startsWith(at("probed.attune") + ": a probe of 4 clips, 4 words: WER ")
                .endsWith(" % (greedy)");
        assertThat(InProcess.quietly("inspect", at("probed.attune")).out())
                .contains("probe     4 clips of the source's domain");
        assertThat(InProcess.quietly("inspect", source).out()).doesNotContain("probe");
        String run = at("run");
        InProcess adapted = InProcess.run(
                "adapt", "-m", at("probed.attune"), "--train", train, "-o", run, "--epochs", "2", "--no-lm");
        assertThat(adapted.err()).contains("on the probe of the source's own domain: WER ");
        InProcess shown =
                InProcess.quietly("evaluate", "-m", at("probed.attune"), "-m", run, "--test", old, "--format", "json");
        JsonNode rows = new ObjectMapper().readTree(shown.out());
        assertThat(rows.get(0).has("probe")).isFalse();
        assertThat(rows.get(1).at("/probe/examples").asInt()).isEqualTo(4);
        assertThat(rows.get(1).at("/probe/rates/1/name").asText()).isEqualTo("CER");
    }

    @Test
    void anotherLanguageModelForgetsNothing() throws IOException {
        InProcess.quietly("probe", "-m", source, "--dev", old, "-o", at("probed.attune"));
        TinyLanguage.digits(folder);
        InProcess tuned = InProcess.quietly(
                "lm",
                "tune",
                "-m",
                at("probed.attune"),
                "--lm",
                at(TinyLanguage.FILE),
                "--dev",
                old,
                "-o",
                at("tuned.attune"));
        assertThat(tuned.code()).isZero();
        assertThat(InProcess.quietly("evaluate", "-m", at("tuned.attune"), "--test", old)
                        .out())
                .contains("tuned.attune")
                .doesNotContain("probe");
    }

    /** Zero to seven have no g. */
    @Test
    void aModelThatCannotWriteTheProbesTextsDoesNotKeepIt() throws IOException {
        InProcess.quietly("probe", "-m", source, "--dev", old, "-o", at("probed.attune"));
        Path letters = Files.writeString(folder.resolve("letters.txt"), String.join("\n", " efhinorstuvwxz".split("")));
        String run = at("run");
        InProcess adapted = InProcess.run(
                "adapt",
                "-m",
                at("probed.attune"),
                "--train",
                train,
                "-o",
                run,
                "--epochs",
                "1",
                "--no-lm",
                "--alphabet",
                letters.toString());
        assertThat(adapted.code()).isZero();
        assertThat(adapted.err()).contains("on dev ").doesNotContain("on the probe");
        assertThat(InProcess.quietly("inspect", run).out()).doesNotContain("clips of the source's domain");
    }

    @Test
    void everyFifthStepIsReplayedUnlessTheShareIsGiven() throws IOException {
        for (String share : List.of("", "50")) {
            String run = at("run" + share);
            Stream<String> words = Stream.of(
                    "adapt", "-m", source, "--train", train, "-o", run, "--epochs", "1", "--no-lm", "--replay", old);
            Stream<String> more = share.isEmpty() ? Stream.of() : Stream.of("--replay-share", share);
            assertThat(InProcess.quietly(Stream.concat(words, more).toArray(String[]::new))
                            .code())
                    .isZero();
            assertThat(Path.of(run, "plan.json"))
                    .content()
                    .contains("\"replayShare\" : " + (share.isEmpty() ? "0.2" : "0.5"));
        }
    }

    @Test
    void aShareOfNothingOrOutOfRangeIsRefused() {
        List<String> words = List.of("adapt", "-m", source, "--train", train, "-o", at("run"), "--replay-share");
        assertThat(refused(words, "20")).contains("--replay-share: has no effect without --replay");
        assertThat(refused(words, "120", "--replay", old))
                .contains("--replay-share: must be above 0 and below 100 %, not '120.0'");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    private static String refused(List<String> words, String... more) {
        InProcess run =
                InProcess.quietly(Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new));
        assertThat(run.code()).isEqualTo(2);
        return run.err();
    }
}
