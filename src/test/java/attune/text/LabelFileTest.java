package attune.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelFileTest {
    @TempDir
    Path folder;

    private LabelFile file(String content) throws IOException {
        return new LabelFile(Files.writeString(folder.resolve("labels.txt"), content), TextNormalizer.ENGLISH_BASIC);
    }

    @Test
    void anAlphabetIsReadAsDeepSpeechWritesIt() throws IOException {
        LabelFile file = file("# Each line is a label.\n \nа\nи\u0306\n'\n\\#\n# The last line needs a line break.\n");
        assertThat(file.alphabet(false).labels()).containsExactly(" ", "а", "й", "'", "#");
        assertThat(file.alphabet(false).blankIndex()).isEqualTo(5);
        assertThat(file.alphabet(true).blankIndex()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "' ,a,a', labels.txt:3: the label 'a' is listed twice",
        "' ,ab', 'labels.txt:2: a label is one character, not ''ab'''",
        "' ,A', labels.txt:2: the label 'A' cannot occur in a normalised transcript",
        "' ,-', labels.txt:2: the label '-' cannot occur in a normalised transcript",
        "'a,b', has no line with a space",
    })
    void whatNoTranscriptCanHaveIsRefusedWithItsLine(String labels, String message) throws IOException {
        LabelFile file = file(labels.replace(',', '\n') + "\n");
        assertThatThrownBy(() -> file.alphabet(true))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining(message);
    }

    @Test
    void soundAlikesAreReadAndSeveralMayShareOne() throws IOException {
        assertThat(file("# new, old\nж\tz\nз\tz\n").soundAlikes(Alphabet.english()))
                .hasSize(2)
                .containsEntry("ж", "z")
                .containsEntry("з", "z");
    }

    @Test
    void aPairThatIsNoneAndAnOldLabelThatIsNoneAreRefused() throws IOException {
        LabelFile spaced = file("ж z\n");
        assertThatThrownBy(() -> spaced.soundAlikes(Alphabet.english())).hasMessageContaining("labels.txt:1: 'ж z'");
        LabelFile unknown = file("ж\tж\n");
        assertThatThrownBy(() -> unknown.soundAlikes(Alphabet.english()))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("the source model has no label 'ж'");
        LabelFile missing = new LabelFile(folder.resolve("none"), TextNormalizer.ENGLISH_BASIC);
        assertThatThrownBy(() -> missing.alphabet(true)).isInstanceOf(UserFault.class);
    }

    @Test
    void theShippedRussianTableFitsTheEnglishAlphabet() {
        LabelFile table = new LabelFile(Path.of("corpora", "sound-alike", "ru.tsv"), TextNormalizer.ENGLISH_BASIC);
        assertThat(table.soundAlikes(Alphabet.english()))
                .as("33 letters without the hard and the soft sign")
                .hasSize(31)
                .containsEntry("ж", "z");
    }
}
