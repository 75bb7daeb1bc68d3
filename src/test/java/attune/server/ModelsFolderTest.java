package attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import attune.speech.SpeechModel;
import attune.speech.TinySpeech;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsFolderTest {
    @TempDir
    Path folder;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private TranscriptionServer server;

    @BeforeEach
    void start() throws IOException {
        server = TranscriptionServer.start(
                new ServerSettings(
                        "127.0.0.1",
                        0,
                        new ServerSettings.Folder(folder, List.of("adapted.attune"), Duration.ofMillis(50)),
                        Map.of(),
                        ServerSettings.Access.LOCAL,
                        Limits.DEFAULT),
                LogFormat.TEXT,
                log::add);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest transcription(int digit) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + TinyServer.TRANSCRIPTIONS))
                .header("Content-Type", Form.contentType())
                .POST(Form.of(TinyServer.digit(digit)).publisher())
                .build();
    }

    private List<String> ids() {
        return StreamSupport.stream(server.models().spliterator(), false).toList();
    }

    private String digest() throws IOException, InterruptedException {
        JsonNode model = TinyServer.json(get("/v1/models/tiny"));
        return model.get("sha256").asText();
    }

    @Test
    void modelsComeChangeAndGo() throws Exception {
        assertThat(get("/ready").statusCode()).as("without a model").isEqualTo(503);
        Path bundle = folder.resolve("tiny.attune");
        TinySpeech.streaming(2, 4).write(bundle);
        TinyServer.await("the model to come", () -> ids().equals(List.of("tiny")));
        assertThat(get("/ready").statusCode()).isEqualTo(200);
        String before = digest();

        TinySpeech.streaming(2, 5).write(bundle);
        TinyServer.await("the model to change", () -> {
            try {
                return !digest().equals(before);
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });

        Files.delete(bundle);
        TinyServer.await("the model to go", () -> ids().isEmpty());
        assertThat(log).anyMatch(line -> line.endsWith("model tiny is served no more"));
    }

    @Test
    void aRunIsServedUnderItsFoldersNameOnceItHasEnded() throws Exception {
        Path run = Files.createDirectories(folder.resolve("ivr"));
        Files.createDirectories(folder.resolve("not-a-run"));
        TinySpeech.streaming(2, 4).write(run.resolve("checkpoint.attune"));
        TinySpeech.streaming(2, 4).write(folder.resolve("tiny.attune"));
        TinyServer.await("a bundle beside it to come", () -> ids().equals(List.of("tiny")));

        TinySpeech.streaming(2, 5).write(run.resolve("adapted.attune"));
        TinyServer.await("the run to come", () -> ids().equals(List.of("ivr", "tiny")));
    }

    @Test
    void noRequestIsLostWhileModelsChange() throws Exception {
        Path bundle = folder.resolve("tiny.attune");
        List<SpeechModel> models = List.of(TinySpeech.streaming(2, 4), TinySpeech.streaming(2, 5));
        models.get(0).write(bundle);
        TinyServer.await("the model to come", () -> ids().equals(List.of("tiny")));
        Set<String> possible = Set.of(text(models.get(0)), text(models.get(1)));
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            for (int j = 0; j < 8; j++) {
                answers.add(client.sendAsync(transcription(7), HttpResponse.BodyHandlers.ofString()));
            }
            models.get(i % 2).write(bundle);
            long served = i + 1L;
            TinyServer.await(
                    "change " + i,
                    () -> log.stream()
                                    .filter(line -> line.endsWith("is being served"))
                                    .count()
                            >= served);
        }
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(200);
            assertThat(possible)
                    .contains(TinyServer.json(answer.get()).get("text").asText());
        }
    }

    private static String text(SpeechModel model) throws IOException {
        Path file = Files.createTempFile("model", ".attune");
        try {
            model.write(file); // which rounds its weights
            return SpeechModel.open(file).transcribe(TinyServer.digit(7)).text();
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void aBundleThatCannotBeOpenedLeavesTheOneBeforeIt() throws Exception {
        Path bundle = folder.resolve("tiny.attune");
        TinySpeech.streaming(2, 4).write(bundle);
        TinyServer.await("the model to come", () -> ids().equals(List.of("tiny")));
        Path broken = Files.writeString(folder.resolve("broken.part"), "this is not a bundle");
        Files.move(broken, bundle, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        TinyServer.await(
                "the fault to be told", () -> log.stream().anyMatch(line -> line.contains("cannot be served")));

        assertThat(log).anyMatch(line -> line.endsWith("; the one before it stays"));
        assertThat(client.send(transcription(1), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/metrics").body()).contains("attune_model_faults_total 1");
    }
}
