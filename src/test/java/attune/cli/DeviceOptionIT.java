package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import attune.corpus.Utterance;
import attune.speech.TinySpeech;
import attune.vision.DrawnShapes;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged program on {@code --device torch-cpu} beside {@code cpu}: the shipped model adapted to spoken digits, a small one to shapes. */
class DeviceOptionIT {
    private static final Path SOURCE = Path.of("models/source-en/source-en.attune");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private Path pictures;
    private Path source;
    private Path train;
    private Path dev;

    @BeforeEach
    void clips() throws Exception {
        requireLibtorch();
        pictures = DrawnShapes.folder(folder.resolve("pictures"), 1, 6, 9, 6);
        source = DrawnShapes.bundle(folder.resolve("pictures.attune"), 3);
        List<Utterance> digits = TinySpeech.digits();
        train = TinySpeech.manifest(folder.resolve("train.jsonl"), digits.subList(0, 9));
        dev = TinySpeech.manifest(folder.resolve("dev.jsonl"), digits.subList(9, 12));
    }

    @Test
    void learnsAndHearsAsOnTheCpu() throws Exception {
        List<JsonNode> cpu = adapt("cpu");
        List<JsonNode> torch = adapt("torch-cpu");
        requireLosses(torch, cpu, 1e-4);
        for (int i = 0; i < cpu.size(); i++) {
            assertThat(torch.get(i).at("/score/value")).isEqualTo(cpu.get(i).at("/score/value"));
        }
        requireLosses(adapt("torch-cpu-bf16"), cpu, 0.02);
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "new"})
    void seesAsOnTheCpu(String trainLayers) throws Exception {
        requireLosses(adaptToPictures("torch-cpu", trainLayers), adaptToPictures("cpu", trainLayers), 1e-4);
        Path run = folder.resolve("torch-cpu");
        Object[] evaluate = {"image", "evaluate", "-m", run, "--test", pictures, "--device"};
        assertThat(Program.succeeds(Program.with(evaluate, "torch-cpu")))
                .isEqualTo(Program.succeeds(Program.with(evaluate, "cpu")));
    }

    private static void requireLosses(List<JsonNode> epochs, List<JsonNode> expected, double relative) {
        assertThat(epochs).hasSameSizeAs(expected).hasSizeGreaterThan(2);
        for (int i = 0; i < expected.size(); i++) {
            double loss = expected.get(i).path("loss").asDouble();
            assertThat(epochs.get(i).path("loss").asDouble()).isCloseTo(loss, within(relative * loss));
        }
    }

    /** Scores and losses of each epoch, from the log of a run whose plan names the device, unless it is the CPU. */
    private List<JsonNode> adapt(String device) throws Exception {
        return epochs(device, "adapt", "-m", SOURCE, "--train", train, "--dev", dev, "--no-lm", "--epochs", 2);
    }

    private List<JsonNode> adaptToPictures(String device, String trainLayers) throws Exception {
        return epochs(
                device,
                "image",
                "adapt",
                "-m",
                source,
                "--train",
                pictures,
                "--insert",
                "dense:8:relu",
                "--train-layers",
                trainLayers,
                "--epochs",
                3);
    }

    private List<JsonNode> epochs(String device, Object... command) throws Exception {
        Path run = folder.resolve(device);
        Program.succeeds(Program.with(command, "--device", device, "-o", run));
        if (!device.equals("cpu")) {
            JsonNode plan = JSON.readTree(run.resolve("plan.json").toFile());
            assertThat(plan.at("/computedOn/kernel").asText()).isEqualTo(device);
        }
        try (Stream<String> lines = Files.lines(run.resolve("log.jsonl"))) {
            return lines.map(DeviceOptionIT::tree)
                    .filter(line -> line.has("epoch"))
                    .toList();
        }
    }

    private static JsonNode tree(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    /** Skips where the build has no native libtorch, see -Ptorch-cpu; fails where nothing may skip. */
    private static void requireLibtorch() throws Exception {
        if (Program.succeeds("devices").stream().anyMatch(line -> line.startsWith("libtorch: not in this build"))) {
            String why = "skipped: this build has no libtorch; build with -Ptorch-cpu";
            assertThat(Boolean.getBoolean("attune.allTools")).as(why).isFalse();
            System.out.println(why);
            abort(why);
        }
    }
}
