package attune.audio.augment;

import attune.audio.Waveform;
import attune.seed.RunSeed;

/**
 * Sound in half the memory of a {@link Waveform}: 16 bits a sample, as most of it was recorded. What lay beyond full scale
 * is cut off.
 *
 * @param samples of full scale ±32768; not to be changed
 * @param rateHz samples per second
 */
@SuppressWarnings("ArrayRecordComponent") // it is its samples; copying megabytes to be safe is not
public record Pcm(short[] samples, int rateHz) {
    private static final float FULL_SCALE = 32768;

    /**
     * Rounds a waveform.
     *
     * @param waveform any
     * @return the nearest that 16 bits hold
     */
    public static Pcm of(Waveform waveform) {
        float[] exact = waveform.samples();
        short[] samples = new short[exact.length];
        for (int i = 0; i < exact.length; i++) {
            int rounded = Math.round(exact[i] * FULL_SCALE);
            samples[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, rounded));
        }
        return new Pcm(samples, waveform.sampleRateHz());
    }

    /**
     * The same sound as floats.
     *
     * @return a waveform of its own
     */
    public Waveform waveform() {
        float[] exact = new float[samples.length];
        for (int i = 0; i < exact.length; i++) {
            exact[i] = samples[i] / FULL_SCALE;
        }
        return new Waveform(exact, rateHz);
    }

    int length() {
        return samples.length;
    }

    float sample(int at) {
        return samples[at] / FULL_SCALE;
    }

    long fingerprint() {
        long state = samples.length;
        for (short sample : samples) {
            state = RunSeed.mix(state ^ sample);
        }
        return state;
    }
}
