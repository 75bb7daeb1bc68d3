package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.speech.BundleEdits;
import attune.vision.DrawnShapes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged program on pictures. */
class ImageCommandLineIT {
    @TempDir
    static Path shared;

    private static Path source;
    private static Path train;

    @BeforeAll
    static void draw() throws IOException {
        source = DrawnShapes.bundle(shared.resolve("source.attune"), 3);
        train = DrawnShapes.folder(shared.resolve("train"), 1, 6, 9, 6);
    }

    /** Once on a cached trunk, once with statistics that change without learning and so must be in the checkpoint. */
    @ParameterizedTest
    @ValueSource(strings = {"keep", "update"})
    void aKilledRunIsResumedToTheSameWeights(String batchNorm) throws Exception {
        Path whole = shared.resolve("whole-" + batchNorm);
        Path broken = shared.resolve("broken-" + batchNorm);
        Object[] common = {
            "image",
            "adapt",
            "-m",
            source,
            "--train",
            train,
            "--insert",
            "dense:8:relu",
            "--train-layers",
            "new",
            "--batch-norm",
            batchNorm,
            "--epochs",
            60,
            "--patience",
            0,
            "-o"
        };
        Program.succeeds(Program.with(common, whole));
        Program.kill(Program.with(common, broken), broken.resolve("checkpoints/last.checkpoint"));
        assertThat(broken.resolve("adapted.attune")).doesNotExist();
        assertThat(broken.resolve("outcome.json")).doesNotExist();
        Program.succeeds(Program.with(common, broken, "--resume"));
        assertThat(BundleEdits.entry(broken.resolve("adapted.attune"), "weights.safetensors"))
                .isEqualTo(BundleEdits.entry(whole.resolve("adapted.attune"), "weights.safetensors"));
        JsonNode expected = outcome(whole);
        JsonNode actual = outcome(broken);
        // Not the counts: a kill between an epoch's checkpoint and its line in the log loses the line.
        for (String field : List.of("bestEpoch", "bestScore")) {
            assertThat(actual.get(field)).as(field).isEqualTo(expected.get(field));
        }
    }

    private static JsonNode outcome(Path run) throws IOException {
        return new ObjectMapper().readTree(run.resolve("outcome.json").toFile());
    }
}
