package attune.cli;

import attune.progress.Pace;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * For a pipe or a log file: notes and, for work that takes longer than a minute, a line now and then, at longer and
 * longer intervals.
 */
final class LineProgress extends ShownProgress {
    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofMinutes(10);
    /** The time so far, divided by the wait for the next line. */
    private static final int GROWTH = 4;

    private final LongSupplier nanoTime;
    private String name = "";
    private long total;
    private Pace pace = new Pace(0, 0);
    private long begun;
    private long due;

    LineProgress(PrintWriter err, Interrupt interrupt) {
        this(err, interrupt, System::nanoTime);
    }

    LineProgress(PrintWriter err, Interrupt interrupt, LongSupplier nanoTime) {
        super(err, interrupt);
        this.nanoTime = nanoTime;
    }

    @Override
    public void begin(String what, long units) {
        name = what;
        total = units;
        pace = new Pace(0, units, nanoTime);
        begun = nanoTime.getAsLong();
        due = begun + LEAST.toNanos();
    }

    @Override
    public void at(long done, String detail) {
        long now = nanoTime.getAsLong();
        if (now - due < 0) {
            return;
        }
        String count = total < 0 ? ": " + done : ": " + done + " of " + total;
        println(name + count + (detail.isEmpty() ? timeLeft(done) : ", " + detail));
        long wait = (now - begun) / GROWTH;
        due = now + Math.max(LEAST.toNanos(), Math.min(MOST.toNanos(), wait));
    }

    /** Only where nothing else is told: a detail has the time of a larger whole. */
    private String timeLeft(long done) {
        return total < 0
                ? ""
                : pace.left(done).map(time -> ", " + Pace.text(time) + " left").orElse("");
    }

    @Override
    public void note(String line) {
        println(line.stripTrailing());
    }
}
