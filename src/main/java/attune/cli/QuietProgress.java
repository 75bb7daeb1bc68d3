package attune.cli;

import java.io.PrintWriter;

/** With {@code --quiet}: only warnings. */
final class QuietProgress extends ShownProgress {
    QuietProgress(PrintWriter err, Interrupt interrupt) {
        super(err, interrupt);
    }
}
