package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.corpus.Utterance;
import attune.speech.BundleEdits;
import attune.speech.TinySpeech;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged program as users start it: arguments in; standard output, standard error, exit code and files out. What
 * can be seen without a process is in {@link CommandsTest} and {@link WrongInputTest}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandLineIT {
    private static final Path JAR = Path.of("target", "attune.jar").toAbsolutePath();

    @TempDir
    static Path shared;

    private static List<Utterance> digits;
    private static Path train;
    private static Path dev;
    private static Path source;

    private record Run(int code, List<String> out, List<String> err) {}

    @BeforeAll
    static void manifests() throws IOException {
        assertThat(JAR).as("made by: mvn package").exists();
        digits = TinySpeech.digits();
        train = TinySpeech.manifest(shared.resolve("train.jsonl"), digits.subList(0, 9));
        dev = TinySpeech.manifest(shared.resolve("dev.jsonl"), digits.subList(9, 12));
        source = shared.resolve("source/model.attune");
    }

    private static ProcessBuilder program(Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx1g", "-jar", JAR.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    private static Run run(Object... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(shared, "out", ".txt");
        Path err = Files.createTempFile(shared, "err", ".txt");
        Process process = program(arguments)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(List.of(arguments) + " did not end");
        }
        return new Run(
                process.exitValue(),
                Files.readAllLines(out, StandardCharsets.UTF_8),
                Files.readAllLines(err, StandardCharsets.UTF_8));
    }

    private static List<String> succeeds(Object... arguments) throws IOException, InterruptedException {
        Run run = run(arguments);
        assertThat(run.err).as("nothing on standard error when piped").isEmpty();
        assertThat(run.code).isZero();
        return run.out;
    }

    @Test
    @Order(1)
    void theJarKnowsItsVersion() throws Exception {
        assertThat(succeeds("--version")).singleElement().asString().matches("attune \\d+\\.\\d+\\.\\d+");
    }

    @Test
    @Order(2)
    void pretrainsFromNothing() throws Exception {
        assertThat(succeeds(
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
        List<String> out = succeeds(
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
        assertThat(Files.readAllLines(run.resolve("log.jsonl"))).hasSize(2);
    }

    @Test
    @Order(4)
    void transcribesWhatItCanAndSaysWhatItCannot() throws Exception {
        Path bad = Files.writeString(shared.resolve("bad.wav"), "not sound");
        Path good = digits.get(3).clip().audio();
        Run run = run("transcribe", "-m", source, "--format", "json", bad, good);
        assertThat(run.code).isEqualTo(1);
        assertThat(run.err).hasSize(2).allSatisfy(line -> assertThat(line).startsWith("attune: "));
        JsonNode line = new ObjectMapper().readTree(run.out.get(0));
        assertThat(line.get("audio_filepath").asText()).isEqualTo(good.toString());
        assertThat(run.out).hasSize(1);
    }

    @Test
    @Order(5)
    void evaluatesAsJson() throws Exception {
        String json = String.join("\n", succeeds("evaluate", "-m", source, "--test", dev, "--format", "json"));
        assertThat(new ObjectMapper().readTree(json).get(0).get("clips").asInt())
                .isEqualTo(3);
    }

    @Test
    @Order(6)
    void inspectsInPlainCharactersWhateverTheLocale() throws Exception {
        assertThat(succeeds("inspect", source))
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
        Run run = run("adapt", "-m", source, "--train", manifest, "--dev", dev, "-o", out);
        assertThat(run.code).isEqualTo(2);
        assertThat(run.out).isEmpty();
        assertThat(run.err).singleElement().asString().contains("accents.jsonl:1", "\"é\" (U+00E9)");
        assertThat(out).doesNotExist();
    }

    @Test
    @Order(9)
    void aLanguageModelIsBuiltTunedStoredAndUsed() throws Exception {
        Path model = shared.resolve("digits.lm");
        Path tuned = shared.resolve("tuned.attune");
        assertThat(run("lm", "build", train, "-o", model).code).isZero();
        Run tuning = run("lm", "tune", "-m", source, "--lm", model, "--dev", dev, "-o", tuned);
        assertThat(tuning.code).isZero();
        assertThat(tuning.out).anySatisfy(line -> assertThat(line).startsWith("mean over widths: "));
        List<String> usual = succeeds("transcribe", "-m", tuned, dev);
        assertThat(succeeds("transcribe", "-m", tuned, "--lm", model, dev)).isEqualTo(usual);
        assertThat(succeeds("transcribe", "-m", tuned, "--greedy", dev))
                .isEqualTo(succeeds("transcribe", "-m", source, dev));
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
        succeeds(with(common, whole));
        kill(with(common, broken), broken.resolve("checkpoints/last.checkpoint"));
        assertThat(broken.resolve("model.attune")).doesNotExist();
        succeeds(with(common, broken, "--resume"));
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
        JsonNode table = new ObjectMapper().readTree(String.join("\n", succeeds(with(common, whole))));
        kill(with(common, broken), broken.resolve("scratch/seed-1/checkpoints/last.checkpoint"));
        assertThat(broken.resolve("adapted.attune")).doesNotExist();
        JsonNode resumed = new ObjectMapper().readTree(String.join("\n", succeeds(with(common, broken, "--resume"))));
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

    private static Object[] with(Object[] common, Object... more) {
        List<Object> all = new ArrayList<>(List.of(common));
        all.addAll(List.of(more));
        return all.toArray();
    }

    /** Starts the program and kills it, with no chance to tidy up, soon after a file is there. */
    private static void kill(Object[] arguments, Path file) throws IOException, InterruptedException {
        Process process = program(arguments)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            while (!Files.exists(file)) {
                assertThat(process.isAlive())
                        .as("ended before it could be killed")
                        .isTrue();
                Thread.sleep(2);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
