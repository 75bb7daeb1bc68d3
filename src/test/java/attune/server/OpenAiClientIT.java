package attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import attune.ExternalTools;
import attune.decoding.Word;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenAI's own client for JavaScript, which knows nothing of us. Its live sessions speak TLS only. */
class OpenAiClientIT {
    private static final String KEY = "a-long-enough-key";
    private static final Path PACKAGES = Path.of(".work/npm/node_modules");
    private static final Path SCRIPT = Path.of("src/test/resources/attune/server/openai-client.mjs");

    @TempDir
    Path folder;

    @Test
    void transcribesFilesAndLiveSound() throws Exception {
        ExternalTools.require("node");
        ExternalTools.requireFiles(PACKAGES.resolve("openai"), PACKAGES.resolve("ws"));
        ServerSettings.Access access = new ServerSettings.Access(
                Optional.of(Files.write(folder.resolve("keys.txt"), List.of(KEY))),
                false,
                Set.of(),
                Set.of(),
                Optional.of(Certificate.make(folder)));
        try (TinyServer tiny = TinyServer.start(folder, Limits.DEFAULT, access)) {
            Path sound = TinyServer.recording(folder, 4);
            String printed = ExternalTools.run(
                    "env",
                    "NODE_TLS_REJECT_UNAUTHORIZED=0",
                    "NODE_NO_WARNINGS=1",
                    "node",
                    SCRIPT.toString(),
                    PACKAGES.toAbsolutePath().toString(),
                    "https://localhost:" + tiny.port + "/v1",
                    KEY,
                    "tiny",
                    sound.toString());
            JsonNode got = Objects.requireNonNull(Json.read(printed), printed);

            String expected = tiny.expected(sound).text();
            assertThat(expected).isNotEmpty();
            assertThat(strings(got.get("models"))).containsExactlyInAnyOrder("tiny", "whole");
            assertThat(got.get("text").asText()).isEqualTo(expected);
            assertThat(strings(got.get("words")))
                    .isEqualTo(tiny.expected(sound).words().stream()
                            .map(Word::text)
                            .toList());
            assertThat(got.at("/streamed/text").asText()).isEqualTo(expected);
            assertThat(got.at("/streamed/deltas").asText()).isEqualTo(expected);
            assertThat(got.get("unknown").asText()).isEqualTo("NotFoundError 404");
            assertThat(got.get("unreadable").asText()).isEqualTo("BadRequestError 400");
            assertThat(got.at("/realtime/transcript").asText()).isNotEmpty();
            assertThat(got.at("/realtime/deltas")).isEqualTo(got.at("/realtime/transcript"));
            assertThat(strings(got.at("/realtime/errors"))).containsExactly("input_audio_buffer_commit_empty");
        }
    }

    private static List<String> strings(JsonNode list) {
        List<String> strings = new ArrayList<>();
        list.forEach(each -> strings.add(each.asText()));
        return strings;
    }
}
