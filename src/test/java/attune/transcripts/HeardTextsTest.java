package attune.transcripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import attune.fault.UserFault;
import attune.transcripts.HeardTexts.HeardText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeardTextsTest {
    @TempDir
    Path folder;

    private List<HeardText> read(String line) throws IOException {
        return HeardTexts.read(Files.writeString(folder.resolve("heard.jsonl"), line));
    }

    @Test
    void nothingRecognisedIsNotTheReferenceBesideIt() throws IOException {
        assertThat(read("{\"audio_filepath\": \"a.wav\", \"text\": \"press one\", \"pred_text\": null}"))
                .extracting(HeardText::text)
                .containsExactly("");
        assertThat(read("{\"audio_filepath\": \"a.wav\", \"offset\": null, \"text\": \"press one\"}"))
                .extracting(HeardText::clip, HeardText::text)
                .containsExactly(tuple("a.wav", "press one"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\": \"a\", \"text\": \"one\"} {\"id\": \"b\", \"text\": \"two\"} | malformed JSON: trailing token",
                "{\"id\": \"a\", \"text\": \"one\", \"text\": \"two\"} | malformed JSON: duplicate",
                "{\"audio_filepath\": \"a\", \"text\": \"one\", \"offset\": 1e400} | \"offset\" is",
                "{\"audio_filepath\": \"a\", \"text\": \"one\", \"offset\": -1} | \"offset\" is -1",
                "{\"id\": \"a\", \"text\": \"one\", \"pred_text\": 1} | \"pred_text\" is 1",
            })
    void whatCouldMeanSomethingElseIsRefused(String line, String why) {
        assertThatThrownBy(() -> read(line)).isInstanceOf(UserFault.class).hasMessageContaining(why);
    }
}
