package attune.table;

import static attune.table.Column.left;
import static attune.table.Column.right;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void wordsStandFlushLeftAndNumbersFlushRight() {
        TextTable table = new TextTable(left("model"), right("WER"), left("95 % interval"), right("clips"))
                .add("source.attune", "76.0 %", "72.2 to 80.1", "63")
                .add("adapted.attune", "9.8 %", "8.5 to 103.5", "63");
        assertThat(table.text()).isEqualTo("""
                        model              WER  95 % interval  clips
                        source.attune   76.0 %  72.2 to 80.1      63
                        adapted.attune   9.8 %  8.5 to 103.5      63
                        """);
    }

    @Test
    void noLineEndsWithASpace() {
        TextTable table = new TextTable(left("layer"), left("training"))
                .add("lstm1", "frozen")
                .add("pool", "-")
                .add("join", "");
        assertThat(table.text()).isEqualTo("""
                        layer  training
                        lstm1  frozen
                        pool   -
                        join
                        """);
    }

    @Test
    void columnsWithoutHeadsStartWithTheFirstRow() {
        assertThat(new TextTable(left(""), left(""))
                        .add("kind", "speech")
                        .add("licence", "MPL-2.0")
                        .text())
                .isEqualTo("kind     speech\nlicence  MPL-2.0\n");
    }

    @Test
    void oneColumnMayLackItsHead() {
        assertThat(new TextTable(left(""), right("cat"), right("dog"))
                        .add("cat", "12", "0")
                        .add("dog", "1", "8")
                        .text())
                .isEqualTo("     cat  dog\ncat   12    0\ndog    1    8\n");
    }

    @Test
    void aTableWithoutRowsIsItsHead() {
        assertThat(new TextTable(left("try"), right("steps")).text()).isEqualTo("try  steps\n");
        assertThat(new TextTable(List.of()).text()).isEmpty();
    }

    @Test
    void aLetterOfTwoCharsIsOneWide() {
        assertThat(new TextTable(left("class"), right("n"))
                        .add("\uD800\uDF3A\uD800\uDF3B\uD800\uDF3C\uD800\uDF3D\uD800\uDF3E\uD800\uDF3F", "1")
                        .add("plain", "2")
                        .text())
                .isEqualTo(
                        "class   n\n\uD800\uDF3A\uD800\uDF3B\uD800\uDF3C\uD800\uDF3D\uD800\uDF3E\uD800\uDF3F  1\nplain   2\n");
    }

    @Test
    void aRowOfAnotherLengthIsRefused() {
        TextTable table = new TextTable(left("try"), right("steps"));
        assertThatThrownBy(() -> table.add("all"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 cells for 2 columns");
    }
}
