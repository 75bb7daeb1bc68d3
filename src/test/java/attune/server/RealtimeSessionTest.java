package attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import attune.speech.live.SpeechStream;
import attune.speech.live.StreamSettings;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenAI's Realtime API for transcription, by its published events. */
class RealtimeSessionTest {
    private static final String TRANSCRIPTION = "conversation.item.input_audio_transcription.";
    private static final String UPDATE = """
            {"type": "session.update", "event_id": "mine", "session": {"type": "transcription", "audio": {"input": %s}}}""";
    private static final String AT_16_KHZ = "\"format\": {\"type\": \"audio/pcm\", \"rate\": 16000}";
    private static final String COMMIT = "{\"type\": \"input_audio_buffer.commit\"}";
    private static final int BLOCK_BYTES = 6400;

    @TempDir
    static Path folder;

    private static TinyServer tiny;

    @BeforeAll
    static void start() throws IOException {
        tiny = TinyServer.start(folder);
    }

    @AfterAll
    static void stop() {
        tiny.close();
    }

    /** A client that keeps what it was told. */
    private static final class Client implements AutoCloseable {
        final List<JsonNode> events = new ArrayList<>();
        private final SocketClient socket;

        Client(TinyServer server, String query, String... protocols) throws InterruptedException {
            socket = new SocketClient("ws://127.0.0.1:" + server.port + "/v1/realtime" + query, protocols);
            await("session.created");
        }

        JsonNode next() throws InterruptedException {
            String text = socket.answer();
            JsonNode event = Objects.requireNonNull(Json.read(text), text);
            assertThat(event.get("event_id").asText()).isNotEmpty();
            events.add(event);
            return event;
        }

        JsonNode await(String type) throws InterruptedException {
            JsonNode event = next();
            while (!event.get("type").asText().equals(type)) {
                event = next();
            }
            return event;
        }

        JsonNode update(String input) throws InterruptedException {
            socket.say(UPDATE.formatted(input));
            return await("session.updated").get("session");
        }

        void append(byte[] sound) {
            for (int at = 0; at < sound.length; at += BLOCK_BYTES) {
                String audio = Base64.getEncoder().encodeToString(TinyServer.part(sound, at, BLOCK_BYTES));
                socket.say("{\"type\": \"input_audio_buffer.append\", \"audio\": \"" + audio + "\"}");
            }
        }

        /** Waits until all that was sent has been heard: events are answered in turn, those that there are not with an error. */
        void awaitHeard() throws InterruptedException {
            socket.say("{\"type\": \"no.such.event\"}");
            await("error");
        }

        List<JsonNode> all(String type) {
            return events.stream()
                    .filter(event -> event.get("type").asText().equals(type))
                    .toList();
        }

        String deltas(String item) {
            return all(TRANSCRIPTION + "delta").stream()
                    .filter(event -> event.get("item_id").asText().equals(item))
                    .map(event -> event.get("delta").asText())
                    .collect(Collectors.joining());
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private static List<SpeechStream.Segment> segments(byte[] pcm, double pauseSeconds) {
        return tiny.segments(TinyServer.samples(pcm), new StreamSettings(0.3, pauseSeconds));
    }

    @Test
    void committedSoundIsAnItemWhoseDeltasAreItsTranscript() throws Exception {
        byte[] pcm = TinyServer.pcm(TinyServer.speech(8));
        try (Client client = new Client(tiny, "?intent=transcription&model=tiny")) {
            JsonNode session = client.update("{" + AT_16_KHZ + ", \"turn_detection\": null}");
            assertThat(session.at("/audio/input/turn_detection").isNull()).isTrue();
            assertThat(session.at("/audio/input/transcription/model").asText()).isEqualTo("tiny");
            for (int turn = 0; turn < 2; turn++) {
                client.append(pcm);
                client.socket.say(COMMIT);
                JsonNode completed = client.await(TRANSCRIPTION + "completed");

                String item = completed.get("item_id").asText();
                assertThat(completed.get("transcript").asText())
                        .isEqualTo(TinyServer.text(segments(pcm, 0.8)))
                        .isNotEmpty();
                assertThat(client.deltas(item))
                        .isEqualTo(completed.get("transcript").asText());
                assertThat(completed.at("/usage/seconds").asDouble()).isEqualTo(8);
            }
            List<JsonNode> committed = client.all("input_audio_buffer.committed");
            assertThat(committed.get(0).get("previous_item_id").isNull()).isTrue();
            assertThat(committed.get(1).get("previous_item_id"))
                    .isEqualTo(committed.get(0).get("item_id"));
            assertThat(client.all("error")).isEmpty();
        }
    }

    @Test
    void pausesEndTurnsWhereTheServerDetectsThem() throws Exception {
        byte[] pcm = TinyServer.pcm(TinyServer.speech(8));
        try (Client client = new Client(tiny, "")) {
            client.update("{" + AT_16_KHZ + ", \"turn_detection\": {\"type\": \"server_vad\","
                    + " \"silence_duration_ms\": 450}}");
            client.append(pcm);
            List<SpeechStream.Segment> expected = segments(pcm, 0.45);
            client.update("{}"); // ends the last turn

            assertThat(client.all(TRANSCRIPTION + "completed"))
                    .extracting(event -> event.get("transcript").asText())
                    .isEqualTo(expected.stream()
                            .map(segment -> segment.transcript().text())
                            .toList());
            assertThat(client.all("input_audio_buffer.speech_stopped"))
                    .extracting(event -> event.get("audio_end_ms").asLong())
                    .isEqualTo(expected.stream()
                            .map(segment -> Math.round(1000 * (segment.startSeconds() + segment.seconds())))
                            .toList());
            assertThat(client.all("input_audio_buffer.speech_started")).hasSameSizeAs(expected);
        }
    }

    /** The codes of silence in either law, and what they stand for, from ITU-T G.711. */
    @ParameterizedTest
    @CsvSource({"audio/pcmu, 255", "audio/pcma, 213"})
    void telephoneSoundIsTakenToo(String format, int silence) throws Exception {
        byte[] second = new byte[8000];
        Arrays.fill(second, (byte) silence);
        try (Client client = new Client(tiny, "")) {
            JsonNode session = client.update("{\"format\": {\"type\": \"" + format + "\"}, \"turn_detection\": null}");
            assertThat(session.at("/audio/input/format/rate").asInt()).isEqualTo(8000);
            client.append(second);
            client.socket.say(COMMIT);
            JsonNode completed = client.await(TRANSCRIPTION + "completed");
            assertThat(completed.get("transcript").asText()).isEmpty();
            assertThat(completed.at("/usage/seconds").asDouble()).isEqualTo(1);
        }
    }

    @Test
    void theFieldsOfTheBetaAreUnderstood() throws Exception {
        try (Client client = new Client(tiny, "")) {
            client.socket.say("""
                    {"type": "transcription_session.update", "session": {"input_audio_format": "g711_ulaw",
                     "input_audio_transcription": {"model": "tiny", "prompt": "one, two"}, "turn_detection": null}}""");
            JsonNode input = client.await("transcription_session.updated").at("/session/audio/input");
            assertThat(input.at("/format/type").asText()).isEqualTo("audio/pcmu");
            assertThat(input.at("/transcription/prompt").asText()).isEqualTo("one, two");
        }
    }

    @Test
    void clearedSoundComesToNothing() throws Exception {
        byte[] pcm = TinyServer.pcm(TinyServer.speech(3));
        try (Client client = new Client(tiny, "")) {
            client.update("{" + AT_16_KHZ + ", \"turn_detection\": null}");
            client.append(pcm);
            client.socket.say("{\"type\": \"input_audio_buffer.clear\"}");
            client.await("input_audio_buffer.cleared");
            client.socket.say(COMMIT);
            assertThat(client.await("error").at("/error/code").asText()).isEqualTo("input_audio_buffer_commit_empty");
            client.append(pcm);
            client.socket.say(COMMIT);
            assertThat(client.await(TRANSCRIPTION + "completed")
                            .get("transcript")
                            .asText())
                    .isEqualTo(TinyServer.text(segments(pcm, 0.8)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "what is this",
                "[1]",
                "{\"type\": \"response.create\", \"event_id\": \"e1\"}",
                "{\"type\": \"input_audio_buffer.append\", \"audio\": \"§\", \"event_id\": \"e1\"}",
                "{\"type\": \"session.update\", \"event_id\": \"e1\", \"session\": {\"type\": \"realtime\"}}",
                "{\"type\": \"session.update\", \"event_id\": \"e1\", \"session\": {\"audio\": {\"input\": {\"format\":"
                        + " {\"type\": \"audio/opus\"}}}}}",
                "{\"type\": \"session.update\", \"event_id\": \"e1\", \"session\": {\"audio\": {\"input\": {"
                        + "\"turn_detection\": {\"type\": \"semantic_vad\"}}}}}",
                "{\"type\": \"session.update\", \"event_id\": \"e1\", \"session\": {\"audio\": {\"input\": {"
                        + "\"transcription\": {\"model\": \"../tiny\"}}}}}",
                "{\"type\": \"session.update\", \"event_id\": \"e1\", \"session\": {\"audio\": {\"input\": {"
                        + "\"transcription\": {\"keywords\": [\"12\"]}}}}}",
                "{\"type\": \"session.update\", \"event_id\": \"e1\", \"session\": {\"audio\": {\"input\": {"
                        + "\"transcription\": {\"keywords\": [\"# sales\"]}}}}}"
            })
    void aMistakeIsAnErrorAndTheSessionGoesOn(String message) throws Exception {
        try (Client client = new Client(tiny, "")) {
            client.socket.say(message);
            JsonNode error = client.await("error").get("error");
            assertThat(error.get("message").asText()).hasSizeGreaterThan(10);
            assertThat(error.get("type").asText()).isEqualTo("invalid_request_error");
            assertThat(error.get("event_id").asText("")).isEqualTo(message.contains("e1") ? "e1" : "");
            assertThat(client.update("{" + AT_16_KHZ + "}")
                            .at("/audio/input/format/rate")
                            .asInt())
                    .isEqualTo(16_000);
        }
    }

    @Test
    void browsersGiveTheirKeyAsASubprotocol(@TempDir Path own) throws Exception {
        try (TinyServer keyed = TinyServer.withKeys(own, Limits.DEFAULT, "a-long-enough-key");
                Client client = new Client(keyed, "", "realtime", "openai-insecure-api-key.a-long-enough-key")) {
            assertThat(client.socket.protocol()).isEqualTo("realtime");
        }
    }

    @Test
    void stoppingTheServerGivesTheTextSoFar(@TempDir Path own) throws Exception {
        TinyServer stopped = TinyServer.start(own);
        byte[] pcm = TinyServer.pcm(TinyServer.speech(2));
        try (Client client = new Client(stopped, "")) {
            client.update("{" + AT_16_KHZ + ", \"turn_detection\": null}");
            client.append(pcm);
            client.update("{" + AT_16_KHZ + ", \"turn_detection\": null}"); // so that all was heard
            client.append(pcm);
            client.awaitHeard();
            assertThat(stopped.server.inFlight()).isEqualTo(1);
            stopped.close();
            client.await(TRANSCRIPTION + "completed");
            assertThat(client.socket.closed()).startsWith("1001");
        }
    }
}
