package attune.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** On a terminal: a bar for each stretch of work, with the time left, and notes on lines of their own. */
final class BarProgress extends ShownProgress {
    private static final int REDRAWN_EVERY_MILLIS = 200;
    /** ECMA-48: to the start of the line, and erase it. */
    private static final String CLEAR_LINE = "\r\u001b[K";

    private @Nullable ProgressBar bar;
    private boolean named;

    BarProgress(PrintWriter err, Interrupt interrupt) {
        super(err, interrupt);
    }

    @Override
    public void begin(String name, long total) {
        close();
        if (total < 0) { // a bar would be full of question marks
            print(name + " ...");
            named = true;
            return;
        }
        bar = new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REDRAWN_EVERY_MILLIS)
                .clearDisplayOnFinish()
                .build();
    }

    @Override
    public void at(long done, String detail) {
        if (bar != null) {
            bar.stepTo(done).setExtraMessage(" " + detail);
        }
    }

    @Override
    public void note(String line) {
        close();
        println(line.stripTrailing());
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
        if (named) {
            print(CLEAR_LINE);
            named = false;
        }
    }
}
