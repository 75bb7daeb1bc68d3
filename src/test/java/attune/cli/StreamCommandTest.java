package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.audio.AudioReader;
import attune.audio.WavWriter;
import attune.audio.Waveform;
import attune.speech.TinySpeech;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code transcribe --stream}. The model is untrained, so its transcripts are nonsense. */
class StreamCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static String live;
    private static String offline;
    private static String wav;
    private static String raw;

    @BeforeAll
    static void prepare() throws IOException {
        Path bundle = folder.resolve("live.attune");
        TinySpeech.streaming(2, 4).write(bundle);
        live = bundle.toString();
        offline = TinySpeech.bundle(folder.resolve("offline.attune"), 1).toString();
        Waveform clip = new AudioReader().read(TinySpeech.digits().get(7).clip().audio(), 16_000);
        Path file = folder.resolve("seven.wav");
        WavWriter.write(file, clip);
        wav = file.toString();
        byte[] bytes = Files.readAllBytes(file);
        raw = Files.write(folder.resolve("seven.raw"), Arrays.copyOfRange(bytes, 44, bytes.length))
                .toString();
    }

    private static InProcess stream(String input, String... more) {
        return InProcess.run(
                Stream.concat(Stream.of("transcribe", "-m", live, "--stream", "--pause", "31", input), Stream.of(more))
                        .toArray(String[]::new));
    }

    /** Runs with bytes on standard input. */
    private static InProcess piped(byte[] bytes, String... more) {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(bytes));
            return stream("-", more);
        } finally {
            System.setIn(before);
        }
    }

    private static String whole() {
        return InProcess.run("transcribe", "-m", live, wav).out();
    }

    @Test
    void theTextIsThatOfTheWholeFile() {
        InProcess run = stream(wav);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo(whole()).isNotBlank();
    }

    @Test
    void standardInputIsWavOrRaw() throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of(wav));
        assertThat(piped(bytes).out()).isEqualTo(whole());
        // A program that writes into a pipe cannot know the length.
        byte[] endless = bytes.clone();
        Arrays.fill(endless, 40, 44, (byte) 0xFF);
        assertThat(piped(endless).out()).isEqualTo(whole());
        byte[] samples = Files.readAllBytes(Path.of(raw));
        assertThat(piped(samples, "--raw", "16000").out()).isEqualTo(whole());
        assertThat(piped(Arrays.copyOf(samples, samples.length - 1), "--raw", "16000")
                        .code())
                .as("stopped inside a sample")
                .isZero();
        assertThat(stream(raw, "--raw", "16000").out()).isEqualTo(whole());
    }

    @Test
    void jsonHasALineForEachPartialAndTheFinalOne() throws IOException {
        InProcess run = stream(wav, "--format", "json", "--n-best", "2");
        assertThat(run.err()).isEmpty();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : run.outLines()) {
            lines.add(JSON.readTree(line));
        }
        JsonNode last = lines.remove(lines.size() - 1);
        assertThat(lines).isNotEmpty();
        double reached = 0;
        for (JsonNode line : lines) {
            assertThat(line.fieldNames()).toIterable().containsExactly("partial", "stable", "seconds");
            assertThat(line.get("seconds").asDouble()).isGreaterThan(reached);
            reached = line.get("seconds").asDouble();
        }
        assertThat(last.get("text").asText()).isNotEmpty();
        assertThat(last.get("offset").asDouble()).isZero();
        assertThat(last.get("duration").asDouble()).isGreaterThanOrEqualTo(reached);
        assertThat(last.get("hypotheses")).hasSize(2);
    }

    @Test
    void onATerminalTheLineIsWrittenOver() {
        String whole = whole();
        System.setProperty("attune.terminal", "true");
        try {
            InProcess run = stream(wav);
            assertThat(run.out()).isEqualTo(whole);
            assertThat(run.err()).startsWith("\r\u001b[K").endsWith("\r\u001b[K");
            assertThat(run.errLines())
                    .as("lines that scroll")
                    .allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
        } finally {
            System.clearProperty("attune.terminal");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -m OFFLINE --stream WAV                    | lstm1, needs the end, source-en-streaming
            -m LIVE --stream WAV WAV                   | --stream, one input
            -m LIVE --stream --format srt WAV          | --format srt, txt or json
            -m LIVE --stream --out FOLDER WAV          | --out
            -m LIVE --stream --pause 0.1 WAV           | --pause, 0.1
            -m LIVE --stream --chunk 0 WAV             | --chunk, 0.0
            -m LIVE --stream --raw 5 WAV               | --raw, 5
            -m LIVE --stream FOLDER/none.wav           | none.wav, does not exist
            -m LIVE --stream --raw 8000 FOLDER/none.raw | none.raw
            -m LIVE --pause 1 WAV                      | --pause, --stream
            -m LIVE --raw 8000 WAV                     | --raw, --stream
            -m LIVE -                                  | standard input, --stream
            """)
    void whatCannotBeIsToldInOneLine(String arguments, String told) {
        String[] words = ("transcribe " + arguments)
                .replace("OFFLINE", offline)
                .replace("LIVE", live)
                .replace("WAV", wav)
                .replace("FOLDER", folder.toString())
                .split(" ", -1);
        InProcess run = InProcess.run(words);
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines()).singleElement().asString().contains(told.split(", ", -1));
    }

    @Test
    void standardInputThatIsNoWavIsRefused() {
        InProcess run = piped(new byte[1000]);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines()).singleElement().asString().contains("standard input", "WAV", "--raw");
        assertThat(piped(new byte[0]).err()).contains("standard input", "empty");
    }

    @Test
    void inspectAndPlanTellWhetherAModelStreams() {
        assertThat(InProcess.run("inspect", live).out()).contains("streams   yes");
        assertThat(InProcess.run("inspect", offline).out()).contains("streams   no: its layer lstm1");
        assertThat(InProcess.run("inspect", "--format", "json", live).out()).contains("\"streaming\" : true");
        String[] plan = {"plan", "-m", live, "--train-layers", "new", "--insert"};
        assertThat(with(plan, "bilstm:4").out()).contains("warning:", "live sound", "bilstm");
        assertThat(with(plan, "lstm:4").out()).doesNotContain("warning:");
    }

    private static InProcess with(String[] arguments, String last) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = last;
        return InProcess.run(all);
    }

    @Test
    void nothingOnStandardInputIsNoFileToLeaveOut() {
        InProcess run = piped(new byte[0], "--raw", "8000");
        assertThat(run.code()).isEqualTo(ExitCodes.USER_FAULT);
        assertThat(run.err())
                .contains("standard input: does not hold even one sample at 16000 Hz; check how it was made")
                .doesNotContain("file");
    }
}
