package attune.cli;

import attune.corpus.Utterance;
import attune.jobs.Transcribe;
import attune.progress.Progress;
import java.io.PrintWriter;
import java.util.List;

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
        hide();
        println("attune: warning: " + line);
    }

    /** At the first Ctrl-C; from the thread that hears of it. */
    final void sayStopping() {
        hide();
        println("attune: stopping at the next step; once more ends the program at once");
    }

    final void println(String line) {
        err.println(line);
    }

    /** Writes without ending the line. */
    final void print(String text) {
        err.print(text);
        err.flush();
    }

    /** Leaves the line it is on to others; the next step shows it again. */
    void hide() {}

    @Override
    public final void close() {
        hide();
    }

    /** The same results, for which progress makes way: both may go to one terminal. */
    final Transcribe.Results under(Transcribe.Results results) {
        return new Transcribe.Results() {
            @Override
            public void begin(List<Utterance> utterances) {
                hide();
                results.begin(utterances);
            }

            @Override
            public void accept(Transcribe.Result result) {
                hide();
                results.accept(result);
            }
        };
    }
}
