package attune.transcripts;

import java.util.Locale;

/** Times as subtitle files write them. */
final class Clock {
    private Clock() {}

    /** Hours, minutes, seconds and thousandths, such as {@code 01:02:03,004}; the mark before the last is the format's. */
    static String of(double seconds, char mark) {
        long thousandths = Math.round(seconds * 1000);
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d%c%03d",
                thousandths / 3_600_000,
                thousandths / 60_000 % 60,
                thousandths / 1000 % 60,
                mark,
                thousandths % 1000);
    }
}
