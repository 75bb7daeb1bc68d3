package attune.cli;

import attune.progress.Pace;
import java.io.PrintWriter;
import java.util.function.LongSupplier;

/** Progress that tells how far a stretch of work is and how long it will take. */
abstract class PacedProgress extends ShownProgress {
    private final LongSupplier nanoTime;
    private String name = "";
    private long total;
    private Pace pace;

    PacedProgress(PrintWriter err, Interrupt interrupt, LongSupplier nanoTime) {
        super(err, interrupt);
        this.nanoTime = nanoTime;
        this.pace = new Pace(0, 0, nanoTime);
    }

    @Override
    public final void begin(String what, long units) {
        name = what;
        total = units;
        pace = new Pace(0, units, nanoTime);
        begun();
    }

    /** A stretch of work has begun. */
    abstract void begun();

    /** What is being done. */
    final String name() {
        return name;
    }

    /** Units of work in all, or -1 where nobody knows. */
    final long total() {
        return total;
    }

    final long now() {
        return nanoTime.getAsLong();
    }

    /** What is told beside the count: the time left where the work says nothing, such as the time of a larger whole. */
    final String told(long done, String detail) {
        if (!detail.isEmpty()) {
            return ", " + detail;
        }
        return total < 0
                ? ""
                : pace.left(done).map(time -> ", " + Pace.text(time) + " left").orElse("");
    }
}
