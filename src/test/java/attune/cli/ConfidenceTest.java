package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.corpus.Utterance;
import attune.speech.TinySpeech;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evaluate --confidence}. */
class ConfidenceTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static String bundle = "";
    private static String manifest = "";
    private static List<Utterance> digits = List.of();

    @BeforeAll
    static void prepare() throws IOException {
        bundle = TinySpeech.bundle(folder.resolve("source.attune"), 1).toString();
        digits = TinySpeech.digits().subList(0, 4);
        manifest = TinySpeech.manifest(folder.resolve("digits.jsonl"), digits).toString();
    }

    private static InProcess evaluate(String... arguments) {
        List<String> all = new ArrayList<>(List.of("evaluate", "--test", manifest));
        all.addAll(List.of(arguments));
        return InProcess.run(all.toArray(String[]::new));
    }

    private static JsonNode rows(String... arguments) throws IOException {
        InProcess run = evaluate(arguments);
        assertThat(run.code()).as(run.err()).isZero();
        return JSON.readTree(run.out());
    }

    private static String refused(String... arguments) {
        InProcess run = evaluate(arguments);
        assertThat(run.code()).as(run.out()).isEqualTo(2);
        assertThat(run.errLines()).hasSize(1);
        return run.err();
    }

    /** A recogniser's transcripts, one word per clip, with the given words for the last clip. */
    private static String heard(String name, double confidence, String lastText, String lastWords) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Utterance digit : digits) {
            boolean last = digit.equals(digits.get(3));
            String word = "{\"word\": \"%s\", \"confidence\": %s}".formatted(digit.requireText(), confidence);
            lines.append("{\"audio_filepath\": \"%s\", \"text\": \"%s\", \"words\": [%s]}%n"
                    .formatted(
                            digit.clip().audio().toAbsolutePath(),
                            last ? lastText : digit.requireText(),
                            last ? lastWords : word));
        }
        return Files.writeString(folder.resolve(name), lines).toString();
    }

    private static String word(String text, double confidence) {
        return "{\"word\": \"%s\", \"confidence\": %s}".formatted(text, confidence);
    }

    /** Three of four words are right, first with a confidence of 0.9, then of 0.7. */
    @Test
    void aTableForEachOfThemAndTheirDifference() throws IOException {
        String sure = heard("sure.jsonl", 0.9, "wrong", word("wrong", 0.9));
        String modest = heard("modest.jsonl", 0.7, "Wrong!", word("Wrong!", 0.7));
        JsonNode rows = rows("--confidence", "--format", "json", "--hypotheses", sure, modest);

        JsonNode first = rows.get(0).get("confidence");
        assertThat(first.get("words").asInt()).isEqualTo(4);
        assertThat(first.get("shareRight").asDouble()).isEqualTo(0.75);
        assertThat(first.get("expectedCalibrationError").asDouble()).isCloseTo(0.15, within(1e-12));
        // From four right words, 0.1 off, to four wrong ones, 0.9 off; the latter come once in 256 draws.
        assertThat(first.get("low").asDouble()).isCloseTo(0.1, within(1e-12));
        assertThat(first.get("high").asDouble()).isCloseTo(0.65, within(1e-12));
        assertThat(first.get("brier").asDouble()).isCloseTo((3 * 0.01 + 0.81) / 4, within(1e-12));
        assertThat(first.get("bins")).hasSize(10);
        assertThat(first.get("bins").get(9).get("shareRight").asDouble()).isEqualTo(0.75);
        assertThat(first.get("bins").get(0).get("meanConfidence").isNull()).isTrue();
        assertThat(first.get("againstFirst").isNull()).isTrue();
        JsonNode difference = rows.get(1).get("confidence").get("againstFirst");
        assertThat(difference.get("difference").asDouble()).isCloseTo(0.05 - 0.15, within(1e-12));

        assertThat(evaluate("--confidence", "--hypotheses", sure, modest).outLines())
                .contains(sure + ": word confidences")
                .contains("0.9 to 1.0      4           90.0 %  75.0 %")
                .contains("0.0 to 0.1      0                -       -")
                .contains("all             4                   75.0 %")
                .anyMatch(line -> line.startsWith("expected calibration error 0.150 (95 % interval 0.100 to 0.650)"))
                .anyMatch(line -> line.startsWith(
                        "modest.jsonl against sure.jsonl: -0.100 of expected calibration error (95 % interval "));
    }

    @Test
    void aModelIsMeasuredAsWhatItWroteIs() throws IOException {
        InProcess heard = InProcess.run("transcribe", "-m", bundle, "--format", "json", manifest);
        String file =
                Files.writeString(folder.resolve("written.json"), heard.out()).toString();
        JsonNode rows = rows("-m", bundle, "--hypotheses", file, "--confidence", "--format", "json");

        JsonNode model = rows.get(0).get("confidence");
        JsonNode written = rows.get(1).get("confidence");
        assertThat(model.get("words").asInt())
                .isPositive()
                .isEqualTo(written.get("words").asInt());
        // The file has four digits of each confidence, so none is off by more than half of the last.
        for (String number : List.of("expectedCalibrationError", "low", "high")) {
            assertThat(written.get(number).asDouble())
                    .as(number)
                    .isCloseTo(model.get(number).asDouble(), within(0.5e-4));
        }
    }

    @Test
    void nobodyWhoDoesNotAskIsTold() throws IOException {
        assertThat(rows("-m", bundle, "--format", "json").get(0).has("confidence"))
                .isFalse();
        assertThat(evaluate("-m", bundle).out()).doesNotContain("confidence");
    }

    @Test
    void wordsWithoutConfidencesAreRefused() throws IOException {
        StringBuilder trn = new StringBuilder();
        digits.forEach(digit ->
                trn.append("seven (%s)%n".formatted(digit.clip().audio().toAbsolutePath())));
        String file = Files.writeString(folder.resolve("heard.trn"), trn).toString();
        assertThat(refused("--confidence", "--hypotheses", file))
                .contains("heard.trn:1: gives no word confidences", "\"confidence\"");
        assertThat(evaluate("--hypotheses", file).code()).isZero();

        String unsure = heard("unsure.jsonl", 0.9, "seven", "{\"word\": \"seven\"}");
        assertThat(refused("--confidence", "--hypotheses", unsure))
                .contains("unsure.jsonl:4: gives no word confidences");
        String tooSure = heard("too-sure.jsonl", 0.9, "seven", word("seven", 90));
        assertThat(refused("--confidence", "--hypotheses", tooSure))
                .contains("too-sure.jsonl:4: gives no word confidences");
        String other = heard("other.jsonl", 0.9, "seven", word("eleven", 0.9));
        assertThat(refused("--confidence", "--hypotheses", other))
                .contains("other.jsonl:4: the words differ from the text");
        assertThat(evaluate("--hypotheses", other).code()).isZero();
    }

    @Test
    void rungsHaveNone() {
        assertThat(refused("--confidence", "--ladder", "-m", bundle, "-m", bundle))
                .contains("--confidence");
    }
}
