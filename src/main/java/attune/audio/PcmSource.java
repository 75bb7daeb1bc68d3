package attune.audio;

import java.io.Closeable;
import java.io.IOException;

/** A decoder: the mean of a file's channels at the file's own rate, front to back. For one thread. */
interface PcmSource extends Closeable {

    /** What the file declares; its samples are {@link AudioInfo#UNKNOWN} where no header gives them. */
    AudioInfo info();

    /**
     * Decodes some samples.
     *
     * @param mono receives amplitudes, full scale ±1
     * @param from first index to fill
     * @param count the most samples to give, positive
     * @return how many were given, at least one; -1 at the end, which is reached only if the file is whole
     * @throws DamagedAudio when the file breaks its format or ends early
     */
    int read(float[] mono, int from, int count) throws IOException;

    /** Skips samples; decodes and drops them where the format offers no shortcut. Stops quietly at the end. */
    default void skip(long samples) throws IOException {
        float[] dropped = new float[(int) Math.min(samples, 1 << 14)];
        long left = samples;
        while (left > 0) {
            int got = read(dropped, 0, (int) Math.min(left, dropped.length));
            if (got < 0) {
                return;
            }
            left -= got;
        }
    }
}
