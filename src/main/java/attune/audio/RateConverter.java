package attune.audio;

import java.io.IOException;
import java.util.Arrays;

/**
 * A source's samples at another rate, front to back, in pieces of any size and with the same bits whatever the size.
 *
 * <p>Output sample {@code k} lies at the time {@code k / rateHz}, the first one exactly on the first input sample; beyond
 * both ends the sound counts as silence. {@code n} input samples give {@code round(n * rateHz / inputRateHz)} output
 * samples, halves up.
 */
final class RateConverter {

    private static final int READ_SAMPLES = 4096;

    private final PcmSource source;
    private final PolyphaseFilter filter;
    private final long up;
    private final long down;
    private final double[] window;
    private final float[] piece = new float[READ_SAMPLES];
    /** Index in the whole input of the window's first sample; negative while it holds silence from before the start. */
    private long windowStart;

    private int filled;
    private long inputEnd = Long.MAX_VALUE;
    private long next;

    /**
     * Starts at an output sample.
     *
     * @param source at its first sample
     * @param ratio output to input rate, reduced
     * @param filter for that ratio
     * @param start index of the first output wanted
     */
    RateConverter(PcmSource source, RateRatio ratio, PolyphaseFilter filter, long start) throws IOException {
        this.source = source;
        this.filter = filter;
        this.up = ratio.up();
        this.down = ratio.down();
        this.next = start;
        this.windowStart = start * down / up - (filter.half() - 1);
        this.window = new double[2 * filter.half() + READ_SAMPLES];
        if (windowStart > 0) {
            source.skip(windowStart);
        } else {
            filled = (int) -windowStart;
        }
    }

    /** As {@link PcmSource#read}, at the new rate. */
    int read(float[] output, int from, int count) throws IOException {
        int given = 0;
        while (given < count) {
            long before = next * down / up;
            while (windowStart + filled <= before + filter.half()) {
                fill();
            }
            if (inputEnd != Long.MAX_VALUE && next >= outputSamples(inputEnd)) {
                break;
            }
            int first = (int) (before - (filter.half() - 1) - windowStart);
            output[from + given++] = (float) filter.apply(window, first, next * down % up);
            next++;
        }
        return given == 0 ? -1 : given;
    }

    /** Drops what no output needs any more, then adds a piece of input, or of silence after the end. */
    private void fill() throws IOException {
        long needed = next * down / up - (filter.half() - 1);
        int dropped = (int) Math.min(filled, needed - windowStart);
        System.arraycopy(window, dropped, window, 0, filled - dropped);
        windowStart += dropped;
        filled -= dropped;
        int room = Math.min(READ_SAMPLES, window.length - filled);
        int got = inputEnd == Long.MAX_VALUE ? source.read(piece, 0, room) : -1;
        if (got < 0) {
            inputEnd = Math.min(inputEnd, Math.max(0, windowStart + filled));
            Arrays.fill(window, filled, filled + room, 0);
            filled += room;
            return;
        }
        for (int i = 0; i < got; i++) {
            window[filled++] = piece[i];
        }
    }

    private long outputSamples(long inputSamples) {
        return RateRatio.scale(inputSamples, up, down);
    }
}
