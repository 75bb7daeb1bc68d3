package attune.vision;

/**
 * Detects truncated JPEGs (ITU-T T.81, annex B: a picture ends with the marker 0xFFD9). The JDK's decoder silently
 * fills the missing part with grey.
 */
final class JpegEnd {
    private static final int START_OF_IMAGE = 0xFFD8;
    private static final int START_OF_SCAN = 0xFFDA;
    private static final int END_OF_IMAGE = 0xFFD9;
    /** Any number of bytes 0xFF may stand before a marker. */
    private static final int FILL = 0xFFFF;

    private JpegEnd() {}

    /**
     * Examines any file; false if it is not a JPEG. Anything after the end, such as a second picture, does not count.
     */
    static boolean isMissing(byte[] file) {
        if (number(file, 0) != START_OF_IMAGE) {
            return false;
        }
        // Segments are skipped: the EXIF data may hold a small picture with its own end marker.
        int at = 2;
        while (number(file, at) > 0xFF00 && number(file, at) != START_OF_SCAN) {
            at += number(file, at) == FILL ? 1 : 2 + Math.max(0, number(file, at + 2));
        }
        while (at + 2 <= file.length) {
            if (number(file, at) == END_OF_IMAGE) {
                return false;
            }
            at++;
        }
        return true;
    }

    /** A two-byte number; negative past the end. */
    private static int number(byte[] file, int at) {
        return at + 2 <= file.length ? ((file[at] & 0xFF) << 8) | (file[at + 1] & 0xFF) : -1;
    }
}
