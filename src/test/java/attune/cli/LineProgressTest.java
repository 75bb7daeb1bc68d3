package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LineProgressTest {
    private final StringWriter err = new StringWriter();
    private long nowSeconds;
    private final LineProgress progress =
            new LineProgress(new PrintWriter(err, true), Interrupt.NONE, () -> TimeUnit.SECONDS.toNanos(nowSeconds));

    private List<String> lines() {
        return err.toString().lines().toList();
    }

    @Test
    void shortWorkIsSilent() {
        progress.begin("transcribing", 10);
        for (nowSeconds = 0; nowSeconds < 60; nowSeconds++) {
            progress.at(nowSeconds / 6, "");
        }
        assertThat(lines()).isEmpty();
    }

    @Test
    void longWorkHasALineNowAndThenTheRarerTheLongerItLasts() {
        progress.begin("epoch 1 of 2", 36_000);
        for (nowSeconds = 0; nowSeconds < 36_000; nowSeconds++) {
            progress.at(nowSeconds, "loss 2.000");
        }
        assertThat(lines()).hasSizeBetween(60, 80).first().isEqualTo("epoch 1 of 2: 60 of 36000, loss 2.000");
    }

    @Test
    void theTimeLeftIsToldWhereTheWorkDoesNot() {
        progress.begin("transcribing", 300);
        nowSeconds = 100;
        progress.at(100, "");
        assertThat(lines()).containsExactly("transcribing: 100 of 300, 3 min left");
    }

    @Test
    void notesAndWarningsAreLines() {
        progress.note("epoch 1: loss 2\n");
        progress.warn("left out a batch");
        assertThat(lines()).containsExactly("epoch 1: loss 2", "attune: warning: left out a batch");
    }

    @Test
    void quietMeansWarningsAlone() {
        QuietProgress quiet = new QuietProgress(new PrintWriter(err, true), Interrupt.NONE);
        quiet.begin("epoch 1", 3);
        quiet.note("epoch 1: loss 2");
        quiet.warn("left out a batch");
        assertThat(lines()).containsExactly("attune: warning: left out a batch");
    }
}
