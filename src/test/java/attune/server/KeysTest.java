package attune.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
    private static final String KEY = "0123456789abcdef0123";

    @TempDir
    Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("keys.txt"), content);
    }

    @Test
    void keysAreToldApartByTheirLines() throws IOException {
        Keys keys = Keys.read(file("# the desk\n" + KEY + "\n\nanother-key-of-ours\n"));

        assertThat(keys.callerWith(KEY)).hasValue(new Caller("key2", true));
        assertThat(keys.callerWith("another-key-of-ours")).hasValue(new Caller("key4", true));
        assertThat(keys.callerWith(KEY + "4")).isEmpty();
        assertThat(keys.callerWith("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "short\n", "two words of a sentence\n", "schlüssel-mit-umlaut\n"})
    void filesWithoutAProperKeyAreRefused(String content) throws IOException {
        Path file = file(content);
        assertThatThrownBy(() -> Keys.read(file)).isInstanceOf(UserFault.class).hasMessageContaining("keys.txt");
    }

    @Test
    void whoeverHasNoKeyIsRefused() throws Exception {
        try (TinyServer tiny = TinyServer.withKeys(folder, Limits.DEFAULT, KEY)) {
            Form form = Form.of(TinyServer.digit(1));
            HttpResponse<String> none = tiny.post(form);
            HttpResponse<String> wrong = tiny.post(form, "Authorization", "Bearer 0123456789abcdef9999");

            assertThat(none.statusCode()).isEqualTo(401);
            assertThat(none.headers().firstValue("www-authenticate")).hasValue("Bearer");
            assertThat(TinyServer.json(none).at("/error/code").asText()).isEqualTo("invalid_api_key");
            assertThat(wrong.statusCode()).isEqualTo(401);
            assertThat(tiny.post(form, "Authorization", "Bearer " + KEY).statusCode())
                    .isEqualTo(200);
            assertThat(tiny.post(form, "X-API-Key", KEY).statusCode()).isEqualTo(200);
            TinyServer.await(
                    "the log",
                    () -> tiny.log.stream()
                                    .filter(line -> line.endsWith("caller=key1"))
                                    .count()
                            == 2);
            assertThat(tiny.log).noneMatch(line -> line.contains(KEY));
        }
    }

    @Test
    void otherMachinesNeedAKeyUnlessTheServerIsOpen() {
        var nothing = new ServerSettings.Bundles(Map.of());
        var local = ServerSettings.Access.LOCAL;
        var open = new ServerSettings.Access(Optional.empty(), true, Set.of(), Set.of(), Optional.empty());

        assertThatThrownBy(() -> new ServerSettings("0.0.0.0", 0, nothing, Map.of(), local, Limits.DEFAULT))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("0.0.0.0")
                .hasMessageContaining("API key");
        assertThat(new ServerSettings("0.0.0.0", 0, nothing, Map.of(), open, Limits.DEFAULT))
                .isNotNull();
        assertThat(new ServerSettings("localhost", 0, nothing, Map.of(), local, Limits.DEFAULT))
                .isNotNull();
    }
}
