package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.corpus.Utterance;
import attune.speech.TinySpeech;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where transcripts and times of known texts go, and in which format. The model is untrained, so its transcripts are
 * nonsense.
 */
class TranscriptsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path shared;

    private static String bundle;
    private static String manifest;
    private static String clip;

    @TempDir
    Path folder;

    @BeforeAll
    static void prepare() throws IOException {
        bundle = TinySpeech.bundle(shared.resolve("source.attune"), 1).toString();
        List<Utterance> digits = TinySpeech.digits();
        manifest = TinySpeech.manifest(
                        shared.resolve("digits.jsonl"), List.of(digits.get(9), digits.get(0), digits.get(4)))
                .toString();
        clip = digits.get(7).clip().audio().toString();
    }

    private static InProcess succeeds(String... arguments) {
        InProcess run = InProcess.run(arguments);
        assertThat(run.err()).as("standard error").isEmpty();
        assertThat(run.code()).isZero();
        return run;
    }

    private static InProcess transcribe(String format, String input, String... more) {
        return InProcess.run(
                Stream.concat(Stream.of("transcribe", "-m", bundle, "--format", format, input), Stream.of(more))
                        .toArray(String[]::new));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Nested
    class Printed {

        @ParameterizedTest
        @CsvSource({"srt,^1\\n", "vtt,^WEBVTT\\n", "textgrid,^File type", "ctm,^7 1 0", "trn,\\(.*7\\.flac\\)\\n$"})
        void oneClipIsPrintedInAnyForm(String format, String pattern) {
            InProcess run = transcribe(format, clip);
            assertThat(run.err()).isEmpty();
            assertThat(run.code()).isZero();
            assertThat(run.out()).containsPattern(pattern);
        }

        @Test
        void ctmOfSeveralClipsIsSorted() {
            List<String> lines = transcribe("ctm", manifest).outLines();
            assertThat(lines)
                    .isNotEmpty()
                    .isSorted()
                    .allSatisfy(line ->
                            assertThat(line).matches("[049] 1 \\d+\\.\\d{3} \\d+\\.\\d{3} [a-z']+ [01]\\.\\d{4}"));
        }

        @Test
        void trnOfSeveralClipsNamesEach() {
            assertThat(transcribe("trn", manifest).outLines())
                    .hasSize(3)
                    .allSatisfy(line -> assertThat(line).matches("([a-z' ]+ )?\\([^()\\s]+\\.flac\\)"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"srt", "vtt", "textgrid"})
        void severalClipsInAFormOfOneAreRefused(String format) {
            InProcess run = transcribe(format, manifest);
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.errLines()).singleElement().asString().contains("--format " + format, "3", "--out FOLDER");
        }
    }

    @Nested
    class InAFolder {

        @Test
        void everyClipHasAFile() throws IOException {
            InProcess run = transcribe("srt", manifest, "--out", folder.toString());
            assertThat(run.err()).isEmpty();
            assertThat(run.out()).isEmpty();
            assertThat(files()).containsExactly("0.srt", "4.srt", "9.srt");
        }

        @Test
        void filesAreNotReplacedUnlessThatIsWanted() throws IOException {
            Path there = Files.writeString(folder.resolve("4.TextGrid"), "mine");
            InProcess refused = transcribe("textgrid", manifest, "--out", folder.toString());
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.err()).contains("4.TextGrid", "--overwrite");
            assertThat(files()).containsExactly("4.TextGrid");
            assertThat(there).hasContent("mine");

            assertThat(transcribe("textgrid", manifest, "--out", folder.toString(), "--overwrite")
                            .code())
                    .isZero();
            assertThat(there).content().startsWith("File type");
        }

        @Test
        void aClipGivenTwiceIsRefused() throws IOException {
            InProcess run = transcribe("vtt", clip, clip, "--out", folder.toString());
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("7.flac", "7.vtt");
            assertThat(files()).isEmpty();
        }

        @Test
        void anUnreadableClipHasNoFileAndTheOthersDo() throws IOException {
            String bad =
                    Files.writeString(shared.resolve("bad.wav"), "not sound").toString();
            InProcess run = transcribe("vtt", bad, clip, "--out", folder.toString());
            assertThat(run.code()).isEqualTo(1);
            assertThat(files()).containsExactly("7.vtt");
        }
    }

    @ParameterizedTest
    @CsvSource({"--overwrite,--out", "--characters,json"})
    void optionsThatWouldDoNothingAreRefused(String option, String remedy) {
        InProcess run = transcribe("txt", clip, option);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(option, remedy);
    }

    @Nested
    class KnownText {

        private InProcess align(String text, String... more) {
            return InProcess.run(Stream.concat(Stream.of("align", "-m", bundle, clip, "--text", text), Stream.of(more))
                    .toArray(String[]::new));
        }

        @Test
        void itsWordsHaveTimesWithinTheClip() throws IOException {
            InProcess run = align("Seven, it's seven!", "--characters");
            assertThat(run.err()).isEmpty();
            JsonNode line = JSON.readTree(run.out());
            assertThat(line.get("text").asText()).isEqualTo("seven it's seven");
            double reached = 0;
            for (JsonNode word : line.get("words")) {
                assertThat(word.get("start").asDouble()).isGreaterThanOrEqualTo(reached);
                reached = word.get("end").asDouble();
                assertThat(word.get("characters"))
                        .hasSize(word.get("word").asText().length());
            }
            assertThat(reached).isBetween(0.1, line.get("duration").asDouble());
        }

        @Test
        void aManifestsTextsAreAligned() {
            List<String> words = succeeds("align", "-m", bundle, "--format", "ctm", manifest).outLines().stream()
                    .map(line -> line.split(" ", -1)[4])
                    .toList();
            assertThat(words).containsExactly("zero", "four", "nine");
        }

        @Test
        void aFolderOfKaldisIsAManifestToo() throws IOException {
            Files.writeString(folder.resolve("wav.scp"), "one " + clip + "\n");
            Files.writeString(folder.resolve("text"), "one seven\n");
            assertThat(succeeds("align", "-m", bundle, "--format", "ctm", folder.toString())
                            .outLines())
                    .singleElement()
                    .asString()
                    .contains(" seven ");
        }

        @Test
        void oneTextForSeveralClipsIsRefused() {
            InProcess run = InProcess.run("align", "-m", bundle, manifest, "--text", "four");
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.errLines()).singleElement().asString().contains("--text", "3");
        }

        @ParameterizedTest
        @ValueSource(strings = {"txt", "trn"})
        void formsWithoutTimesAreRefused(String format) {
            InProcess run = align("seven", "--format", format);
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("--format " + format);
        }

        @ParameterizedTest
        @CsvSource({"7 drücken,\"7\" (U+0037) once", "?!,no text", "LONG,frames"})
        void aTextThatCannotBeTheClipsIsToldOf(String text, String why) {
            InProcess run = align(text.replace("LONG", "seven ".repeat(100)));
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.errLines()).hasSize(2);
            assertThat(run.errLines().get(0)).contains("7.flac", why);
            assertThat(run.errLines().get(1)).contains("1 clip could not be aligned");
        }

        @Test
        void aTextThatDoesNotFitKeepsNoOtherFromItsPlace() throws IOException {
            Path mixed = Files.writeString(
                    folder.resolve("mixed.jsonl"), """
                            {"audio_filepath": "%1$s", "id": "a"}
                            {"audio_filepath": "%1$s", "id": "b", "text": "seven"}
                            {"audio_filepath": "%1$s", "id": "c", "text": "7"}
                            {"audio_filepath": "%1$s", "id": "d", "text": "oh seven"}
                            """.formatted(Path.of(clip).toAbsolutePath()));
            InProcess run = InProcess.run("align", "-m", bundle, mixed.toString());
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.outLines()).hasSize(2);
            assertThat(JSON.readTree(run.outLines().get(1)).get("text").asText())
                    .isEqualTo("oh seven");
            assertThat(run.errLines()).hasSize(3);
            assertThat(run.errLines().get(0)).contains("mixed.jsonl:1");
            assertThat(run.errLines().get(1)).contains("mixed.jsonl:3");
        }
    }

    @Test
    void anEvaluationsTextsAreWrittenForSclite() throws IOException {
        succeeds("evaluate", "-m", bundle, "-m", bundle, "--test", manifest, "--trn", folder.toString());
        assertThat(files()).containsExactly("hyp1.trn", "hyp2.trn", "ref.trn");
        List<String> references = Files.readAllLines(folder.resolve("ref.trn"));
        assertThat(references).hasSize(3);
        assertThat(references.get(0)).matches("nine \\(.*9\\.flac\\)");
        List<String> heard = Files.readAllLines(folder.resolve("hyp1.trn"));
        assertThat(heard).isEqualTo(transcribe("trn", manifest).outLines());

        InProcess again = InProcess.run("evaluate", "-m", bundle, "--test", manifest, "--trn", folder.toString());
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("ref.trn");
    }

    @Test
    void anEvaluationReplacesNoTextOfAnother() throws IOException {
        Path others = Files.writeString(folder.resolve("hyp1.trn"), "nine (9)\n");
        InProcess run = InProcess.run("evaluate", "-m", bundle, "--test", manifest, "--trn", folder.toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("hyp1.trn: is already there");
        assertThat(others).hasContent("nine (9)");
    }

    @Test
    void clipsOfOneFileAreToldApart() throws IOException {
        Path parts = folder.resolve("parts.jsonl");
        String line = "{\"audio_filepath\": \"%s\", \"offset\": %s, \"duration\": 0.4}\n";
        Files.writeString(parts, line.formatted(clip, 0) + line.formatted(clip, 0.4));
        assertThat(transcribe("txt", parts.toString()).outLines())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith(clip + "\t"),
                        second -> assertThat(second).startsWith(clip + "@0.4\t"));
    }
}
