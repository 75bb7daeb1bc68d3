package attune.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoppingTest {
    @TempDir
    Path folder;

    @Test
    void whatWasBegunIsAnsweredAndNothingElse() throws Exception {
        TinyServer tiny = TinyServer.start(folder);
        Path recording = TinyServer.recording(folder, 120);
        String expected = tiny.expected(recording).text();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            answers.add(tiny.client.sendAsync(tiny.request(Form.of(recording)), HttpResponse.BodyHandlers.ofString()));
        }
        TinyServer.await("all to be admitted", () -> tiny.server.inFlight() == 6);
        tiny.close();

        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(200);
            assertThat(TinyServer.json(answer.get()).get("text").asText()).isEqualTo(expected);
        }
        assertThatThrownBy(() -> tiny.get("/health")).isInstanceOf(IOException.class);
    }
}
