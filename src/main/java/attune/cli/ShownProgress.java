package attune.cli;

import attune.progress.Progress;
import java.io.PrintWriter;

/** Progress shown to a person on standard error, who may stop the work with Ctrl-C. */
abstract class ShownProgress implements Progress, AutoCloseable {
    private final PrintWriter err;
    private final Interrupt interrupt;

    ShownProgress(PrintWriter err, Interrupt interrupt) {
        this.err = err;
        this.interrupt = interrupt;
    }

    /** Java cannot tell whether standard error is a terminal; the launcher can. */
    static boolean isTerminal() {
        return Boolean.getBoolean("attune.terminal");
    }

    @Override
    public final boolean stopRequested() {
        return interrupt.wished();
    }

    @Override
    public final void warn(String line) {
        close();
        println("attune: warning: " + line);
    }

    /** At the first Ctrl-C; from the thread that hears of it. */
    final void sayStopping() {
        println(System.lineSeparator() + "attune: stopping at the next step; once more ends the program at once");
    }

    final void println(String line) {
        err.println(line);
    }

    /** Writes without ending the line. */
    final void print(String text) {
        err.print(text);
        err.flush();
    }

    /** Frees the current line for other output. */
    @Override
    public void close() {}
}
