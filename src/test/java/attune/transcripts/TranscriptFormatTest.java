package attune.transcripts;

import static org.assertj.core.api.Assertions.assertThat;

import attune.decoding.Word;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each format as defined; the golden files were written by hand. */
class TranscriptFormatTest {

    private static String golden(TranscriptFormat format) throws IOException {
        String name = "menu." + format.ending();
        try (InputStream file = Objects.requireNonNull(TranscriptFormatTest.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isWrittenAsByHand(TranscriptFormat format) throws IOException {
        assertThat(format.write(Spoken.menu())).isEqualTo(golden(format));
    }

    @ParameterizedTest
    @EnumSource
    void isTheSameWhateverTheLocale(TranscriptFormat format) throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(format.write(Spoken.menu())).isEqualTo(golden(format));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void timesCountFromTheBeginningOfTheFile() throws IOException {
        ClipTranscript late = Spoken.clip(3600, 2, Spoken.word("yes", 0.5, 1));
        assertThat(TranscriptFormat.SRT.write(late)).contains("01:00:00,500 --> 01:00:01,500");
        assertThat(TranscriptFormat.VTT.write(late)).contains("01:00:00.500 --> 01:00:01.500");
        assertThat(TranscriptFormat.CTM.write(late)).isEqualTo("a 1 3600.500 0.500 yes 0.7500\n");
        assertThat(TranscriptFormat.TEXTGRID.write(late)).contains("xmin = 3600.0000", "xmax = 3602.0000");
        JsonNode json = new ObjectMapper().readTree(TranscriptFormat.JSON.write(late));
        assertThat(json.get("offset").asDouble()).isEqualTo(3600);
        assertThat(json.get("words").get(0).get("start").asDouble()).isEqualTo(3600.5);
    }

    @Test
    void nothingSaidIsSaidInEveryForm() {
        ClipTranscript silence = Spoken.clip(0, 2);
        assertThat(TranscriptFormat.TXT.write(silence)).isEqualTo("\n");
        assertThat(TranscriptFormat.SRT.write(silence)).isEmpty();
        assertThat(TranscriptFormat.VTT.write(silence)).isEqualTo("WEBVTT\n");
        assertThat(TranscriptFormat.CTM.write(silence)).isEmpty();
        assertThat(TranscriptFormat.TRN.write(silence)).isEqualTo("(calls/a.wav)\n");
        assertThat(TranscriptFormat.JSON.write(silence)).contains("\"words\":[]");
        assertThat(TranscriptFormat.TEXTGRID.write(silence)).contains("intervals: size = 1");
    }

    @Test
    void charactersOfJsonHaveTheirTimes() throws IOException {
        JsonNode word = new ObjectMapper()
                .readTree(JsonLine.of(Spoken.menu(), true))
                .get("words")
                .get(1);
        assertThat(word.get("characters")).hasSize(3);
        JsonNode last = word.get("characters").get(2);
        assertThat(last.get("character").asText()).isEqualTo("e");
        assertThat(last.get("start").asDouble()).isEqualTo(0.9);
        assertThat(last.get("end").asDouble()).isEqualTo(1.0);
        assertThat(last.get("confidence").asDouble()).isEqualTo(0.9);
    }

    @Test
    void whatAFormatHasAMeaningForIsEscaped() {
        Word tag = Spoken.word("<&>", 0, 1);
        assertThat(TranscriptFormat.VTT.write(Spoken.clip(0, 1, tag))).endsWith("\n&lt;&amp;&gt;\n");
        assertThat(TranscriptFormat.TEXTGRID.write(Spoken.clip(0, 1, Spoken.word("a\"b", 0, 1))))
                .contains("text = \"a\"\"b\"");
        assertThat(Trn.line("yes", "my call (2).wav")).isEqualTo("yes (my_call_2_.wav)");
        assertThat(Trn.line("yes", "a\u001b[31m")).isEqualTo("yes (a_[31m)");
        assertThat(Trn.line(";; a {b / c} (d) @ e@f @", "1")).isEqualTo("_ a _b / c_ _d_ _ e@f _ (1)");
        assertThat(TranscriptFormat.CTM.write(Spoken.clip(
                        0, 3, Spoken.word("@", 0, 1), Spoken.word("<ALT>", 1, 2), Spoken.word("<b>", 2, 3))))
                .isEqualTo("a 1 0.000 1.000 _ 0.7500\na 1 1.000 1.000 _ALT_ 0.7500\na 1 2.000 1.000 <b> 0.7500\n");
    }

    @Test
    void ctmComesInTheOrderOfRecordingsAndTimes() {
        List<Ctm.Line> lines =
                List.of(new Ctm.Line("b", 0.5, "3"), new Ctm.Line("a", 10, "2"), new Ctm.Line("a", 9, "1"));
        assertThat(lines.stream().sorted().map(Ctm.Line::text)).containsExactly("1", "2", "3");
        // Characters beyond U+FFFF come last by their bytes, but not by their UTF-16 units in Java.
        List<Ctm.Line> names = List.of(new Ctm.Line("\uD83D\uDE00", 0, "2"), new Ctm.Line("\uFF21", 0, "1"));
        assertThat(names.stream().sorted().map(Ctm.Line::text)).containsExactly("1", "2");
    }
}
