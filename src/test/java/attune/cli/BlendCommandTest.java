package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.bundle.ProvenanceStep;
import attune.corpus.Utterance;
import attune.runs.SourceDigest;
import attune.speech.SpeechModel;
import attune.speech.TinySpeech;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code attune blend} between an untrained source and what a few epochs made of it. */
class BlendCommandTest {
    @TempDir
    static Path shared;

    private static String source;
    private static String adapted;
    private static String dev;
    private static String sourceDev;

    @BeforeAll
    static void adapt() throws IOException {
        source = TinySpeech.bundle(shared.resolve("source.attune"), 1).toString();
        List<Utterance> digits = TinySpeech.digits();
        dev = TinySpeech.manifest(shared.resolve("dev.jsonl"), digits.subList(0, 6))
                .toString();
        sourceDev = TinySpeech.manifest(shared.resolve("source-dev.jsonl"), digits.subList(6, 12))
                .toString();
        adapted = shared.resolve("run").toString();
        assertThat(InProcess.quietly(
                                "adapt", "-m", source, "--train", dev, "--dev", dev, "-o", adapted, "--epochs", "5")
                        .code())
                .isZero();
    }

    private static InProcess blend(String... more) {
        return InProcess.quietly(Stream.concat(Stream.of("blend", source, adapted, "--dev", dev), Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void theCurveIsATableWithTheChoiceBelow() {
        InProcess run = blend("--source-dev", sourceDev, "--steps", "4");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.outLines()).hasSize(8);
        assertThat(run.outLines().get(0)).contains("adapted", "dev WER", "interval", "source");
        assertThat(run.outLines().get(2)).startsWith(" 25.0 %");
        assertThat(run.outLines()).filteredOn(line -> line.endsWith("*")).hasSize(1);
        assertThat(run.outLines().get(7)).startsWith("chosen: ").contains("not significantly worse on dev");
        assertThat(run.out()).doesNotContain("only the adapted model has");
        assertThat(run.outLines().subList(0, 6))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void theChoiceIsWrittenWithWhereItComesFrom() throws IOException {
        Path out = shared.resolve("blended.attune");
        InProcess run = blend("--steps", "2", "-o", out.toString(), "--format", "json");
        assertThat(run.code()).isZero();
        JsonNode result = new ObjectMapper().readTree(run.out());
        assertThat(result.get("points")).hasSize(3);
        assertThat(result.get("points").get(0).has("source")).isFalse();
        assertThat(result.get("chosen")).isEqualTo(result.get("best"));
        ProvenanceStep step = SpeechModel.open(out).metadata().provenance().get(1);
        assertThat(step.what()).isEqualTo("blend");
        assertThat(step.parentSha256()).isEqualTo(SourceDigest.of(Path.of(adapted, "adapted.attune")));
        assertThat(step.results()).containsEntry("source sha256", SourceDigest.of(Path.of(source)));
        assertThat(blend("--steps", "2", "-o", out.toString()).err()).contains("already exists");
    }

    @Test
    void whatWasMeasuredIsShownThoughTheMixtureCannotBeWritten() {
        InProcess run = blend("--steps", "1", "-o", "/proc/blended.attune");
        assertThat(run.code()).isNotZero();
        assertThat(run.outLines()).anyMatch(line -> line.startsWith("chosen: "));
        assertThat(run.err()).contains("/proc/blended.attune");
    }

    @Test
    void modelsThatAreNotRelatedAreToldOf() throws IOException {
        String stranger =
                TinySpeech.bundle(shared.resolve("stranger.attune"), 9).toString();
        InProcess run = InProcess.quietly("blend", stranger, adapted, "--dev", dev, "--steps", "1");
        assertThat(run.err()).contains("does not say that it was adapted from " + stranger);
        assertThat(InProcess.quietly("blend", source, adapted, "--dev", dev, "--steps", "0")
                        .err())
                .contains("--steps: must be from 1 to 100: 0");
    }
}
