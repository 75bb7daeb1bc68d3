package attune.cli;

import attune.progress.Progress;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Progress for a person: on a terminal a bar with the time left, and each finished epoch on a line of its own; into a
 * pipe only warnings, since the run's log has the rest.
 */
final class TerminalProgress implements Progress, AutoCloseable {
    private final PrintWriter err;
    private final boolean terminal;
    private @Nullable ProgressBar bar;

    TerminalProgress(PrintWriter err, boolean quiet) {
        this.err = err;
        this.terminal = isTerminal(quiet);
    }

    /** Java cannot tell whether standard error is a terminal; the launcher can. */
    static boolean isTerminal(boolean quiet) {
        return !quiet && Boolean.getBoolean("attune.terminal");
    }

    @Override
    public void begin(String name, long total) {
        close();
        if (terminal) {
            bar = new ProgressBarBuilder()
                    .setTaskName(name)
                    .setInitialMax(total)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    .clearDisplayOnFinish()
                    .build();
        }
    }

    @Override
    public void at(long done, String detail) {
        if (bar != null) {
            bar.stepTo(done).setExtraMessage(" " + detail);
        }
    }

    @Override
    public void note(String line) {
        if (terminal) {
            close();
            err.println(line);
        }
    }

    @Override
    public void warn(String line) {
        close();
        err.println("attune: warning: " + line);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
