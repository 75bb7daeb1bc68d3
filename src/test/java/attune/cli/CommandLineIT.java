package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import attune.corpus.Utterance;
import attune.speech.BundleEdits;
import attune.speech.TinySpeech;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged program as users start it: arguments in; standard output, standard error, exit code and files out.
 * Whatever needs no process is in {@link CommandsTest} and {@link WrongInputTest}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandLineIT {
    @TempDir
    static Path shared;

    private static List<Utterance> digits;
    private static Path train;
    private static Path dev;
    private static Path source;

    @BeforeAll
    static void manifests() throws IOException {
        digits = TinySpeech.digits();
        train = TinySpeech.manifest(shared.resolve("train.jsonl"), digits.subList(0, 9));
        dev = TinySpeech.manifest(shared.resolve("dev.jsonl"), digits.subList(9, 12));
        source = shared.resolve("source/model.attune");
    }

    @Test
    @Order(1)
    void theJarKnowsItsVersion() throws Exception {
        assertThat(Program.succeeds("--version")).singleElement().asString().matches("attune \\d+\\.\\d+\\.\\d+");
    }

    @Test
    @Order(1)
    void tellsThatItsOutputIsLost() throws Exception {
        assertThat(lost("adapt", "--help")).hasSize(1);
        Path model = TinySpeech.bundle(shared.resolve("untrained.attune"), 1);
        Path poem = Files.writeString(shared.resolve("poem.wav"), "the sea is calm tonight");
        assertThat(lost("transcribe", "-m", model, poem, TinySpeech.CORPUS.resolve("clips/hello.flac")))
                .as("a file that is no sound is told of, too")
                .hasSize(2);
    }

    /** What a command says if its output cannot be written. */
    private static List<String> lost(Object... command) throws Exception {
        Path full = Path.of("/dev/full");
        assumeThat(full).as("a device that is always full").exists();
        Process process = Program.of(command).redirectOutput(full.toFile()).start();
        List<String> said = process.errorReader().lines().toList();
        assertThat(said).last().asString().startsWith("attune: standard output is full");
        assertThat(process.waitFor()).isEqualTo(2);
        return said;
    }

    /** As a person at a microphone stops it: an utterance that no pause has ended yet is written all the same. */
    @Test
    @Order(1)
    @Timeout(60)
    void anInterruptedStreamIsWrittenToItsEnd() throws Exception {
        assumeThat(Path.of("/bin/kill")).as("sends signals").exists();
        Path live = shared.resolve("live.attune");
        TinySpeech.streaming(2, 4).write(live);
        ProcessBuilder program = Program.of(
                "transcribe", "-m", live, "--format", "json", "--pause", 31, "--stream", "--raw", 16_000, "-");
        // A process that a shell starts with & ignores Ctrl-C, and so would its children.
        program.command().addAll(0, List.of("env", "--default-signal=INT"));
        Process process = program.start();
        byte[] noise = new byte[32_000];
        new Random(1).nextBytes(noise);
        process.getOutputStream().write(noise);
        process.getOutputStream().flush();
        try (BufferedReader written = process.inputReader()) {
            assertThat(written.readLine()).startsWith("{\"partial\"");
            new ProcessBuilder("/bin/kill", "-INT", Long.toString(process.pid())).start();
            soundGoesOn(process);
            assertThat(written.lines()).last().asString().contains("\"words\"");
        }
        assertThat(process.waitFor()).isZero();
    }

    private static void soundGoesOn(Process process) throws InterruptedException {
        try {
            while (process.isAlive()) {
                process.getOutputStream().write(new byte[3_200]);
                process.getOutputStream().flush();
                Thread.sleep(20);
            }
        } catch (IOException ended) {
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    @Order(2)
    void pretrainsFromNothing() throws Exception {
        assertThat(Program.succeeds(
                        "pretrain",
                        "--train",
                        train,
                        "--dev",
                        dev,
                        "-o",
                        shared.resolve("source"),
                        "--epochs",
                        2,
                        "--layers",
                        1,
                        "--units",
                        8))
                .containsExactly(source.toString());
        assertThat(source).exists();
    }

    @Test
    @Order(3)
    void adaptsAndCompares() throws Exception {
        Path run = shared.resolve("adapted");
        List<String> out = Program.succeeds(
                "adapt",
                "-m",
                source,
                "--train",
                train,
                "--dev",
                dev,
                "--test",
                dev,
                "-o",
                run,
                "--epochs",
                2,
                "--insert",
                "bilstm:6",
                "--insert",
                "dense:8:relu",
                "--train-layers",
                "new");
        assertThat(out)
                .hasSize(5)
                .first()
                .isEqualTo(run.resolve("adapted.attune").toString());
        assertThat(run.resolve("layers.txt")).content().contains("frozen", "bilstm", "dense");
        assertThat(Files.readAllLines(run.resolve("log.jsonl")))
                .hasSize(3)
                .first()
                .asString()
                .startsWith("{\"epoch\":0,");
        assertThat(run.resolve("dev.jsonl")).exists();
        assertThat(Program.succeeds("transcribe", "-m", run, "--greedy", dev))
                .isEqualTo(Program.succeeds("transcribe", "-m", run.resolve("adapted.attune"), "--greedy", dev));
    }

    @Test
    @Order(3)
    @Timeout(120)
    void aStoppedRunSaysWhatIsKeptAndCanBeFinished() throws Exception {
        Path run = shared.resolve("stopped");
        Object[] adapt = {"adapt", "-m", source, "--train", train, "--dev", dev, "-o", run, "--epochs", 100_000};
        Path err = shared.resolve("stopped.txt");
        Process process = Program.of(adapt).redirectError(err.toFile()).start();
        Path log = run.resolve("log.jsonl");
        while (!Files.exists(log) || Files.readAllLines(log).size() < 4) {
            assertThat(process.isAlive()).as("ended before it could be stopped").isTrue();
            Thread.sleep(20);
        }
        process.destroy(); // SIGTERM
        assertThat(process.waitFor()).isEqualTo(ExitCodes.INTERRUPTED);
        List<String> said = Files.readAllLines(err);
        assertThat(said)
                .filteredOn(line -> line.startsWith("attune: "))
                .satisfiesExactly(
                        line -> assertThat(line).contains("stopping at the next step"),
                        line -> assertThat(line)
                                .contains(
                                        "stopped in epoch", "kept in " + run, "and --resume, or", "--resume --finish"));
        assertThat(said)
                .anySatisfy(line -> assertThat(line).matches("epoch 0, the source model: dev WER .*\\(greedy\\)"));
        assertThat(said).anySatisfy(line -> assertThat(line).matches("epoch 2/100000: loss .* left"));
        assertThat(Program.run("transcribe", "-m", run, dev).err())
                .singleElement()
                .asString()
                .contains("is not finished; go on with --resume");
        assertThat(Program.succeeds(Program.with(adapt, "--resume", "--finish")))
                .containsExactly(run.resolve("adapted.attune").toString());
        assertThat(run.resolve("outcome.json")).exists();
        assertThat(Program.succeeds("transcribe", "-m", run, dev)).hasSize(3);
    }

    /** As with {@code | head -1}. */
    @Test
    @Order(3)
    void aReaderThatHasEnoughIsNoFault() throws Exception {
        Process process =
                Program.of("transcribe", "-m", source, "--format", "json", dev).start();
        process.getInputStream().close();
        assertThat(process.errorReader().lines()).isEmpty();
        assertThat(process.waitFor()).isEqualTo(ExitCodes.READER_GONE);

        Process help = Program.of("adapt", "--help", "--all").start();
        help.getInputStream().close();
        assertThat(help.errorReader().lines()).isEmpty();
        assertThat(help.waitFor()).isEqualTo(ExitCodes.READER_GONE);
    }

    @Test
    @Order(4)
    void transcribesWhatItCanAndSaysWhatItCannot() throws Exception {
        Path bad = Files.writeString(shared.resolve("bad.wav"), "not sound");
        Path good = digits.get(3).clip().audio();
        Program run = Program.run("transcribe", "-m", source, "--format", "json", bad, good);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).hasSize(2).allSatisfy(line -> assertThat(line).startsWith("attune: "));
        JsonNode line = new ObjectMapper().readTree(run.out().get(0));
        assertThat(line.get("audio_filepath").asText()).isEqualTo(good.toString());
        assertThat(run.out()).hasSize(1);
    }

    @Test
    @Order(5)
    void evaluatesAsJson() throws Exception {
        String json = String.join("\n", Program.succeeds("evaluate", "-m", source, "--test", dev, "--format", "json"));
        assertThat(new ObjectMapper().readTree(json).get(0).get("clips").asInt())
                .isEqualTo(3);
    }

    @Test
    @Order(6)
    void inspectsInPlainCharactersWhateverTheLocale() throws Exception {
        assertThat(Program.succeeds("inspect", source))
                .anySatisfy(line -> assertThat(line).contains("pretrain"));
    }

    @Test
    @Order(7)
    void wrongInputIsOneLineAndCodeTwo() throws Exception {
        Path manifest = Files.writeString(
                shared.resolve("accents.jsonl"),
                "{\"audio_filepath\": \"%s\", \"duration\": 0.87, \"text\": \"zéro\"}\n"
                        .formatted(digits.get(0).clip().audio()));
        Path out = shared.resolve("never");
        Program run = Program.run("adapt", "-m", source, "--train", manifest, "--dev", dev, "-o", out);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).singleElement().asString().contains("accents.jsonl:1", "\"é\" (U+00E9)");
        assertThat(out).doesNotExist();
    }

    @Test
    @Order(9)
    void aLanguageModelIsBuiltTunedStoredAndUsed() throws Exception {
        Path model = shared.resolve("digits.lm");
        Path tuned = shared.resolve("tuned.attune");
        assertThat(Program.run("lm", "build", train, "-o", model).code()).isZero();
        Program tuning = Program.run("lm", "tune", "-m", source, "--lm", model, "--dev", dev, "-o", tuned);
        assertThat(tuning.code()).isZero();
        assertThat(tuning.out()).anySatisfy(line -> assertThat(line).startsWith("with the language model"));
        List<String> usual = Program.succeeds("transcribe", "-m", tuned, dev);
        assertThat(Program.succeeds("transcribe", "-m", tuned, "--lm", model, dev))
                .isEqualTo(usual);
        assertThat(Program.succeeds("transcribe", "-m", tuned, "--greedy", dev))
                .isEqualTo(Program.succeeds("transcribe", "-m", source, dev));
    }

    @Test
    @Order(8)
    void aKilledRunIsResumedToTheSameWeights() throws Exception {
        Path whole = shared.resolve("whole");
        Path broken = shared.resolve("broken");
        Object[] common = {
            "pretrain",
            "--train",
            train,
            "--dev",
            dev,
            "--epochs",
            60,
            "--layers",
            1,
            "--units",
            8,
            "--no-augment",
            "-o"
        };
        Program.succeeds(Program.with(common, whole));
        Program.kill(Program.with(common, broken), broken.resolve("checkpoints/last.checkpoint"));
        assertThat(broken.resolve("model.attune")).doesNotExist();
        Program.succeeds(Program.with(common, broken, "--resume"));
        assertThat(BundleEdits.entry(broken.resolve("model.attune"), "weights.safetensors"))
                .isEqualTo(BundleEdits.entry(whole.resolve("model.attune"), "weights.safetensors"));
    }

    @Test
    @Order(9)
    void aKilledSweepGoesOnToTheSameTable() throws Exception {
        Path whole = shared.resolve("sweep");
        Path broken = shared.resolve("broken-sweep");
        Object[] common = {
            "sweep",
            "-m",
            source,
            "--train",
            train,
            "--dev",
            dev,
            "--epochs",
            20,
            "--try",
            "output",
            "--try",
            "scratch",
            "--format",
            "json",
            "-o"
        };
        JsonNode table = new ObjectMapper().readTree(String.join("\n", Program.succeeds(Program.with(common, whole))));
        Program.kill(Program.with(common, broken), broken.resolve("scratch/seed-1/checkpoints/last.checkpoint"));
        assertThat(broken.resolve("adapted.attune")).doesNotExist();
        JsonNode resumed = new ObjectMapper()
                .readTree(String.join("\n", Program.succeeds(Program.with(common, broken, "--resume"))));
        for (int row = 0; row < 2; row++) {
            for (String field : List.of("name", "trainedParameters", "steps", "dev", "tied")) {
                assertThat(resumed.at("/rows/" + row + "/" + field))
                        .as(field)
                        .isEqualTo(table.at("/rows/" + row + "/" + field));
            }
        }
        assertThat(BundleEdits.entry(broken.resolve("adapted.attune"), "weights.safetensors"))
                .isEqualTo(BundleEdits.entry(whole.resolve("adapted.attune"), "weights.safetensors"));
    }
}
