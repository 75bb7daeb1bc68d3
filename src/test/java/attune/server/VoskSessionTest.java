package attune.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import attune.audio.LiveResampler;
import attune.audio.Resampler;
import attune.audio.Waveform;
import attune.speech.TinySpeech;
import attune.speech.live.StreamSettings;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** vosk-server's dialect, spoken by the JDK's WebSocket. */
class VoskSessionTest {
    private static final int FRAME_BYTES = 8000;

    @TempDir
    static Path folder;

    private static TinyServer tiny;

    @BeforeAll
    static void start() throws IOException {
        tiny = TinyServer.start(folder, limits(3));
    }

    @AfterAll
    static void stop() {
        tiny.close();
    }

    private static Limits limits(int live) {
        Limits usual = Limits.DEFAULT;
        return new Limits(
                usual.bodyBytes(),
                usual.soundSeconds(),
                usual.ffmpegSeconds(),
                usual.queue(),
                usual.perKey(),
                usual.uploads(),
                live,
                60,
                usual.idleSeconds(),
                usual.bytesPerSecond(),
                usual.answerSeconds());
    }

    /** A client as vosk's examples are: it sends a message and waits for its answer. */
    private static final class Client implements AutoCloseable {
        final SocketClient socket;

        Client(String address, String... headers) {
            WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
            for (int i = 0; i < headers.length; i += 2) {
                builder.header(headers[i], headers[i + 1]);
            }
            socket = new SocketClient(builder, address.startsWith("ws") ? address : address(address));
        }

        private static String address(String path) {
            return "ws://127.0.0.1:" + tiny.server.port() + path;
        }

        void say(String text) {
            socket.say(text);
        }

        String answer() throws InterruptedException {
            return socket.answer();
        }

        String closed() throws Exception {
            return socket.closed();
        }

        String hear(byte[] pcm) throws InterruptedException {
            socket.socket.sendBinary(ByteBuffer.wrap(pcm), true).join();
            return answer();
        }

        List<String> hearAll(byte[] pcm) throws InterruptedException {
            List<String> all = new ArrayList<>();
            for (int at = 0; at < pcm.length; at += FRAME_BYTES) {
                all.add(hear(TinyServer.part(pcm, at, FRAME_BYTES)));
            }
            return all;
        }

        String end() throws InterruptedException {
            say("{\"eof\" : 1}");
            return answer();
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private static JsonNode json(String answer) {
        return Objects.requireNonNull(Json.read(answer), answer);
    }

    private static String config(String fields) {
        return "{ \"config\" : { " + fields + " } }";
    }

    private static String expected(float[] sound) {
        return TinyServer.text(tiny.segments(sound, StreamSettings.DEFAULT));
    }

    private static String finals(List<String> answers) {
        return answers.stream()
                .map(VoskSessionTest::json)
                .filter(answer -> answer.has("text"))
                .map(answer -> answer.get("text").asText())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }

    @Test
    void everyMessageOfSoundHasOneAnswerAndTheResultsAreTheLibrarys() throws Exception {
        byte[] pcm = TinyServer.pcm(TinyServer.speech(8));
        try (Client client = new Client("/v1/stream")) {
            client.say(config("\"sample_rate\" : 16000"));
            List<String> answers = client.hearAll(pcm);
            String last = client.end();
            answers.add(last);

            assertThat(answers).hasSize((pcm.length + FRAME_BYTES - 1) / FRAME_BYTES + 1);
            assertThat(finals(answers))
                    .isEqualTo(expected(TinyServer.samples(pcm)))
                    .isNotEmpty();
            assertThat(answers).anyMatch(answer -> answer.startsWith("{\n  \"partial\" : \""));
            assertThat(client.closed()).startsWith("1000");
            assertThat(client.socket.answers).isEmpty();
        }
    }

    @Test
    void wordsHaveConfidenceEndStartAndWord() throws Exception {
        byte[] pcm = TinyServer.pcm(TinyServer.speech(3));
        try (Client client = new Client("/v1/stream")) {
            client.say(config("\"sample_rate\" : 16000.0, \"words\" : true"));
            List<String> answers = client.hearAll(pcm);
            answers.add(client.end());
            JsonNode words = answers.stream()
                    .map(VoskSessionTest::json)
                    .filter(answer -> answer.has("result"))
                    .findFirst()
                    .orElseThrow()
                    .get("result");

            assertThat(words)
                    .isNotEmpty()
                    .allSatisfy(word ->
                            assertThat(word.fieldNames()).toIterable().containsExactly("conf", "end", "start", "word"));
        }
    }

    @Test
    void withoutWordsAResultIsItsText() throws Exception {
        try (Client client = new Client("/v1/stream")) {
            client.say(config("\"sample_rate\" : 16000, \"words\" : 0"));
            client.hearAll(TinyServer.pcm(TinyServer.speech(2)));
            assertThat(json(client.end()).fieldNames()).toIterable().containsExactly("text");
        }
    }

    @Test
    void alternativesAreListedBestFirst() throws Exception {
        try (Client client = new Client("/v1/stream")) {
            client.say(config("\"sample_rate\" : 16000, \"max_alternatives\" : 3"));
            client.hearAll(TinyServer.pcm(TinyServer.speech(0.5)));
            JsonNode alternatives = json(client.end()).get("alternatives");

            assertThat(alternatives).hasSizeBetween(1, 3);
            assertThat(alternatives.get(0).has("confidence")).isTrue();
            assertThat(alternatives.get(0).has("text")).isTrue();
        }
    }

    /** vosk-server's rate unless a client says otherwise. */
    @Test
    void telephoneSoundIsResampled() throws Exception {
        float[] wide = TinyServer.speech(4);
        byte[] pcm = TinyServer.pcm(new Resampler()
                .resample(new Waveform(wide, TinyServer.RATE_HZ), 8000)
                .samples());
        LiveResampler up = new LiveResampler(new Resampler(), 8000, TinyServer.RATE_HZ);
        float[] begun = up.accept(TinyServer.samples(pcm));
        float[] rest = up.finish();
        float[] sound = Arrays.copyOf(begun, begun.length + rest.length);
        System.arraycopy(rest, 0, sound, begun.length, rest.length);
        try (Client client = new Client("/v1/stream")) {
            List<String> answers = client.hearAll(pcm);
            answers.add(client.end());
            assertThat(finals(answers)).isEqualTo(expected(sound));
        }
    }

    @Test
    void aFrameMayEndWithinASample() throws Exception {
        byte[] pcm = TinyServer.pcm(TinyServer.speech(2));
        try (Client client = new Client("/v1/stream")) {
            client.say(config("\"sample_rate\" : 16000"));
            List<String> answers = new ArrayList<>();
            for (int at = 0; at < pcm.length; at += 4001) {
                answers.add(client.hear(TinyServer.part(pcm, at, 4001)));
            }
            answers.add(client.end());
            assertThat(finals(answers)).isEqualTo(expected(TinyServer.samples(pcm)));
        }
    }

    @Test
    void afterAResetTimesGoOn() throws Exception {
        byte[] pcm = TinyServer.pcm(TinyServer.speech(2));
        try (Client client = new Client("/v1/stream")) {
            client.say(config("\"sample_rate\" : 16000"));
            List<String> first = client.hearAll(pcm);
            client.say("{\"reset\" : 1}");
            first.add(client.answer());
            List<String> second = client.hearAll(pcm);
            second.add(client.end());

            assertThat(finals(second)).isEqualTo(finals(first)).isNotEmpty();
            assertThat(firstStart(second) - firstStart(first)).isEqualTo(2, within(1e-6));
        }
    }

    @Test
    void anotherModelHearsTheNextSound(@TempDir Path own) throws Exception {
        Path other = own.resolve("other.attune");
        TinySpeech.streaming(2, 9).write(other);
        byte[] pcm = TinyServer.pcm(TinyServer.speech(2));
        try (TinyServer two = TinyServer.start(own, Limits.DEFAULT, ServerSettings.Access.LOCAL, other);
                Client client = new Client("ws://127.0.0.1:" + two.server.port() + "/v1/stream?model=tiny")) {
            client.say(config("\"sample_rate\" : 16000"));
            List<String> first = client.hearAll(pcm);
            client.say(config("\"model\" : \"other\""));
            client.say("{\"reset\" : 1}");
            first.add(client.answer());
            List<String> second = client.hearAll(pcm);
            second.add(client.end());

            assertThat(finals(first)).isEqualTo(expected(TinyServer.samples(pcm)));
            assertThat(finals(second)).isNotEmpty().isNotEqualTo(finals(first));
        }
    }

    @Test
    void aModelThatIsNotThereLosesNoResult() throws Exception {
        byte[] pcm = TinyServer.pcm(TinyServer.speech(2));
        try (Client client = new Client("/v1/stream")) {
            client.say(config("\"sample_rate\" : 16000"));
            List<String> answers = client.hearAll(pcm);
            client.say(config("\"model\" : \"unknown\""));
            answers.add(client.end());
            assertThat(finals(answers)).isEqualTo(expected(TinyServer.samples(pcm)));
            assertThat(client.closed()).startsWith("1000");
        }
    }

    private static double firstStart(List<String> answers) {
        return answers.stream()
                .map(VoskSessionTest::json)
                .filter(answer -> answer.has("result"))
                .mapToDouble(answer -> answer.at("/result/0/start").asDouble())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void partialTextsSayWhatStaysIfThatIsWanted() throws Exception {
        byte[] pcm = TinyServer.pcm(TinyServer.speech(3));
        try (Client client = new Client("/v1/stream")) {
            client.say(config("\"sample_rate\" : 16000, \"stable\" : true"));
            assertThat(client.hearAll(pcm))
                    .filteredOn(answer -> json(answer).has("partial"))
                    .isNotEmpty()
                    .allMatch(answer -> json(answer)
                            .get("partial")
                            .asText()
                            .startsWith(json(answer).get("stable").asText()));
        }
    }

    @Test
    void noSoundIsAnEmptyText() throws Exception {
        try (Client client = new Client("/v1/stream")) {
            assertThat(client.end()).isEqualTo("{\n  \"text\" : \"\"\n}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "what is this",
                "{\"config\": {\"sample_rate\": 3}}",
                "{\"config\": {\"max_alternatives\": -1}}",
                "{\"config\": {\"model\": \"/etc/passwd\"}}",
                "{\"config\": {\"model\": \"whole\"}}"
            })
    void whatIsWrongClosesTheSessionAndIsTold(String message) throws Exception {
        try (Client client = new Client("/v1/stream")) {
            client.say(message);
            assertThat(client.closed()).startsWith("1008 ").hasSizeGreaterThan(15);
        }
    }

    @Test
    void aSessionEndsWithItsLimitOfSound() throws Exception {
        try (Client client = new Client("/v1/stream")) {
            client.say(config("\"sample_rate\" : 1000"));
            byte[] half = new byte[60_002]; // 30.001 s
            client.hear(half);
            client.hear(half);
            assertThat(client.closed()).startsWith("1008 ").contains("60 seconds");
        }
    }

    @Test
    void aMessageOfHoursIsHeardUpToTheLimit(@TempDir Path own) throws Exception {
        try (TinyServer one = TinyServer.start(own, limits(1));
                Client client = new Client("ws://127.0.0.1:" + one.server.port() + "/v1/stream")) {
            client.say(config("\"sample_rate\" : 1000"));
            client.hear(new byte[1_000_000]); // 500 s
            assertThat(client.closed()).startsWith("1008 ").contains("60 seconds");
            TinyServer.await("its line", () -> !one.log.isEmpty());
            assertThat(one.log).singleElement().asString().contains(" sound=61.00 ");
        }
    }

    @Test
    void aMessageOfManySecondsIsHeardAsManyMessagesAre() throws Exception {
        byte[] pcm = TinyServer.pcm(TinyServer.speech(8));
        try (Client client = new Client("/v1/stream")) {
            client.say(config("\"sample_rate\" : 16000"));
            List<String> answers = new ArrayList<>(List.of(client.hear(pcm), client.end()));
            assertThat(finals(answers)).isEqualTo(expected(TinyServer.samples(pcm)));
        }
    }

    private static int refusal(String path, String... headers) {
        try (Client client = new Client(path, headers)) {
            throw new AssertionError("not refused: " + client.socket.socket);
        } catch (CompletionException refused) {
            if (refused.getCause() instanceof WebSocketHandshakeException answered) {
                return answered.getResponse().statusCode();
            }
            throw refused;
        }
    }

    @Test
    void moreSessionsThanTheLimitAreRefusedUntilOneEnds() throws Exception {
        TinyServer.await("the others to end", () -> tiny.server.inFlight() == 0);
        try (Client one = new Client("/v1/stream");
                Client two = new Client("/v1/stream");
                Client three = new Client("/v1/stream")) {
            assertThat(refusal("/v1/stream")).isEqualTo(503);
            one.close();
            TinyServer.await("a client's leaving to be noticed", () -> tiny.server.inFlight() == 2);
            try (Client four = new Client("/v1/stream?model=tiny")) {
                assertThat(four.end()).contains("text");
            }
            assertThat(two.end()).contains("text");
            assertThat(three.end()).contains("text");
        }
    }

    @Test
    void scriptsOfOtherSitesAreRefused() {
        assertThat(refusal("/v1/stream", "Origin", "https://evil.example")).isEqualTo(403);
        try (Client own = new Client("/v1/stream", "Origin", "http://127.0.0.1:" + tiny.server.port())) {
            assertThat(own.socket.socket.isOutputClosed()).isFalse();
        }
    }

    @Test
    void modelsThatNeedWholeRecordingsAreRefused() {
        assertThat(refusal("/v1/stream?model=whole")).isEqualTo(400);
        assertThat(refusal("/v1/stream?model=none")).isEqualTo(404);
    }

    @Test
    void keysAreNeededHereToo(@TempDir Path own) throws Exception {
        try (TinyServer keyed = TinyServer.withKeys(own, Limits.DEFAULT, "a-long-enough-key")) {
            String address = "ws://127.0.0.1:" + keyed.server.port() + "/v1/stream";
            assertThat(refusal(address)).isEqualTo(401);
            assertThatThrownBy(() -> new Client(address + "?api_key=wrong")).isNotNull();
            try (Client header = new Client(address, "Authorization", "Bearer a-long-enough-key");
                    Client query = new Client(address + "?api_key=a-long-enough-key")) {
                assertThat(header.end()).contains("text");
                assertThat(query.end()).contains("text");
            }
            assertThat(keyed.log).noneMatch(line -> line.contains("a-long-enough-key"));
        }
    }

    @Test
    void stoppingTheServerGivesTheTextSoFar(@TempDir Path own) throws Exception {
        TinyServer stopped = TinyServer.start(own);
        byte[] pcm = TinyServer.pcm(TinyServer.speech(2));
        try (Client client = new Client("ws://127.0.0.1:" + stopped.server.port() + "/v1/stream")) {
            client.say(config("\"sample_rate\" : 16000"));
            List<String> answers = client.hearAll(pcm);
            stopped.close();
            answers.add(client.answer());

            assertThat(finals(answers)).isEqualTo(expected(TinyServer.samples(pcm)));
            assertThat(client.closed()).startsWith("1001");
        }
    }
}
