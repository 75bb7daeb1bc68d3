package attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import attune.audio.AudioReader;
import attune.audio.WavWriter;
import attune.audio.Waveform;
import attune.corpus.Clip;
import attune.decoding.Transcript;
import attune.speech.SpeechModel;
import attune.speech.TinySpeech;
import attune.speech.Transcriber;
import attune.speech.live.SpeechStream;
import attune.speech.live.StreamSettings;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** A server with the model {@code tiny}, which is untrained and can stream, and {@code whole}, which cannot. */
final class TinyServer implements AutoCloseable {
    static final int RATE_HZ = 16_000;
    static final String TRANSCRIPTIONS = "/v1/audio/transcriptions";

    final List<String> log = new CopyOnWriteArrayList<>();
    final SpeechModel tiny;
    final TranscriptionServer server;
    final int port;
    final HttpClient client = HttpClient.newHttpClient();

    private TinyServer(SpeechModel tiny, ServerSettings settings) throws IOException {
        this.tiny = tiny;
        this.server = TranscriptionServer.start(settings, LogFormat.TEXT, log::add);
        this.port = server.port();
    }

    static TinyServer start(Path folder) throws IOException {
        return start(folder, Limits.DEFAULT, ServerSettings.Access.LOCAL);
    }

    static TinyServer start(Path folder, Limits limits) throws IOException {
        return start(folder, limits, ServerSettings.Access.LOCAL);
    }

    static TinyServer start(Path folder, Limits limits, ServerSettings.Access access, Path... more) throws IOException {
        SpeechModel tiny = TinySpeech.streaming(2, 4);
        Path live = folder.resolve("tiny.attune");
        Path whole = folder.resolve("whole.attune");
        tiny.write(live);
        TinySpeech.bundle(whole, 1);
        Map<String, Path> models = new TreeMap<>(Map.of("tiny", live, "whole", whole));
        for (Path bundle : more) {
            models.put(bundle.getFileName().toString().replace(".attune", ""), bundle);
        }
        return new TinyServer(
                SpeechModel.open(live),
                new ServerSettings(
                        "127.0.0.1",
                        0,
                        new ServerSettings.Bundles(models),
                        Map.of("whisper-1", "tiny"),
                        access,
                        limits));
    }

    /** With keys, which are written to a file. */
    static TinyServer withKeys(Path folder, Limits limits, String... keys) throws IOException {
        return start(folder, limits, keyed(folder, keys));
    }

    /** Access for those who have one of some keys, which are written to a file. */
    static ServerSettings.Access keyed(Path folder, String... keys) throws IOException {
        Path file = Files.write(folder.resolve("keys.txt"), List.of(keys));
        return new ServerSettings.Access(Optional.of(file), false, Set.of(), Set.of(), Optional.empty());
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        return client.send(with(request, headers).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(Form form, String... headers) throws IOException, InterruptedException {
        return client.send(request(form, headers), HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest request(Form form, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(TRANSCRIPTIONS))
                .header("Content-Type", Form.contentType())
                .POST(form.publisher());
        return with(request, headers).build();
    }

    private static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
        return headers.length == 0 ? request : request.headers(headers);
    }

    JsonNode json(Form form) throws IOException, InterruptedException {
        HttpResponse<String> response = post(form);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    static JsonNode json(HttpResponse<String> response) {
        return Objects.requireNonNull(Json.read(response.body()), response.body());
    }

    /** What the library makes of a file. */
    Transcript expected(Path audio) {
        return new Transcriber(tiny.share())
                .transcribe(List.of(Clip.whole(audio)))
                .get(0)
                .orThrow();
    }

    /** The value of a series of /metrics; 0 where there is none. */
    double metric(String series) {
        try {
            return get("/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(series + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Waits for something that must come. */
    static void await(String what, BooleanSupplier come) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!come.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting for: " + what).isLessThan(end);
            Thread.sleep(10);
        }
    }

    static Path digit(int which) {
        return TinySpeech.digits().get(which).clip().audio();
    }

    /** Spoken digits with pauses between them. */
    static float[] speech(double seconds) {
        float[] sound = new float[(int) (seconds * RATE_HZ)];
        int at = 0;
        for (int i = 0; at < sound.length; i++) {
            float[] digit = new AudioReader().read(digit(i % 12), RATE_HZ).samples();
            int count = Math.min(digit.length, sound.length - at);
            System.arraycopy(digit, 0, sound, at, count);
            at += count + RATE_HZ / 2;
        }
        return sound;
    }

    /** The same as a file. */
    static Path recording(Path folder, double seconds) throws IOException {
        Path file = folder.resolve("recording-" + (int) seconds + ".wav");
        WavWriter.write(file, new Waveform(speech(seconds), RATE_HZ));
        return file;
    }

    static byte[] pcm(float[] sound) {
        byte[] bytes = new byte[2 * sound.length];
        for (int i = 0; i < sound.length; i++) {
            int value = Math.max(-32768, Math.min(32767, Math.round(sound[i] * 32768)));
            bytes[2 * i] = (byte) value;
            bytes[2 * i + 1] = (byte) (value >> 8);
        }
        return bytes;
    }

    static float[] samples(byte[] pcm) {
        float[] sound = new float[pcm.length / 2];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (short) ((pcm[2 * i] & 0xff) | pcm[2 * i + 1] << 8) / 32768f;
        }
        return sound;
    }

    /** What the library's stream reports for the same samples. */
    List<SpeechStream.Segment> segments(float[] sound, StreamSettings settings) {
        List<SpeechStream.Segment> segments = new ArrayList<>();
        SpeechStream stream = SpeechStream.open(tiny.share(), settings, new SpeechStream.Listener() {
            @Override
            public void partial(SpeechStream.Partial partial) {}

            @Override
            public void segment(SpeechStream.Segment segment) {
                segments.add(segment);
            }
        });
        stream.accept(sound, sound.length);
        stream.finish();
        return segments;
    }

    static String text(List<SpeechStream.Segment> segments) {
        return segments.stream()
                .map(segment -> segment.transcript().text())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }

    static byte[] part(byte[] all, int from, int count) {
        return Arrays.copyOfRange(all, from, Math.min(all.length, from + count));
    }

    @Override
    public void close() {
        server.close();
    }
}
