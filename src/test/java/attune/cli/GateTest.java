package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.corpus.Utterance;
import attune.runs.AgainstSource;
import attune.runs.JsonFile;
import attune.runs.RunOutcome;
import attune.speech.TinySpeech;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run says of itself when it has not made its source better, or has. */
class GateTest {
    private String source;
    private String train;
    private String dev;

    @TempDir
    Path folder;

    @BeforeEach
    void prepare() throws IOException {
        source = TinySpeech.bundle(folder.resolve("source.attune"), 1).toString();
        List<Utterance> digits = TinySpeech.digits();
        train = TinySpeech.manifest(folder.resolve("train.jsonl"), digits).toString();
        dev = TinySpeech.manifest(folder.resolve("dev.jsonl"), digits.subList(8, 12))
                .toString();
    }

    private InProcess adapt(String out, String... more) {
        List<String> words = new ArrayList<>(List.of("adapt", "-m", source, "--train", train));
        words.addAll(List.of("-o", folder.resolve(out).toString()));
        words.addAll(List.of(more));
        return InProcess.quietly(words.toArray(String[]::new));
    }

    private AgainstSource against(String run) throws IOException {
        return Objects.requireNonNull(
                JsonFile.read(folder.resolve(run).resolve(RunOutcome.FILE), "an outcome", "-", RunOutcome.class)
                        .againstSource());
    }

    @Test
    void aRunThatProvesNothingSaysSoAndFailsAtTheGate() throws IOException {
        InProcess run = adapt("few", "--dev", dev, "--epochs", "1", "--gate");
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.outLines()).singleElement().asString().endsWith("adapted.attune");
        assertThat(run.err())
                .contains(
                        "on dev the adapted model is not significantly better than its source: WER ",
                        "Likely reasons, the likeliest first: ",
                        "minutes of speech are little to learn from")
                .endsWith("--gate: the adapted model is not significantly better than its source on dev\n");
        AgainstSource against = against("few");
        assertThat(against.examples()).isEqualTo(4);
        assertThat(against.better()).isFalse();
        assertThat(against.reasons()).hasSizeGreaterThan(1);
        assertThat(adapt("few", "--dev", dev, "--resume").code())
                .as("without the gate")
                .isZero();
    }

    /** An untrained source gets every letter wrong, and twelve words are soon known by heart. */
    @Test
    void aRunThatLearnsPassesTheGate() throws IOException {
        InProcess run = adapt(
                "learnt", "--dev", train, "--epochs", "60", "--learning-rate", "0.01", "--augment", "none", "--gate");
        assertThat(run.err()).doesNotContain("not significantly better").doesNotContain("--gate");
        assertThat(run.code()).isZero();
        assertThat(against("learnt").better()).isTrue();
        assertThat(against("learnt").reasons()).isEmpty();
    }
}
