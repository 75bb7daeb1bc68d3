package attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By which names a server on a loopback address may be called; the JDK's client would not lie about one. */
class HostNamesTest {
    @TempDir
    static Path folder;

    private static TinyServer tiny;

    @BeforeAll
    static void start() throws IOException {
        tiny = TinyServer.start(
                folder,
                Limits.DEFAULT,
                new ServerSettings.Access(
                        Optional.empty(), false, Set.of(), Set.of("Speech.example.org"), Optional.empty()));
    }

    @AfterAll
    static void stop() {
        tiny.close();
    }

    private static String answer(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), tiny.port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String get(String path, String host, String headers) throws IOException {
        return answer("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "Connection: close\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:8080",
                "desk.localhost",
                "127.0.0.1:1",
                "127.1.2.3",
                "[::1]:8080",
                "speech.example.org",
                "speech.EXAMPLE.org:443"
            })
    void itsOwnNamesAreAnswered(String host) throws IOException {
        assertThat(get("/v1/models", host, "")).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "evillocalhost",
                "10.0.0.1",
                "1"
            })
    void thoseOfOthersAreNot(String host) throws IOException {
        assertThat(get("/v1/models", host, ""))
                .startsWith("HTTP/1.1 421")
                .contains("unknown_host", "--allow-host " + host);
        assertThat(get("/", host, "")).startsWith("HTTP/1.1 421");
    }

    /** A page of evil.example, whose name now has this machine's address, is of the origin that it calls. */
    @Test
    void liveSessionsAreRefusedToo() throws IOException {
        String upgrade = String.join(
                "\r\n",
                "Origin: http://evil.example",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "");
        assertThat(get("/v1/stream", "evil.example", upgrade)).startsWith("HTTP/1.1 421");
    }
}
