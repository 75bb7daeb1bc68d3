package attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that lie, stall, talk nonsense and leave, on raw sockets. The server must go on serving the others. */
class HostileClientsTest {
    private static final String KEY = "the-key-of-a-stranger";
    private static final double LONG_SECONDS = 600;

    /** Whose turns keep the leaver's recording from being ready before the server looks whether it is there. */
    private static final int STAYERS = 6;

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // by each test, with its own limits
    private TinyServer tiny;

    private void start(Limits limits) throws IOException {
        tiny = TinyServer.start(folder, limits);
    }

    private static Limits limits(long bodyBytes, int queue, int perKey, int idleSeconds) {
        return new Limits(bodyBytes, 3600, 60, queue, perKey, 16, 8, 3600, idleSeconds, 1000, 600);
    }

    @AfterEach
    void stillServesOthers() throws Exception {
        try (TinyServer server = tiny) {
            TinyServer.await("all places to be free", () -> server.server.inFlight() == 0);
            HttpResponse<String> answer = server.post(Form.of(TinyServer.digit(3)), "Authorization", "Bearer " + KEY);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(TinyServer.json(answer).get("text").asText())
                    .isEqualTo(server.expected(TinyServer.digit(3)).text());
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), tiny.server.port());
        socket.setSoTimeout(120_000);
        return socket;
    }

    private static String read(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void send(Socket socket, byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    /** Reads up to some text. */
    private static String readTo(Socket socket, String text) throws IOException {
        StringBuilder read = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (read.indexOf(text) < 0) {
            int next = in.read();
            assertThat(next).as("after: " + read).isNotNegative();
            read.append((char) next);
        }
        return read.toString();
    }

    private static byte[] stalled() {
        byte[] all = Form.of(TinyServer.digit(1)).wire(1_000_000);
        return TinyServer.part(all, 0, all.length - 100);
    }

    @Test
    void aFullQueueIsToldBeforeTheBodyIsRead() throws Exception {
        start(limits(1 << 20, 1, 1, 60));
        try (Socket staller = connect()) {
            send(staller, stalled());
            TinyServer.await("the stalled upload to be admitted", () -> tiny.server.inFlight() == 1);
            HttpResponse<String> other = tiny.post(Form.of(TinyServer.digit(1)));

            assertThat(other.statusCode()).isEqualTo(503);
            assertThat(other.headers().firstValue("retry-after")).hasValue("1");
            assertThat(TinyServer.json(other).at("/error/code").asText()).isEqualTo("overloaded");
            assertThat(tiny.get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aKeysOwnLimitIsToldApart() throws Exception {
        tiny = TinyServer.withKeys(folder, limits(1 << 20, 10, 1, 60), KEY, "the-key-of-another");
        Form form = Form.of(TinyServer.digit(1));
        try (Socket staller = connect()) {
            byte[] wire = form.wire(1_000_000, "Authorization: Bearer " + KEY);
            send(staller, TinyServer.part(wire, 0, wire.length - 100));
            TinyServer.await("the stalled upload to be admitted", () -> tiny.server.inFlight() == 1);
            HttpResponse<String> same = tiny.post(form, "Authorization", "Bearer " + KEY);

            assertThat(same.statusCode()).isEqualTo(429);
            assertThat(same.headers().firstValue("retry-after")).hasValue("1");
            assertThat(tiny.post(form, "Authorization", "Bearer the-key-of-another")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void whoStallsIsCutOff() throws Exception {
        start(limits(1 << 20, 8, 8, 1));
        try (Socket staller = connect()) {
            send(staller, stalled());
            assertThat(read(staller)).startsWith("HTTP/1.1 408").contains("too slowly");
        }
    }

    @Test
    void aBodyThatClaimsTooMuchIsRefusedUnread() throws Exception {
        start(limits(50_000, 8, 8, 60));
        try (Socket liar = connect()) {
            String head = "POST /v1/audio/transcriptions HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                    + Form.contentType() + "\r\nContent-Length: 99999999999\r\n\r\n";
            send(liar, head.getBytes(StandardCharsets.UTF_8));
            assertThat(readTo(liar, "}}")).startsWith("HTTP/1.1 413").contains("50000 bytes");
        }
    }

    @Test
    void aBodyThatTurnsOutTooLongIsRefused() throws Exception {
        start(limits(50_000, 8, 8, 60));
        HttpResponse<String> file = tiny.post(new Form().field("model", "tiny").file("a.wav", new byte[100_000]));
        assertThat(file.statusCode()).as(file.body()).isEqualTo(413);
        try (Socket endless = connect()) { // chunks tell no length
            String head = "POST /v1/audio/transcriptions HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
                    + "Content-Type: " + Form.contentType() + "\r\n\r\n";
            send(endless, head.getBytes(StandardCharsets.UTF_8));
            byte[] body = new Form().file("a.wav", new byte[200_000]).bytes();
            try {
                send(endless, (Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
                send(endless, body);
            } catch (IOException refusedEarly) {
                // the answer may come, and the connection close, before all is sent
            }
            assertThat(readTo(endless, "}}")).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void soundLongerThanTheLimitIsRefused() throws Exception {
        start(new Limits(1 << 20, 10, 60, 8, 8, 16, 8, 3600, 60, 1000, 600));
        HttpResponse<String> answer = tiny.post(Form.of(TinyServer.recording(folder, 20)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TinyServer.json(answer).at("/error/message").asText())
                .startsWith("recording-20.wav: lasts longer than 10 seconds");
    }

    @Test
    void anAnswerThatTakesTooLongIsGivenUp() throws Exception {
        start(new Limits(1 << 20, 3600, 60, 8, 8, 16, 8, 3600, 60, 1, 1));
        byte[] wire =
                Form.of(TinyServer.digit(1)).wire(Form.of(TinyServer.digit(1)).bytes().length);
        try (Socket slow = connect()) {
            send(slow, TinyServer.part(wire, 0, wire.length - 100));
            TinyServer.await("it to be admitted", () -> tiny.server.inFlight() == 1);
            Thread.sleep(1100); // longer than the limit
            send(slow, TinyServer.part(wire, wire.length - 100, 100));
            assertThat(readTo(slow, "}}")).startsWith("HTTP/1.1 504").contains("longer than 1 seconds");
        }
    }

    @Test
    void aBodyThatEndsEarlyIsNoRequest() throws Exception {
        start(limits(1 << 20, 8, 8, 60));
        try (Socket liar = connect()) {
            send(liar, Form.of(TinyServer.digit(1)).wire(1_000_000));
            liar.shutdownOutput();
            assertThat(read(liar)).startsWith("HTTP/1.1 400").contains("ended before the request");
        }
        assertThat(tiny.metric("attune_sound_seconds_total{model=\"tiny\"}")).isLessThan(2);
    }

    @Test
    void nonsenseIsAnErrorOfTheClients() throws Exception {
        start(limits(1 << 20, 8, 8, 60));
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 50; i++) {
            byte[] noise = new byte[random.nextInt(1, 3000)];
            for (int at = 0; at < noise.length; at++) {
                noise[at] = (byte) random.nextInt(256);
            }
            try (Socket socket = connect()) {
                send(socket, noise);
                socket.shutdownOutput();
                assertThat(read(socket)).as("seed 3, round %d", i).doesNotContain("HTTP/1.1 5");
            } catch (IOException reset) {
                // as good an answer
            }
            HttpResponse<String> form = tiny.client.send(
                    HttpRequest.newBuilder(tiny.uri(TinyServer.TRANSCRIPTIONS))
                            .header("Content-Type", Form.contentType())
                            .POST(HttpRequest.BodyPublishers.ofByteArray(noise))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(form.statusCode()).as("round %d: %s", i, form.body()).isEqualTo(400);
        }
    }

    @Test
    void errorsOfTheProtocolHaveTheShapeOfAllOthers() throws Exception {
        start(limits(1 << 20, 8, 8, 60));
        try (Socket socket = connect()) {
            send(socket, "GET /health HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8)); // no Host
            assertThat(readTo(socket, "}}")).startsWith("HTTP/1.1 400").contains("{\"error\":{\"message\"");
        }
    }

    @Test
    void theWorkOfAClientThatLeftIsDropped() throws Exception {
        start(limits(25 << 20, 8, 8, 60));
        byte[] wire = Form.of(TinyServer.recording(folder, LONG_SECONDS))
                .field("stream", "true")
                .bytes();
        try (Socket leaver = connect()) {
            String head = "POST /v1/audio/transcriptions HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                    + Form.contentType() + "\r\nContent-Length: " + wire.length + "\r\n\r\n";
            send(leaver, head.getBytes(StandardCharsets.UTF_8));
            send(leaver, wire);
            readTo(leaver, "transcript.text.delta");
        }
        TinyServer.await("its leaving to be noticed", () -> tiny.metric("attune_clients_gone_total") == 1);
        assertThat(tiny.metric("attune_sound_seconds_total{model=\"tiny\"}")).isLessThan(LONG_SECONDS / 2);
        assertThat(tiny.log).anyMatch(line -> line.contains(" 499 "));
        assertNothingIsLeftOnDisk();
    }

    /** A client that asked for one answer at the end, of which nothing can be written before. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void theWorkOfAClientThatLeftBeforeItsAnswerIsDropped() throws Exception {
        start(limits(25 << 20, 8, 8, 60));
        Form recording = Form.of(TinyServer.recording(folder, LONG_SECONDS));
        List<CompletableFuture<HttpResponse<String>>> stayers = Stream.generate(
                        () -> tiny.client.sendAsync(tiny.request(recording), HttpResponse.BodyHandlers.ofString()))
                .limit(STAYERS)
                .toList();
        byte[] wire = recording.bytes();
        try (Socket leaver = connect()) {
            String head = "POST /v1/audio/transcriptions HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                    + Form.contentType() + "\r\nContent-Length: " + wire.length + "\r\n\r\n";
            send(leaver, head.getBytes(StandardCharsets.UTF_8));
            send(leaver, wire);
            TinyServer.await("its sound to be read", () -> tiny.metric("attune_pass_pieces_count{model=\"tiny\"}") > 3);
        }
        TinyServer.await("its leaving to be noticed", () -> tiny.metric("attune_clients_gone_total") == 1);
        assertThat(tiny.log).anyMatch(line -> line.contains(" 499 "));
        for (CompletableFuture<HttpResponse<String>> stayer : stayers) {
            assertThat(stayer.get().statusCode()).isEqualTo(200);
        }
        assertNothingIsLeftOnDisk();
    }

    private static void assertNothingIsLeftOnDisk() throws IOException, InterruptedException {
        TinyServer.await("uploads to be deleted", HostileClientsTest::noUploads);
    }

    private static boolean noUploads() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (Stream<Path> folders = Files.list(temporary)) {
            return folders.filter(each -> each.getFileName().toString().startsWith(TranscriptionServer.UPLOADS))
                    .allMatch(HostileClientsTest::isEmpty);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isEmpty(Path each) {
        try (Stream<Path> files = Files.list(each)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            return true; // another server's, deleted meanwhile
        }
    }

    @Test
    void aShortClipIsAnsweredBesideALongOne() throws Exception {
        start(limits(25 << 20, 8, 8, 60));
        CompletableFuture<HttpResponse<String>> whole = tiny.client.sendAsync(
                tiny.request(Form.of(TinyServer.recording(folder, LONG_SECONDS))),
                HttpResponse.BodyHandlers.ofString());
        TinyServer.await("the long one to begin", () -> tiny.metric("attune_pass_pieces_count{model=\"tiny\"}") > 3);
        HttpResponse<String> clip = tiny.post(Form.of(TinyServer.digit(2)));

        assertThat(clip.statusCode()).isEqualTo(200);
        assertThat(whole).as("the long one goes on").isNotDone();
        assertThat(whole.get().statusCode()).isEqualTo(200);
    }

    /** The sound may be large, the rest is kept in memory. */
    @Test
    void fieldsAsLargeAsTheSoundAreRefused() throws Exception {
        start(limits(1 << 20, 8, 8, 60));
        String half = "seven ".repeat(7000);
        HttpResponse<String> one = tiny.post(Form.of(TinyServer.digit(1)).field("prompt", half));
        HttpResponse<String> two =
                tiny.post(Form.of(TinyServer.digit(1)).field("prompt", half).field("other", half));

        assertThat(one.statusCode()).isEqualTo(200);
        assertThat(two.statusCode()).isEqualTo(413);
        assertThat(TinyServer.json(two).at("/error/message").asText()).contains("65536 bytes together");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model=50%", "model=%zz"})
    void anAddressWithABrokenEscapeIsRefusedAndLogged(String query) throws Exception {
        start(limits(1 << 20, 8, 8, 60));
        try (Socket socket = connect()) {
            String head = "GET /v1/realtime?" + query + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                    + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
            send(socket, head.getBytes(StandardCharsets.UTF_8));
            assertThat(readTo(socket, "}}")).startsWith("HTTP/1.1 400").contains("invalid_request_error");
        }
        TinyServer.await("its line", () -> !tiny.log.isEmpty());
        assertThat(tiny.log).singleElement().asString().contains(" GET /v1/realtime 400 ");
    }

    /** What a client has sent while the server did not read is not slow. */
    @Test
    void whoWaitsToBeReadLongerThanAClientMayStallIsAnswered() throws Exception {
        start(new Limits(1 << 20, 3600, 60, 8, 8, 1, 8, 3600, 1, 1000, 600));
        CompletableFuture<HttpResponse<String>> waiter;
        try (Socket slow = connect()) {
            send(slow, stalled());
            TinyServer.await("the slow upload to be admitted", () -> tiny.server.inFlight() == 1);
            waiter = tiny.client.sendAsync(
                    tiny.request(Form.of(TinyServer.digit(1))), HttpResponse.BodyHandlers.ofString());
            for (int i = 0; i < 10; i++) { // twice as long
                Thread.sleep(200);
                send(slow, new byte[1]);
            }
        }
        assertThat(waiter.get().statusCode()).as(waiter.get().body()).isEqualTo(200);
    }
}
