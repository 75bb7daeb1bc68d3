package attune.audio;

import attune.fault.UserFault;
import java.nio.file.Path;

/**
 * Which samples of a file are wanted.
 *
 * @param start index of the first
 * @param samples how many
 * @param fewest how many there must be
 */
record Segment(long start, long samples, long fewest) {

    /** Whatever there is. */
    static final Segment WHOLE = new Segment(0, Long.MAX_VALUE, 0);

    /** Four months: keeps sample numbers far from overflow. */
    private static final double MAX_END_SECONDS = 1e7;

    /** All samples from {@code round(offset * rateHz)}, perhaps none. */
    static Segment from(double offsetSeconds, int rateHz) {
        return new Segment(Math.round(offsetSeconds * rateHz), Long.MAX_VALUE, 0);
    }

    /** Samples {@code round(offset * rateHz)} up to {@code round((offset + duration) * rateHz)}. */
    static Segment of(Path file, double offsetSeconds, double durationSeconds, int rateHz) {
        double endSeconds = offsetSeconds + durationSeconds;
        long start = Math.round(offsetSeconds * rateHz);
        long samples = Math.round(endSeconds * rateHz) - start;
        if (!(offsetSeconds >= 0) || !(endSeconds <= MAX_END_SECONDS) || !(durationSeconds > 0) || samples < 1) {
            throw new UserFault(
                    file.toString(),
                    "a segment of " + durationSeconds + " s from " + offsetSeconds + " s is impossible",
                    "give an offset of 0 or more and a duration above 0, in seconds");
        }
        return new Segment(start, samples, Math.max(1, samples - Math.round(AudioReader.SLACK_SECONDS * rateHz)));
    }

    /** Refuses a file that ended too early. */
    void requireEnough(Path file, long found, int rateHz) {
        if (found < fewest) {
            throw new UserFault(
                    file.toString(),
                    "the segment from " + (double) start / rateHz + " to " + (double) (start + samples) / rateHz
                            + " s reaches past the file's end: only " + (double) found / rateHz + " of "
                            + (double) samples / rateHz + " s are there",
                    "check offset and duration");
        }
    }
}
