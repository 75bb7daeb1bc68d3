package attune.audio;

import org.jspecify.annotations.Nullable;

/**
 * The first four bytes of an MPEG audio layer III frame (ISO/IEC 11172-3, 2.4.1.3; ISO/IEC 13818-3 for the lower rates;
 * "MPEG 2.5" for the lowest).
 *
 * @param version 1 or 2; MPEG 2.5 counts as 2, from which only its rates differ
 * @param sampleRateHz samples per second
 * @param channels 1 or 2
 * @param bytes of the whole frame
 */
record Mp3Header(int version, int sampleRateHz, int channels, int bytes) {

    private static final int[] KILOBITS_1 = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
    private static final int[] KILOBITS_2 = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};
    private static final int[] RATES_1_HZ = {44100, 48000, 32000};
    private static final int LAYER_III = 1;
    private static final int MONO = 3;

    /** The header in these four bytes; null if there is none, or one with a free bit rate, which nobody writes. */
    static @Nullable Mp3Header parse(int word) {
        int version = (word >>> 19) & 3;
        int bitRate = (word >>> 12) & 15;
        int rate = (word >>> 10) & 3;
        boolean valid = word >>> 21 == 0x7FF && version != 1 && ((word >>> 17) & 3) == LAYER_III;
        if (!valid || bitRate == 0 || bitRate == 15 || rate == 3) {
            return null;
        }
        boolean first = version == 3;
        int sampleRateHz = RATES_1_HZ[rate] / (first ? 1 : version == 2 ? 2 : 4);
        int kilobits = (first ? KILOBITS_1 : KILOBITS_2)[bitRate];
        int bytes = (first ? 144 : 72) * 1000 * kilobits / sampleRateHz + ((word >>> 9) & 1);
        return new Mp3Header(first ? 1 : 2, sampleRateHz, ((word >>> 6) & 3) == MONO ? 1 : 2, bytes);
    }

    /** Samples per channel of a frame. */
    int samples() {
        return version == 1 ? 1152 : 576;
    }

    /** Bytes between the four of the header and the main data. */
    int sideBytes() {
        return version == 1 ? (channels == 1 ? 17 : 32) : (channels == 1 ? 9 : 17);
    }

    /** Whether both frames can belong to one stream. */
    boolean continues(Mp3Header other) {
        return version == other.version && sampleRateHz == other.sampleRateHz && channels == other.channels;
    }
}
