package attune.audio;

import java.io.IOException;

/**
 * Brings sound that is still coming to another rate: takes samples in blocks of any size and gives, bit for bit, what
 * {@link Resampler} makes of all of them at once. An output is given as soon as the samples it depends on have come,
 * which are those of the next few milliseconds. For one thread.
 */
public final class LiveResampler {
    private final RateRatio ratio;
    private final PolyphaseFilter filter;
    private final Pushed source;
    private final RateConverter converter;
    private long given;

    /**
     * Starts a sound.
     *
     * @param resampler keeps the filters, and may serve any number of sounds
     * @param fromHz rate of the samples that come, 1000 to 384000
     * @param toHz rate of the samples that are wanted, 1000 to 384000
     */
    public LiveResampler(Resampler resampler, int fromHz, int toHz) {
        this.ratio = RateRatio.of(Resampler.checked(fromHz), Resampler.checked(toHz));
        this.filter = resampler.filter(ratio);
        this.source = new Pushed(fromHz);
        try {
            this.converter = new RateConverter(source, ratio, filter, 0);
        } catch (IOException e) {
            throw new AssertionError("nothing is skipped at the start", e);
        }
    }

    /**
     * Takes the next samples.
     *
     * @param samples amplitudes at the old rate; not kept
     * @return the next samples at the new rate, perhaps none
     */
    public float[] accept(float[] samples) {
        if (ratio.isOne()) {
            return samples.clone();
        }
        source.push(samples);
        // Output k depends on the input up to floor(k * down / up) + half.
        long known = source.taken - filter.half();
        return read(known <= 0 ? 0 : -Math.floorDiv(-known * ratio.up(), ratio.down()));
    }

    /**
     * Ends the sound.
     *
     * @return its last samples at the new rate, in which what comes after it counts as silence
     */
    public float[] finish() {
        return ratio.isOne() ? new float[0] : read(ratio.scale(source.taken));
    }

    private float[] read(long upTo) {
        float[] output = new float[Math.toIntExact(Math.max(0, upTo - given))];
        if (output.length > 0) {
            try {
                given += converter.read(output, 0, output.length);
            } catch (IOException e) {
                throw new AssertionError("memory needs no disk", e);
            }
        }
        return output;
    }

    /** The samples that have come and were not read yet. */
    private static final class Pushed implements PcmSource {
        private final int rateHz;
        private float[] waiting = new float[0];
        private int read;
        private long taken;

        Pushed(int rateHz) {
            this.rateHz = rateHz;
        }

        void push(float[] samples) {
            float[] all = new float[waiting.length - read + samples.length];
            System.arraycopy(waiting, read, all, 0, waiting.length - read);
            System.arraycopy(samples, 0, all, waiting.length - read, samples.length);
            waiting = all;
            read = 0;
            taken += samples.length;
        }

        @Override
        public AudioInfo info() {
            return new AudioInfo("memory", rateHz, 1, AudioInfo.UNKNOWN);
        }

        @Override
        public int read(float[] mono, int from, int count) {
            int got = Math.min(count, waiting.length - read);
            if (got == 0) {
                return -1; // only after the end: before it, no more is asked for than has come
            }
            System.arraycopy(waiting, read, mono, from, got);
            read += got;
            return got;
        }

        @Override
        public void close() {}
    }
}
