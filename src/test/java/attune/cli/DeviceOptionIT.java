package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import attune.corpus.Utterance;
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

/** The packaged program on {@code --device torch-cpu} beside {@code cpu}: the shipped model adapted to spoken digits. */
class DeviceOptionIT {
    private static final Path SOURCE = Path.of("models/source-en/source-en.attune");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private Path train;
    private Path dev;

    @BeforeEach
    void clips() throws Exception {
        requireLibtorch();
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

    private static void requireLosses(List<JsonNode> epochs, List<JsonNode> expected, double relative) {
        assertThat(epochs).hasSameSizeAs(expected).hasSizeGreaterThan(2);
        for (int i = 0; i < expected.size(); i++) {
            double loss = expected.get(i).path("loss").asDouble();
            assertThat(epochs.get(i).path("loss").asDouble()).isCloseTo(loss, within(relative * loss));
        }
    }

    /** Scores and losses of each epoch, from the log of a run whose plan names the device, unless it is the CPU. */
    private List<JsonNode> adapt(String device) throws Exception {
        Path run = folder.resolve(device);
        Program.succeeds(
                "adapt",
                "-m",
                SOURCE,
                "--train",
                train,
                "--dev",
                dev,
                "--no-lm",
                "--epochs",
                2,
                "--device",
                device,
                "-o",
                run);
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
