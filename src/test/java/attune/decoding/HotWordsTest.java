package attune.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import attune.text.Alphabet;
import attune.text.TextNormalizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HotWordsTest {

    @Test
    void aLineIsAPhraseAndPerhapsItsBoost() {
        String content = "\uFEFFAsterisk\r\n\n# our customers\nSuper Awesome  Company: 2.5\nwaldo's\t3\r\n";

        assertThat(parse(content).words())
                .containsExactly(
                        new HotWord("asterisk", HotWord.DEFAULT_BOOST),
                        new HotWord("super awesome company", 2.5),
                        new HotWord("waldo's", 3));
    }

    @Test
    void nothingToListenForIsNoFault() {
        assertThat(parse("").words()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "café                | names.txt:2: \"café\" has characters the model cannot write: \"é\" (U+00E9) once; spell it",
                "5g router:2         | names.txt:2: \"5g router\" has characters the model cannot write: \"5\" (U+0035) once; spell",
                "asterisk:loud       | names.txt:2: the boost \"loud\" is not a number; give one word",
                "asterisk:-1         | names.txt:2: a boost must be above 0 and at most 5.0: -1.0; it counts for each",
                "asterisk:NaN        | names.txt:2: a boost must be above 0 and at most 5.0: NaN; it counts for each character",
                "...:2               | names.txt:2: there is no word in \"...:2\"; give one word",
                "First:2             | names.txt:2: \"first\" is already in line 1; remove",
            })
    void whatIsWrongIsNamedWithItsLine(String line, String message) {
        assertThatThrownBy(() -> parse("first\n" + line))
                .isInstanceOf(UserFault.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aFileIsReadAsUtf8(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("names.txt");
        Files.writeString(file, "waldo’s:2\n");

        assertThat(HotWords.read(file, Alphabet.english(), TextNormalizer.ENGLISH_BASIC)
                        .words())
                .containsExactly(new HotWord("waldo's", 2));
    }

    @Test
    void programsMustKeepTheRulesToo() {
        assertThatIllegalArgumentException().isThrownBy(() -> new HotWord(" a", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new HotWord("a  b", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new HotWord("", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new HotWord("a", 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HotWords(List.of(new HotWord("a", 1), new HotWord("a", 2))))
                .withMessage("\"a\" is listed twice");
    }

    private static HotWords parse(String content) {
        return HotWords.parse("names.txt", content, Alphabet.english(), TextNormalizer.ENGLISH_BASIC);
    }
}
