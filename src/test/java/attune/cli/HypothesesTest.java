package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.corpus.Utterance;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import attune.speech.TinySpeech;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Other recognisers' hypotheses, scored like a model's. */
class HypothesesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path shared;

    private static String bundle = "";
    private static String manifest = "";
    private static List<Utterance> digits = List.of();

    @TempDir
    Path folder;

    @BeforeAll
    static void prepare() throws IOException {
        bundle = TinySpeech.bundle(shared.resolve("source.attune"), 1).toString();
        digits = TinySpeech.digits().subList(0, 4);
        manifest = TinySpeech.manifest(shared.resolve("digits.jsonl"), digits).toString();
    }

    private static InProcess evaluate(String... arguments) {
        List<String> all = new ArrayList<>(List.of("evaluate", "--test", manifest, "--format", "json"));
        all.addAll(List.of(arguments));
        return InProcess.run(all.toArray(String[]::new));
    }

    private static JsonNode rows(String... arguments) throws IOException {
        InProcess run = evaluate(arguments);
        assertThat(run.code()).as(run.err()).isZero();
        return JSON.readTree(run.out());
    }

    /** TRN lines that call clips by their absolute paths, as another program would. */
    private String trn(UnaryOperator<String> heard) throws IOException {
        String lines = digits.stream()
                .map(digit -> heard.apply(digit.requireText()) + " ("
                        + digit.clip().audio().toAbsolutePath() + ")\n")
                .collect(Collectors.joining());
        return Files.writeString(folder.resolve("heard.trn"), lines).toString();
    }

    @Test
    void clipsAreKnownByPathsThroughALinkToTheirFolder() throws IOException {
        Path real = Files.createDirectories(folder.resolve("real/clips"));
        Files.copy(digits.get(0).clip().audio(), real.resolve("one.flac"));
        Files.writeString(
                folder.resolve("real/test.jsonl"), "{\"audio_filepath\": \"clips/one.flac\", \"text\": \"one\"}\n");
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));
        for (String name : List.of(link.resolve("clips/one.flac").toString(), "clips/one.flac")) {
            Path heard = Files.writeString(folder.resolve("linked.trn"), "one (" + name + ")\n");
            InProcess run = InProcess.run(
                    "evaluate", "--test", link.resolve("test.jsonl").toString(), "--hypotheses", heard.toString());
            assertThat(run.code()).as(run.err()).isZero();
        }
    }

    @Test
    void bothFormsOfAModelsTranscriptsScoreAsTheModelDoes() throws IOException {
        List<String> files = new ArrayList<>();
        for (String form : List.of("trn", "json")) {
            InProcess heard = InProcess.run("transcribe", "-m", bundle, "--format", form, manifest);
            files.add(Files.writeString(folder.resolve("heard." + form), heard.out())
                    .toString());
        }
        JsonNode rows = rows("-m", bundle, "--hypotheses", files.get(0), files.get(1));
        assertThat(rows).hasSize(3);
        for (String number : List.of("wer", "werLow", "werHigh", "cer", "substitutions", "deletions", "words")) {
            assertThat(rows)
                    .extracting(row -> row.get(number))
                    .as(number)
                    .containsOnly(rows.get(0).get(number));
        }
        assertThat(rows.get(1).get("model").asText()).isEqualTo(files.get(0));
    }

    @Test
    void noModelIsNeededAndCaseAndPunctuationAreNoErrors() throws IOException {
        JsonNode row = rows("--hypotheses", trn(text -> text.toUpperCase(java.util.Locale.ROOT) + "!"))
                .get(0);
        assertThat(row.get("wer").asDouble()).isZero();
        assertThat(row.get("clips").asInt()).isEqualTo(4);
    }

    /** Wherever the command is started. */
    @Test
    void clipsMayBeNamedAsInTheManifest() throws IOException {
        Path copy = Files.createDirectories(folder.resolve("clips")).resolve("a.flac");
        Files.copy(digits.get(0).clip().audio(), copy);
        String text = digits.get(0).requireText();
        Path own = Files.writeString(
                folder.resolve("own.jsonl"),
                "{\"id\": \"7\", \"audio_filepath\": \"clips/a.flac\", \"text\": \"" + text + "\"}\n");
        for (String name : List.of("\"audio_filepath\": \"clips/a.flac\"", "\"id\": 7")) {
            Path heard = Files.writeString(
                    folder.resolve("own-heard.jsonl"), "{" + name + ", \"text\": \"" + text + "\"}\n");
            InProcess run = InProcess.run(
                    "evaluate", "--test", own.toString(), "--format", "json", "--hypotheses", heard.toString());
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(JSON.readTree(run.out()).get(0).get("wer").asDouble()).isZero();
        }
    }

    /** A model that spells numbers out, and a recogniser that does not. */
    @Test
    void oneNormaliserServesAll() throws IOException {
        Path spoken = folder.resolve("spoken.attune");
        SpeechFormat format = TinySpeech.format();
        SpeechModel model = SpeechModel.open(Path.of(bundle));
        SpeechModel.of(
                        model.network(),
                        new SpeechFormat(format.frontEnd(), format.alphabet(), "spoken-en"),
                        "CC0-1.0",
                        List.of())
                .write(spoken);
        Path own = Files.writeString(
                folder.resolve("numbers.jsonl"),
                "{\"id\": \"a\", \"audio_filepath\": \""
                        + digits.get(0).clip().audio().toAbsolutePath() + "\", \"text\": \"press 1\"}\n");
        Path heard =
                Files.writeString(folder.resolve("numbers-heard.jsonl"), "{\"id\": \"a\", \"text\": \"press 1\"}\n");
        InProcess run = InProcess.run(
                "evaluate",
                "-m",
                bundle,
                "-m",
                spoken.toString(),
                "--test",
                own.toString(),
                "--format",
                "json",
                "--hypotheses",
                heard.toString());
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode rows = JSON.readTree(run.out());
        assertThat(rows.get(0).get("words").asInt()).isEqualTo(2);
        assertThat(rows.get(2).get("wer").asDouble()).isZero();
    }

    @Test
    void everyKindOfErrorIsCounted() throws IOException {
        String first = digits.get(0).requireText();
        String second = digits.get(1).requireText();
        String third = digits.get(2).requireText();
        JsonNode row = rows(
                        "--hypotheses",
                        trn(text -> text.equals(first)
                                ? "other"
                                : text.equals(second) ? "" : text.equals(third) ? "uh " + text : text))
                .get(0);
        assertThat(row.get("substitutions").asInt()).isEqualTo(1);
        assertThat(row.get("deletions").asInt()).isEqualTo(1);
        assertThat(row.get("insertions").asInt()).isEqualTo(1);
        assertThat(row.get("wer").asDouble()).isEqualTo(0.75);
    }

    /** JSON lines have confidences, TRN lines have none. */
    @Test
    void everyClipHasItsTextsItsErrorsAndItsPlace() throws IOException {
        InProcess heard = InProcess.run("transcribe", "-m", bundle, "--format", "json", manifest);
        Path json = Files.writeString(folder.resolve("heard.jsonl"), heard.out());
        JsonNode rows = rows("-m", bundle, "--hypotheses", json.toString(), trn(text -> "uh " + text));
        for (int i = 0; i < digits.size(); i++) {
            JsonNode own = rows.get(0).at("/perClip/" + i);
            assertThat(own.get("id").asText()).isEqualTo(digits.get(i).id());
            assertThat(own.get("audio").asText())
                    .isEqualTo(digits.get(i).clip().audio().toString());
            assertThat(own.get("duration").asDouble())
                    .isCloseTo(digits.get(i).clip().durationSeconds().orElseThrow(), within(0.001));
            assertThat(own.get("reference").asText()).isEqualTo(digits.get(i).requireText());
            JsonNode again = rows.get(1).at("/perClip/" + i);
            assertThat(again.get("hypothesis")).isEqualTo(own.get("hypothesis"));
            assertThat(again.get("confidence").asDouble())
                    .isCloseTo(own.get("confidence").asDouble(), within(0.0002)); // each is rounded to 0.0001
            JsonNode others = rows.get(2).at("/perClip/" + i);
            assertThat(others.get("confidence").isNull()).isTrue();
            assertThat(others.get("words"))
                    .isEqualTo(JSON.readTree(
                            "{\"errors\":1,\"correct\":1,\"substitutions\":0,\"deletions\":0,\"insertions\":1}"));
            assertThat(others.at("/characters/insertions").asInt()).isEqualTo(3);
        }
    }

    /** The first gets every word right, the second misses one in four: it is worse by a quarter. */
    @Test
    void asJsonTheDifferenceIsThatFromTheFirst() throws IOException {
        String last = digits.get(3).requireText();
        Path all = Files.copy(Path.of(trn(text -> text)), folder.resolve("all.trn"));
        JsonNode rows = rows("--hypotheses", all.toString(), trn(text -> text.equals(last) ? "" : text));
        assertThat(rows.get(0).get("againstFirst").isNull()).isTrue();
        JsonNode difference = rows.get(1).get("againstFirst");
        assertThat(difference.get("difference").asDouble()).isEqualTo(0.25);
        assertThat(difference.get("low").asDouble()).isBetween(0.0, 0.25);
        assertThat(difference.get("high").asDouble()).isBetween(0.25, 1.0);
        assertThat(difference.get("bootstrapP").asDouble()).isBetween(0.05, 1.0);
    }

    @Test
    void whatNemoHeardCountsNotWhatWasSaid() throws IOException {
        String lines = digits.stream()
                .map(digit -> "{\"audio_filepath\": \"%s\", \"text\": \"%s\", \"pred_text\": \"wrong\"}%n"
                        .formatted(digit.clip().audio().toAbsolutePath(), digit.requireText()))
                .collect(Collectors.joining());
        Path file = Files.writeString(folder.resolve("nemo.jsonl"), lines);
        assertThat(rows("--hypotheses", file.toString())
                        .get(0)
                        .get("substitutions")
                        .asInt())
                .isEqualTo(4);
    }

    @Test
    void theyAreComparedWithTheFirst() throws IOException {
        InProcess run = InProcess.run("evaluate", "-m", bundle, "--test", manifest, "--hypotheses", trn(text -> text));
        assertThat(run.outLines().get(3))
                .startsWith("heard.trn against source.attune: -")
                .contains("p = ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            seven                                    | heard.trn:5: no clip is named in brackets at its end
            seven (clips/never.wav)                  | heard.trn:5: clip clips/never.wav is not among the test clips
            seven (a\u0000b)                         | is not among the test clips
            {"audio_filepath": "a.wav"}              | heard.trn:5: has neither "pred_text" nor "text"
            {"text": "seven"}                        | heard.trn:5: has neither "audio_filepath" nor "id"
            {"text": "seven"                         | heard.trn:5: malformed JSON
            """)
    void aWrongLineIsToldOf(String line, String message) throws IOException {
        String file = trn(text -> text);
        Files.writeString(Path.of(file), line + "\n", java.nio.file.StandardOpenOption.APPEND);
        assertThat(refused("--hypotheses", file)).contains(message);
    }

    @Test
    void everyClipNeedsOneLine() throws IOException {
        Path file = Path.of(trn(text -> text));
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(1, 4));
        assertThat(refused("--hypotheses", file.toString()))
                .contains("has no line for clip " + digits.get(0).id());
        lines.add(lines.get(2));
        Files.write(file, lines);
        assertThat(refused("--hypotheses", file.toString())).contains("heard.trn:5", "already given", "heard.trn:3");
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThat(refused("--hypotheses", "missing.trn")).contains("missing.trn: no such file");
        assertThat(refused()).contains("--model: is missing", "--hypotheses");
        assertThat(refused("--ladder", "-m", bundle, "-m", bundle, "--hypotheses", "missing.trn"))
                .contains("--hypotheses");
    }

    private static String refused(String... arguments) {
        InProcess run = evaluate(arguments);
        assertThat(run.code()).as(run.out()).isEqualTo(2);
        assertThat(run.errLines()).hasSize(1);
        return run.err();
    }
}
