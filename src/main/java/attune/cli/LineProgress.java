package attune.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * For a pipe or a log file: notes and, for work that takes longer than a minute, a line now and then, at longer and
 * longer intervals.
 */
final class LineProgress extends PacedProgress {
    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofMinutes(10);
    /** Lines come after times that grow by this part. */
    private static final int GROWTH = 4;

    private long begun;
    private long due;

    LineProgress(PrintWriter err, Interrupt interrupt) {
        this(err, interrupt, System::nanoTime);
    }

    LineProgress(PrintWriter err, Interrupt interrupt, LongSupplier nanoTime) {
        super(err, interrupt, nanoTime);
    }

    @Override
    void begun() {
        begun = now();
        due = begun + LEAST.toNanos();
    }

    @Override
    public void at(long done, String detail) {
        long now = now();
        if (now - due < 0) {
            return;
        }
        println(name() + ": " + done + (total() < 0 ? "" : " of " + total()) + told(done, detail));
        long wait = (now - begun) / GROWTH;
        due = now + Math.max(LEAST.toNanos(), Math.min(MOST.toNanos(), wait));
    }

    @Override
    public void note(String line) {
        println(line.stripTrailing());
    }
}
