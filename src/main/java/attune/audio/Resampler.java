package attune.audio;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Changes the rate of a waveform, and keeps the filters it has designed, one for each pair of rates. That of the usual
 * rates takes some hundred kilobytes, one from 383999 to 16000 Hz 34 megabytes; so those that were not used for longest
 * are dropped. Safe for many threads.
 *
 * <p>{@code n} samples become {@code round(n * rateHz / sampleRateHz)}, halves up. Sound up to 91 % of the lower Nyquist
 * frequency passes unchanged; from that frequency on it is down by 120 dB. At the same rate nothing changes.
 */
public final class Resampler {

    /** Strangers name rates, too. Those of our own, such as of an augmentation, fit in many times. */
    private static final long MOST_BYTES = 64L << 20;

    private static final boolean BY_LAST_USE = true;

    private final Map<RateRatio, PolyphaseFilter> filters = new LinkedHashMap<>(16, 0.75f, BY_LAST_USE);
    private long bytes;
    private final PolyphaseFilter.Design design;

    /** Starts without filters. */
    public Resampler() {
        this(PolyphaseFilter.EXACT);
    }

    private Resampler(PolyphaseFilter.Design design) {
        this.design = design;
    }

    /**
     * A resampler that does a third of the work: sound up to 85 % of the lower Nyquist frequency passes, and from that
     * frequency on it is down by 60 dB.
     *
     * @return a resampler without filters
     */
    public static Resampler quick() {
        return new Resampler(PolyphaseFilter.QUICK);
    }

    /**
     * The same sound at another rate.
     *
     * @param waveform any sound
     * @param rateHz the target rate, 1000 to 384000
     * @return a new waveform, or the same one if its rate is already right
     */
    public Waveform resample(Waveform waveform, int rateHz) {
        RateRatio ratio = RateRatio.of(waveform.sampleRateHz(), checked(rateHz));
        if (ratio.isOne()) {
            return waveform;
        }
        float[] output = new float[Math.toIntExact(ratio.scale(waveform.samples().length))];
        try (PcmSource source = new WaveformSource(waveform)) {
            RateConverter converter = new RateConverter(source, ratio, filter(ratio), 0);
            int filled = output.length == 0 ? 0 : converter.read(output, 0, output.length);
            if (filled != output.length) {
                throw new IllegalStateException("gave " + filled + " samples where " + output.length + " were due");
            }
        } catch (IOException e) {
            throw new AssertionError("memory needs no disk", e);
        }
        return new Waveform(output, rateHz);
    }

    /** The filter for a ratio, designed unless it is kept. */
    PolyphaseFilter filter(RateRatio ratio) {
        synchronized (filters) {
            PolyphaseFilter kept = filters.get(ratio);
            if (kept != null) {
                return kept;
            }
        }
        // Nobody waits for another's filter, of which a large one takes a second.
        PolyphaseFilter made = new PolyphaseFilter(ratio.up(), ratio.down(), design);
        synchronized (filters) {
            PolyphaseFilter kept = filters.putIfAbsent(ratio, made);
            if (kept != null) {
                return kept;
            }
            bytes += made.bytes();
            Iterator<PolyphaseFilter> longestUnused = filters.values().iterator();
            while (bytes > MOST_BYTES && filters.size() > 1) {
                bytes -= longestUnused.next().bytes();
                longestUnused.remove();
            }
        }
        return made;
    }

    /** Refuses an impossible target rate. */
    static int checked(int rateHz) {
        if (!AudioReader.isRate(rateHz)) {
            throw new IllegalArgumentException("wanted sample rate must be " + AudioInfo.MIN_RATE_HZ + " to "
                    + AudioInfo.MAX_RATE_HZ + " Hz: " + rateHz);
        }
        return rateHz;
    }
}
