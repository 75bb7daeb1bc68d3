package attune.progress;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Estimates how long work will still take, at the mean pace since this was made. */
public final class Pace {
    private static final int SECONDS_IN_HOUR = 3600;
    private static final int SECONDS_IN_MINUTE = 60;

    private final long before;
    private final long total;
    private final LongSupplier nanoTime;
    private final long startedNanos;

    /**
     * Starts the clock.
     *
     * @param before units that were done earlier, at a pace nobody knows
     * @param total all units there are
     */
    public Pace(long before, long total) {
        this(before, total, System::nanoTime);
    }

    /**
     * Starts another clock.
     *
     * @param before units that were done earlier
     * @param total all units there are
     * @param nanoTime tells the time as {@link System#nanoTime()} does
     */
    public Pace(long before, long total, LongSupplier nanoTime) {
        this.before = before;
        this.total = total;
        this.nanoTime = nanoTime;
        this.startedNanos = nanoTime.getAsLong();
    }

    /**
     * The time left.
     *
     * @param done units done so far, those done earlier included
     * @return empty as long as none has been done at this pace
     */
    public Optional<Duration> left(long done) {
        if (done <= before) {
            return Optional.empty();
        }
        double elapsed = nanoTime.getAsLong() - startedNanos;
        return Optional.of(Duration.ofNanos((long) (elapsed * (total - done) / (done - before))));
    }

    /**
     * A duration for a person, no more exact than an estimate is.
     *
     * @param duration any
     * @return such as {@code 40 s}, {@code 12 min} or {@code 3 h 20 min}
     */
    public static String text(Duration duration) {
        long seconds = Math.round(duration.toMillis() / 1000.0);
        if (seconds < SECONDS_IN_MINUTE) {
            return seconds + " s";
        }
        long minutes = Math.round(seconds / (double) SECONDS_IN_MINUTE);
        return minutes < SECONDS_IN_MINUTE
                ? minutes + " min"
                : String.format(
                        Locale.ROOT,
                        "%d h %02d min",
                        minutes * SECONDS_IN_MINUTE / SECONDS_IN_HOUR,
                        minutes % SECONDS_IN_MINUTE);
    }
}
