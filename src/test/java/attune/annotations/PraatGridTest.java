package attune.annotations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.ExternalTools;
import attune.fault.UserFault;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TextGrids that Praat itself wrote. */
class PraatGridTest {
    /** Sentences in a tier whose name says nothing, more letters in one of phones, words with a pause, and points. */
    private static final String GRID = """
            form: "write"
                sentence: "File", ""
                sentence: "Form", ""
                sentence: "Encoding", ""
                sentence: "Words", ""
            endform
            Text writing settings: encoding$
            Create TextGrid: 0, 4, "caller phones 'words$' bell", "bell"
            Insert boundary: 1, 1.5
            Set interval text: 1, 1, "Press ""one"",\u00a0für <b>sales</b> [beep]!"
            Set interval text: 1, 2, "Or\u3000two: → 2."
            Set interval text: 2, 1, "p r E s w V n f O s eI l z O r t u p r E s w V n f O s eI l z O r t u"
            Insert boundary: 3, 0.5
            Insert boundary: 3, 0.9
            Insert boundary: 3, 1.6
            Insert boundary: 3, 2.0
            Set interval text: 3, 1, "press"
            Set interval text: 3, 2, "one"
            Set interval text: 3, 4, "or"
            Set interval text: 3, 5, "two"
            Insert point: 4, 1, "a bell that rings for longer than anybody in this recording speaks"
            if form$ = "long"
                Save as text file: file$
            else
                Save as short text file: file$
            endif
            """;

    @TempDir
    Path folder;

    private Path script;

    @BeforeEach
    void requirePraat() throws Exception {
        ExternalTools.require("praat");
        script = Files.writeString(folder.resolve("write.praat"), GRID);
    }

    private Path written(String form, String encoding, String words) throws Exception {
        Path file = folder.resolve("grid.TextGrid");
        ExternalTools.run("praat", "--run", script.toString(), file.toString(), form, encoding, words);
        return file;
    }

    @ParameterizedTest
    @CsvSource({"long, UTF-8", "short, UTF-8", "long, UTF-16", "short, UTF-16"})
    void theTierWithTheMostLettersThatIsNotOfPhonesIsRead(String form, String encoding) throws Exception {
        Path grid = written(form, encoding, "w");
        assertThat(Files.readAllBytes(grid)[0] == (byte) 0xFE).isEqualTo(encoding.equals("UTF-16"));
        assertThat(RecordingText.read(grid)).isEqualTo("Press \"one\", für sales !\nOr two: → 2.");
    }

    @Test
    void aNameThatSaysSoGoesBeforeSizeAndPausesEndLines() throws Exception {
        assertThat(RecordingText.read(written("long", "UTF-8", "words"))).isEqualTo("press one\nor two");
    }

    @Test
    void theUserMayNameTheTier() throws Exception {
        Path grid = written("short", "UTF-8", "words");
        assertThat(RecordingText.read(grid, "Bell")).startsWith("a bell that rings");
        assertThatThrownBy(() -> RecordingText.read(grid, "letters"))
                .isInstanceOf(UserFault.class)
                .hasMessage(
                        grid + ": has no tier \"letters\"; its tiers are \"caller\", \"phones\", \"words\", \"bell\"");
    }
}
