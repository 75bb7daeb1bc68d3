package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.ExternalTools;
import attune.corpus.Clip;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.speech.SpeechModel;
import attune.speech.TinySpeech;
import attune.speech.Transcriber;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The program with a shipped model and real clips, asked by curl. */
class ServeIT {
    private static final Path MODEL = Path.of("models", "source-en", "source-en.attune");
    private static final Path LARGE_FILE = Path.of("models", "general-en", "general-en.lm");
    private static final int CLIENTS = 16;
    private static final Pattern LISTENING = Pattern.compile("listening on (http://[^;]+); models: source-en; .*");

    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS + 1);
    private Process program;
    private String address;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        ExternalTools.require("curl");
        program = Program.of("serve", "-m", MODEL, "--port", "0").start();
        BufferedReader err = program.errorReader();
        clients.execute(() -> err.lines().forEach(lines::add));
        Matcher listening = LISTENING.matcher(line());
        assertThat(listening.matches()).isTrue();
        address = listening.group(1);
    }

    @AfterEach
    void stop() throws InterruptedException {
        program.destroyForcibly().waitFor();
        clients.shutdownNow();
    }

    private String line() throws InterruptedException {
        String line = lines.poll(2, TimeUnit.MINUTES);
        assertThat(line).as("a line on standard error").isNotNull();
        return line;
    }

    private static List<Path> clips() {
        return Manifest.read(TinySpeech.CORPUS.resolve("test.jsonl")).stream()
                .map(Utterance::clip)
                .map(Clip::audio)
                .limit(2 * CLIENTS)
                .toList();
    }

    private CompletableFuture<String> ask(Path clip) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return ExternalTools.run(
                                "curl",
                                "--silent",
                                "--show-error",
                                "--fail-with-body",
                                "--form",
                                "model=source-en",
                                "--form",
                                "file=@" + clip,
                                address + "/v1/audio/transcriptions");
                    } catch (IOException | InterruptedException e) {
                        throw new AssertionError(e);
                    }
                },
                clients);
    }

    private static List<String> expected(List<Path> clips) throws IOException {
        return new Transcriber(SpeechModel.open(MODEL))
                .transcribe(clips.stream().map(Clip::whole).toList()).stream()
                        .map(heard -> heard.orThrow().text())
                        .toList();
    }

    private static String text(String answer) throws IOException {
        return new ObjectMapper().readTree(answer).get("text").asText();
    }

    @Test
    void underLoadEveryTranscriptIsTheLibrarys() throws Exception {
        List<Path> clips = clips();
        List<String> expected = expected(clips);
        List<CompletableFuture<String>> answers = new ArrayList<>();
        clips.forEach(clip -> answers.add(ask(clip)));

        for (int i = 0; i < clips.size(); i++) {
            assertThat(text(answers.get(i).get())).as(clips.get(i).toString()).isEqualTo(expected.get(i));
        }
        program.toHandle().destroy(); // Process.destroy would close its streams
        assertThat(program.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(program.exitValue()).isZero();
    }

    @Test
    void whatWasBegunBeforeTheSignalIsAnswered() throws Exception {
        List<Path> clips = clips().subList(0, CLIENTS);
        List<String> expected = expected(clips);
        List<CompletableFuture<String>> answers = new ArrayList<>();
        clips.forEach(clip -> answers.add(ask(clip)));
        assertThat(line())
                .contains(" 200 "); // the first answer: the others are on their way or were refused a connection
        program.toHandle().destroy();

        assertThat(program.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(program.exitValue()).isZero();
        List<Integer> answered = IntStream.range(0, CLIENTS)
                .filter(i -> !answers.get(i)
                        .handle((text, failure) -> failure != null)
                        .join())
                .boxed()
                .toList();
        assertThat(answered).isNotEmpty();
        for (int i : answered) {
            assertThat(text(answers.get(i).get())).isEqualTo(expected.get(i));
        }
        List<String> log = new ArrayList<>();
        lines.drainTo(log);
        assertThat(log).noneMatch(line -> line.contains(" 499 ") || line.contains(" 500 "));
    }

    @Test
    void aSecondSignalEndsItAtOnce() throws Exception {
        Process stalled = new ProcessBuilder(
                        "curl",
                        "--silent",
                        "--limit-rate",
                        "2k",
                        "--form",
                        "file=@" + LARGE_FILE,
                        address + "/v1/audio/transcriptions")
                .start();
        try {
            while (!ExternalTools.run("curl", "--silent", address + "/metrics").contains("attune_transcriptions 1")) {
                assertThat(stalled.isAlive()).isTrue();
            }
            program.toHandle().destroy();
            while (!line().startsWith("stopping")) { // lines of the requests before it
                assertThat(program.isAlive()).isTrue();
            }
            program.toHandle().destroy();
            assertThat(program.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(program.exitValue()).isEqualTo(128 + 15);
        } finally {
            stalled.destroyForcibly();
        }
    }
}
