package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BarProgressTest {
    private final StringWriter err = new StringWriter();
    private long nowMillis;
    private final BarProgress progress =
            new BarProgress(new PrintWriter(err), Interrupt.NONE, () -> TimeUnit.MILLISECONDS.toNanos(nowMillis));

    /** What a terminal shows that has been sent this: its lines, the last being the one with the cursor. */
    private List<String> screen() {
        StringBuilder shown = new StringBuilder();
        for (String line : err.toString().split("\n", -1)) {
            String[] drawn = line.split("\r\u001b\\[K", -1);
            shown.append(drawn[drawn.length - 1]).append('\n');
        }
        return shown.toString().lines().toList();
    }

    @Test
    void theBarIsRedrawnInPlaceAndFitsTheTerminal() {
        progress.begin("epoch 2/40", 64);
        nowMillis = 1000;
        progress.at(16, "loss 1.447, 12 min left");
        assertThat(screen())
                .hasSize(1)
                .first()
                .asString()
                .matches("epoch 2/40 \\[=+ +\\] 16/64, loss 1.447, 12 min left");
        progress.at(17, "not yet: this is the same moment");
        assertThat(screen().get(0)).contains("16/64");
        nowMillis = 2000;
        progress.at(32, "a very long detail ".repeat(9));
        assertThat(screen()).hasSize(1).first().asString().hasSizeLessThan(80);
    }

    @Test
    void theTimeLeftIsToldWhereTheWorkDoesNot() {
        progress.begin("transcribing", 10);
        nowMillis = 5000;
        progress.at(1, "");
        assertThat(screen().get(0)).endsWith("] 1/10, 45 s left");
    }

    @Test
    void resultsAndNotesHaveLinesOfTheirOwn() {
        progress.begin("transcribing", 2);
        progress.hide();
        err.write("hello\n"); // standard output, on the same terminal
        progress.at(1, "");
        progress.note("a note of " + "many words ".repeat(12));
        progress.warn("left out a clip");
        progress.close();
        assertThat(screen())
                .hasSize(5) // the last is the cursor's
                .endsWith("")
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(80))
                .contains("hello", "attune: warning: left out a clip");
        assertThat(err.toString()).doesNotContain("\n\n");
    }

    @Test
    void workOfUnknownLengthIsNamed() {
        progress.begin("scoring on dev", -1);
        assertThat(screen()).containsExactly("scoring on dev ...");
    }
}
