package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.ExternalTools;
import attune.audio.AudioReader;
import attune.audio.WavWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/serving.md tells people to run, run as it stands there, against the shipped models. */
class ServingGuideIT {
    private static final Path GUIDE = Path.of("docs", "serving.md");
    private static final Path CLIP = Path.of("corpora", "asterisk-en", "clips", "conf-hasleft.flac");
    private static final Path MODEL = Path.of("models", "source-en", "source-en.attune");
    private static final Path LIVE = Path.of("models", "source-en-streaming", "source-en-streaming.attune");
    private static final String ADDRESS = "localhost:8080";

    @TempDir
    static Path folder;

    private static Process server;
    private static String address;

    @BeforeAll
    static void serve() throws IOException {
        ExternalTools.require("curl", "xargs", "bash");
        server = Program.of("serve", "-m", "ivr=" + MODEL, "-m", "live=" + LIVE, "--port", "0")
                .start();
        BufferedReader log = server.errorReader();
        Matcher listening =
                Pattern.compile("listening on http://127.0.0.1:(\\d+);.*").matcher(log.readLine());
        assertThat(listening.matches()).isTrue();
        address = "localhost:" + listening.group(1);
        Thread reader = new Thread(() -> log.lines().forEach(line -> {})); // a full pipe would stop the server
        reader.setDaemon(true);
        reader.start();
        Path calls = Files.createDirectory(folder.resolve("calls"));
        for (Path call : List.of(folder.resolve("call.wav"), calls.resolve("1.wav"), calls.resolve("2.wav"))) {
            WavWriter.write(call, new AudioReader().read(CLIP, 8000));
        }
    }

    @AfterAll
    static void stop() throws InterruptedException {
        server.destroyForcibly().waitFor();
    }

    /** The first block of the page in a language that holds some words, for this server. */
    private static String block(String language, String words) throws IOException {
        return Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(GUIDE))
                .results()
                .map(block -> block.group(1))
                .filter(text -> text.contains(words))
                .findFirst()
                .orElseThrow()
                .replace(ADDRESS, address);
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static String expected(Path model) throws IOException, InterruptedException {
        return Program.succeeds("transcribe", "-m", model, folder.resolve("call.wav"))
                .get(0);
    }

    @Test
    void aFileIsAskedForByCurl() throws Exception {
        assertThat(run("bash", "-c", block("", "curl http").replace("curl ", "curl -s ")))
                .startsWith("{\"text\":\"" + expected(MODEL) + "\"");
    }

    @Test
    void aFolderIsTranscribedEightAtATime() throws Exception {
        run("bash", "-c", block("bash", "xargs"));

        try (Stream<Path> files = Files.list(folder.resolve("calls"))) {
            List<Path> texts =
                    files.filter(file -> file.toString().endsWith(".txt")).toList();
            assertThat(texts).hasSize(2);
            for (Path text : texts) {
                assertThat(Files.readString(text).strip()).isEqualTo(expected(MODEL));
            }
        }
    }

    @Test
    void aCallIsHeardByPython() throws Exception {
        ExternalTools.requirePython("websockets");
        Path script = Files.writeString(folder.resolve("call.py"), block("python", "websockets"));
        String answers = run("python3", script.toString());

        assertThat(answers).containsPattern("\"partial\" *: *\"").containsPattern("\"text\" *: *\"[a-z]");
    }

    @Test
    void theScriptsOfPagesAreJavaScript() throws Exception {
        ExternalTools.require("node");
        for (String words : List.of("registerProcessor", "async function listen")) {
            Path script = Files.writeString(folder.resolve("page.js"), block("js", words));
            run("node", "--check", script.toString());
        }
    }
}
