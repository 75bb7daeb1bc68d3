package attune.progress;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Estimates the time left, at the mean pace since this object was created. */
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
     * @param before units done earlier, at an unknown pace
     * @param total total number of units
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
     * @param done units done so far, including those done earlier
     * @return empty if none has been done at this pace yet
     */
    public Optional<Duration> left(long done) {
        if (done <= before) {
            return Optional.empty();
        }
        double elapsed = nanoTime.getAsLong() - startedNanos;
        return Optional.of(Duration.ofNanos((long) (elapsed * (total - done) / (done - before))));
    }

    /**
     * A duration for a person, as coarse as suits an estimate.
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
