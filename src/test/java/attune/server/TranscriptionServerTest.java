package attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import attune.audio.WavWriter;
import attune.audio.Waveform;
import attune.corpus.Clip;
import attune.decoding.HotWords;
import attune.decoding.Transcript;
import attune.decoding.Word;
import attune.rounding.Rounded;
import attune.speech.DecodingSettings;
import attune.speech.SpeechDecoder;
import attune.speech.Transcriber;
import attune.transcripts.TranscriptFormat;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The transcription API over real HTTP. The model is untrained, so its transcripts are nonsense. */
class TranscriptionServerTest {
    @TempDir
    static Path folder;

    private static TinyServer tiny;
    private static Path digit;
    private static Path recording;

    @BeforeAll
    static void start() throws IOException {
        tiny = TinyServer.start(folder);
        digit = TinyServer.digit(7);
        recording = TinyServer.recording(folder, 70);
    }

    @AfterAll
    static void stop() {
        tiny.close();
    }

    private static List<String> events(String body) {
        return body.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
    }

    private static JsonNode event(String data) {
        return Objects.requireNonNull(Json.read(data), data);
    }

    @Test
    void theTextIsWhatTheLibraryMakesOfTheFile() throws Exception {
        Transcript expected = tiny.expected(digit);
        JsonNode answer = tiny.json(Form.of(digit));

        assertThat(expected.text()).isNotEmpty();
        assertThat(answer.get("text").asText()).isEqualTo(expected.text());
        assertThat(answer.at("/usage/type").asText()).isEqualTo("duration");
        assertThat(answer.at("/usage/seconds").asInt()).isEqualTo(1);
        assertThat(answer.fieldNames()).toIterable().containsExactly("text", "usage");
    }

    @Test
    void aRecordingOfSeveralPiecesIsWhatTheLibraryMakesOfIt() throws Exception {
        assertThat(tiny.json(Form.of(recording)).get("text").asText())
                .isEqualTo(tiny.expected(recording).text());
    }

    @Test
    void theFileMayComeBeforeTheOtherFields() throws Exception {
        Form form = new Form().file(digit).field("model", "tiny");
        assertThat(tiny.json(form).get("text").asText())
                .isEqualTo(tiny.expected(digit).text());
    }

    @Test
    void verboseJsonHasEveryFieldThatStrictClientsWant() throws Exception {
        Transcript expected = tiny.expected(recording);
        JsonNode answer = tiny.json(Form.of(recording)
                .field("response_format", "verbose_json")
                .field("timestamp_granularities[]", "word")
                .field("timestamp_granularities[]", "segment"));

        assertThat(answer.fieldNames())
                .toIterable()
                .containsExactly("task", "language", "duration", "text", "words", "segments", "usage");
        assertThat(answer.get("language").asText()).isEqualTo("english");
        assertThat(answer.get("duration").asDouble()).isEqualTo(70);
        assertThat(answer.get("words")).hasSameSizeAs(expected.words());
        for (int i = 0; i < expected.words().size(); i++) {
            Word word = expected.words().get(i);
            JsonNode found = answer.get("words").get(i);
            assertThat(found.get("word").asText()).isEqualTo(word.text());
            assertThat(found.get("start").asDouble()).isEqualTo(Rounded.thousandths(word.startSeconds()));
            assertThat(found.get("end").asDouble()).isEqualTo(Rounded.thousandths(word.endSeconds()));
            assertThat(found.get("confidence").asDouble()).isEqualTo(Rounded.tenThousandths(word.confidence()));
        }
        assertThat(answer.get("segments"))
                .isNotEmpty()
                .allSatisfy(segment -> assertThat(segment.fieldNames())
                        .toIterable()
                        .containsExactly(
                                "id",
                                "seek",
                                "start",
                                "end",
                                "text",
                                "tokens",
                                "temperature",
                                "avg_logprob",
                                "compression_ratio",
                                "no_speech_prob"));
        assertThat(StreamSupport.stream(answer.get("segments").spliterator(), false)
                        .map(segment -> segment.get("text").asText())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(expected.text());
    }

    @Test
    void verboseJsonHasSegmentsUnlessOnlyWordsAreWanted() throws Exception {
        JsonNode usual = tiny.json(Form.of(digit).field("response_format", "verbose_json"));
        JsonNode words = tiny.json(
                Form.of(digit).field("response_format", "verbose_json").field("timestamp_granularities[]", "word"));

        assertThat(usual.has("segments")).isTrue();
        assertThat(usual.has("words")).isFalse();
        assertThat(words.has("segments")).isFalse();
        assertThat(words.has("words")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "srt", "vtt", "ctm", "trn", "textgrid"})
    void otherFormatsAreThoseOfTheCommandLine(String format) throws Exception {
        TranscriptFormat form = format.equals("text")
                ? TranscriptFormat.TXT
                : TranscriptFormat.valueOf(format.toUpperCase(Locale.ROOT));
        Recognised expected = new Recognised(70, tiny.expected(recording));
        HttpResponse<String> response = tiny.post(Form.of(recording).field("response_format", format));

        assertThat(response.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
        assertThat(response.body()).isEqualTo(form.write(expected.named("recording-70.wav")));
    }

    @Test
    void deltasJoinedAreTheText() throws Exception {
        String expected = tiny.expected(recording).text();
        HttpResponse<String> response = tiny.post(Form.of(recording).field("stream", "true"));
        List<String> events = events(response.body());
        List<JsonNode> json = events.subList(0, events.size() - 1).stream()
                .map(TranscriptionServerTest::event)
                .toList();
        JsonNode done = json.get(json.size() - 1);
        List<JsonNode> deltas = json.subList(0, json.size() - 1);

        assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream; charset=utf-8");
        assertThat(response.body()).endsWith("data: [DONE]\n\n");
        assertThat(deltas)
                .hasSizeGreaterThan(2)
                .allSatisfy(delta -> assertThat(delta.get("type").asText()).isEqualTo("transcript.text.delta"));
        assertThat(deltas.stream().map(delta -> delta.get("delta").asText()).collect(Collectors.joining()))
                .isEqualTo(expected);
        assertThat(done.get("type").asText()).isEqualTo("transcript.text.done");
        assertThat(done.get("text").asText()).isEqualTo(expected);
        assertThat(done.at("/usage/seconds").asInt()).isEqualTo(70);
    }

    @Test
    void logProbabilitiesAreThoseOfWords() throws Exception {
        Transcript expected = tiny.expected(digit);
        JsonNode answer = tiny.json(Form.of(digit).field("include[]", "logprobs"));
        StringBuilder joined = new StringBuilder();
        answer.get("logprobs").forEach(token -> joined.append(token.get("token").asText()));

        assertThat(joined).hasToString(expected.text());
        assertThat(answer.at("/logprobs/0/logprob").asDouble())
                .isEqualTo(Rounded.tenThousandths(
                        TranscriptionAnswer.logProbOf(expected.words().get(0))));
    }

    @ParameterizedTest
    @CsvSource({"keywords[], seven", "hotwords, seven", "prompt, 'A call. Seven, and ДОМ'"})
    void hotWordsAreListenedFor(String field, String value) throws Exception {
        var format = tiny.tiny.format();
        HotWords words = HotWords.parse(
                "test", field.equals("prompt") ? "seven\na call" : "seven", format.alphabet(), format.textNormalizer());
        SpeechDecoder decoder = SpeechDecoder.beam(format, DecodingSettings.DEFAULT.width(), words, 1);
        String expected = new Transcriber(tiny.tiny.share(), decoder)
                .transcribe(List.of(Clip.whole(digit)))
                .get(0)
                .text();

        assertThat(tiny.json(Form.of(digit).field(field, value)).get("text").asText())
                .isEqualTo(expected);
    }

    @Test
    void silenceGivesNoWords() throws Exception {
        Path silence = folder.resolve("silence.wav");
        WavWriter.write(silence, new Waveform(new float[40_000], 16_000));

        assertThat(tiny.json(Form.of(silence)).get("text").asText()).isEmpty();
        assertThat(tiny.post(Form.of(silence).field("response_format", "srt")).body())
                .isEmpty();
        assertThat(events(tiny.post(Form.of(silence).field("stream", "true")).body()))
                .as("done and the end")
                .hasSize(2);
    }

    @Test
    void manyAtOnceGetWhatEachWouldGetAlone() throws Exception {
        List<String> expected = IntStream.range(0, 12)
                .mapToObj(i -> tiny.expected(TinyServer.digit(i)).text())
                .toList();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 48; i++) {
            answers.add(tiny.client.sendAsync(
                    tiny.request(Form.of(TinyServer.digit(i % 12))), HttpResponse.BodyHandlers.ofString()));
        }
        for (int i = 0; i < 48; i++) {
            HttpResponse<String> answer = answers.get(i).get();
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(TinyServer.json(answer).get("text").asText()).isEqualTo(expected.get(i % 12));
        }
    }

    @Test
    void anAliasIsTheModel() throws Exception {
        Form form = new Form().field("model", "whisper-1").file(digit);
        assertThat(tiny.json(form).get("text").asText())
                .isEqualTo(tiny.expected(digit).text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            model=nope                                                   | 404 | model                   | does not exist
            response_format=xml                                          | 400 | response_format         | none of json, text
            response_format=diarized_json                                | 400 | response_format         | none of json, text
            timestamp_granularities[]=word                               | 400 | timestamp_granularities | needs response_format verbose_json
            timestamp_granularities[]=line,response_format=verbose_json  | 400 | timestamp_granularities | word or segment
            stream=perhaps                                               | 400 | stream                  | true or false
            stream=true,response_format=srt                              | 400 | stream                  | json or text
            include[]=tokens                                             | 400 | include                 | logprobs
            include[]=logprobs,response_format=text                      | 400 | include                 | json
            known_speaker_names[]=Ann                                    | 400 | known_speaker_names     | Speakers
            keywords[]=ДОМ                                               | 400 | keywords                | cannot write
            language=de                                                  | 400 | language                | English
            """)
    void whatIsWrongIsTold(String fields, int status, String param, String message) throws Exception {
        Form form = new Form();
        if (!fields.startsWith("model=")) {
            form.field("model", "tiny");
        }
        for (String field : fields.split(",", -1)) {
            String[] parts = field.split("=", 2);
            form.field(parts[0], parts[1]);
        }
        HttpResponse<String> response = tiny.post(form.file(digit));
        JsonNode error = TinyServer.json(response).get("error");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(error.fieldNames()).toIterable().containsExactly("message", "type", "param", "code");
        assertThat(error.get("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.get("param").asText()).isEqualTo(param);
        assertThat(error.get("message").asText()).contains(message).doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"language=en", "language=English", "temperature=0.5", "chunking_strategy=auto", "other=1"})
    void whatMakesNoDifferenceIsAccepted(String field) throws Exception {
        String[] parts = field.split("=", 2);
        assertThat(tiny.json(Form.of(digit).field(parts[0], parts[1]))
                        .get("text")
                        .asText())
                .isEqualTo(tiny.expected(digit).text());
    }

    @Test
    void aFileThatCannotBeReadIsNamedAsTheClientDoes() throws Exception {
        byte[] flac = Files.readAllBytes(digit);
        HttpResponse<String> cut = tiny.post(
                new Form().field("model", "tiny").file("call.flac", TinyServer.part(flac, 0, flac.length / 2)));
        HttpResponse<String> text =
                tiny.post(new Form().field("model", "tiny").file("notes.txt", new byte[] {'h', 'i'}));

        assertThat(cut.statusCode()).isEqualTo(400);
        assertThat(TinyServer.json(cut).at("/error/message").asText())
                .startsWith("call.flac: ")
                .doesNotContain("/tmp");
        assertThat(text.statusCode()).isEqualTo(400);
        assertThat(TinyServer.json(text).at("/error/message").asText()).startsWith("notes.txt: ");
    }

    @Test
    void aMissingOrEmptyFileIsTold() throws Exception {
        HttpResponse<String> missing = tiny.post(new Form().field("model", "tiny"));
        HttpResponse<String> empty = tiny.post(new Form().field("model", "tiny").file("a.wav", new byte[0]));
        HttpResponse<String> noModel = tiny.post(new Form().file(digit));

        assertThat(List.of(missing.statusCode(), empty.statusCode(), noModel.statusCode()))
                .containsOnly(400);
        assertThat(TinyServer.json(missing).at("/error/param").asText()).isEqualTo("file");
        assertThat(TinyServer.json(empty).at("/error/message").asText()).contains("empty");
        assertThat(TinyServer.json(noModel).at("/error/param").asText()).isEqualTo("model");
    }

    @Test
    void modelsAreListedAndDescribed() throws Exception {
        JsonNode list = TinyServer.json(tiny.get("/v1/models"));
        JsonNode one = TinyServer.json(tiny.get("/v1/models/tiny"));

        assertThat(list.get("object").asText()).isEqualTo("list");
        assertThat(list.get("data")).hasSize(2);
        assertThat(list.at("/data/0")).isEqualTo(one);
        assertThat(one.get("object").asText()).isEqualTo("model");
        assertThat(one.get("owned_by").asText()).isEqualTo("attune");
        assertThat(one.get("live").asBoolean()).isTrue();
        assertThat(one.get("language").asText()).isEqualTo("en");
        assertThat(TinyServer.json(tiny.get("/v1/models/whole")).get("live").asBoolean())
                .isFalse();
        assertThat(tiny.get("/v1/models/none").statusCode()).isEqualTo(404);
    }

    @Test
    void unknownAddressesAndMethodsAreTold() throws Exception {
        assertThat(tiny.get("/v1/chat/completions").statusCode()).isEqualTo(404);
        assertThat(tiny.get(TinyServer.TRANSCRIPTIONS).statusCode()).isEqualTo(405);
        assertThat(tiny.get("/v1/stream").statusCode()).isEqualTo(426);
    }

    @Test
    void everyRequestIsALineOfTheLogWithoutItsText() throws Exception {
        HttpResponse<String> response = tiny.post(Form.of(digit));
        String id = response.headers().firstValue("x-request-id").orElseThrow();

        TinyServer.await("its line", () -> tiny.log.stream().anyMatch(line -> line.contains(" " + id + " ")));
        assertThat(tiny.log)
                .filteredOn(line -> line.contains(" " + id + " "))
                .singleElement()
                .asString()
                .contains("POST /v1/audio/transcriptions 200 model=tiny sound=0.", "took=", "caller=-")
                .doesNotContain(tiny.expected(digit).text());
    }

    @Test
    void metricsCountWhatWasDone() throws Exception {
        String requests = "attune_requests_total{path=\"/v1/audio/transcriptions\",status=\"200\"}";
        double before = tiny.metric(requests);
        tiny.post(Form.of(digit));

        TinyServer.await("the request to be counted", () -> tiny.metric(requests) == before + 1);
        assertThat(tiny.metric("attune_sound_seconds_total{model=\"tiny\"}")).isPositive();
        assertThat(tiny.metric("attune_pass_pieces_count{model=\"tiny\"}")).isPositive();
        assertThat(tiny.get("/metrics").headers().firstValue("content-type"))
                .hasValue("text/plain; version=0.0.4; charset=utf-8");
    }

    @Test
    void itSaysThatItIsThereAndReady() throws Exception {
        assertThat(tiny.get("/health").body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(tiny.get("/ready").statusCode()).isEqualTo(200);
    }
}
