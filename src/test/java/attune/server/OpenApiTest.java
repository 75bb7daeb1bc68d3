package attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenApiTest {
    @TempDir
    Path folder;

    @Test
    void theDescriptionHasExactlyTheServersRoutes() throws Exception {
        try (TinyServer tiny = TinyServer.start(folder)) {
            JsonNode paths = TinyServer.json(tiny.get("/openapi.json")).get("paths");
            Set<String> described = new TreeSet<>();
            for (Map.Entry<String, JsonNode> path : paths.properties()) {
                path.getValue()
                        .properties()
                        .forEach(operation ->
                                described.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()));
            }

            assertThat(described)
                    .isEqualTo(new TreeSet<>(tiny.server.api().routes().stream()
                            .map(route -> route.method() + " " + route.path())
                            .toList()));
        }
    }

    @Test
    void theDescriptionHasTheServersFormats() throws Exception {
        try (TinyServer tiny = TinyServer.start(folder)) {
            JsonNode formats = TinyServer.json(tiny.get("/openapi.json"))
                    .at("/paths/~1v1~1audio~1transcriptions/post/requestBody/content/multipart~1form-data/schema"
                            + "/properties/response_format/enum");
            List<String> named = new ArrayList<>();
            formats.forEach(format -> named.add(format.asText()));

            assertThat(named)
                    .isEqualTo(Arrays.stream(AnswerFormat.values())
                            .map(AnswerFormat::wireName)
                            .toList());
        }
    }

    @Test
    void keysAreNeededWhereTheDescriptionSaysSo() throws IOException, InterruptedException {
        try (TinyServer tiny = TinyServer.withKeys(folder, Limits.DEFAULT, "a-long-enough-key")) {
            JsonNode paths = TinyServer.json(tiny.get("/openapi.json")).get("paths");
            for (Route route : tiny.server.api().routes()) {
                JsonNode operation = paths.get(route.path()).get(route.method().toLowerCase(Locale.ROOT));
                assertThat(operation.has("security")).as(route.path()).isEqualTo(route.open());
                if (route.method().equals("GET")) {
                    assertThat(tiny.get(route.path().replace("{id}", "tiny")).statusCode() == 401)
                            .as(route.path())
                            .isNotEqualTo(route.open());
                }
            }
        }
    }
}
