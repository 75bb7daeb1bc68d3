package attune.corpus;

import attune.rounding.Rounded;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * A stretch of an audio file.
 *
 * @param audio the file; absolute when it comes from a manifest
 * @param offsetSeconds where the stretch begins, finite, not negative
 * @param durationSeconds how long it lasts, positive and at most {@link #LONGEST}; empty where it lasts to the file's end
 */
public record Clip(Path audio, double offsetSeconds, OptionalDouble durationSeconds) {

    /** The longest duration, eleven days in seconds: what claims more was written by mistake. */
    static final double LONGEST = 1e6;

    /** Refuses impossible times. */
    public Clip {
        if (!isOffset(offsetSeconds)) {
            throw new IllegalArgumentException("offset must be finite and not negative: " + offsetSeconds);
        }
        if (durationSeconds.isPresent() && !isDuration(durationSeconds.getAsDouble())) {
            throw new IllegalArgumentException(
                    "duration must be positive and at most " + LONGEST + ": " + durationSeconds);
        }
    }

    /**
     * A whole file whose length is not known yet.
     *
     * @param audio the file
     * @return the stretch from its start to its end
     */
    public static Clip whole(Path audio) {
        return new Clip(audio, 0, OptionalDouble.empty());
    }

    /**
     * The name of a clip that was given none.
     *
     * @param audio its file, as written
     * @param offsetSeconds where in it the clip begins
     * @return the file alone for a clip that begins with it
     */
    public static String name(String audio, double offsetSeconds) {
        return offsetSeconds == 0 ? audio : audio + "@" + offsetSeconds;
    }

    /**
     * The same stretch with a known length.
     *
     * @param seconds positive and at most {@link #LONGEST}
     * @return a clip of that length
     */
    public Clip withDuration(double seconds) {
        return new Clip(audio, offsetSeconds, OptionalDouble.of(seconds));
    }

    /**
     * A part of this stretch.
     *
     * @param startSeconds where in the stretch it begins, not negative
     * @param endSeconds where in the stretch it ends, at least a millisecond later
     * @return a clip of the same file, its times rounded to milliseconds
     */
    public Clip part(double startSeconds, double endSeconds) {
        double start = Rounded.thousandths(offsetSeconds + startSeconds);
        double seconds = Rounded.thousandths(offsetSeconds + endSeconds - start);
        return new Clip(audio, start, OptionalDouble.of(seconds));
    }

    /**
     * The length, which must be known by now.
     *
     * @return seconds
     * @throws IllegalStateException if it is not: {@link ClipDurations#fill} comes first
     */
    public double knownDurationSeconds() {
        return durationSeconds.orElseThrow(() -> new IllegalStateException("the length of " + audio + " is not known"));
    }

    static boolean isOffset(double seconds) {
        return seconds >= 0 && seconds < Double.POSITIVE_INFINITY;
    }

    static boolean isDuration(double seconds) {
        return seconds > 0 && seconds <= LONGEST;
    }
}
