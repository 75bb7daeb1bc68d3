package attune.speech;

import attune.audio.Waveform;

/**
 * Sound from a formula, the same everywhere: a voice-like glide from 120 to 220 Hz with 24 harmonics, a pause of
 * digital silence, and noise. Rounded to 16 bits, so that differences in how a sine is rounded do not show.
 */
final class ReferenceClip {
    /** Name of the formula; a new formula needs a new name. */
    static final String NAME = "glide-1";

    private static final double SECONDS = 0.6;
    private static final double GLIDE_SECONDS = 0.36;
    private static final double NOISE_FROM_SECONDS = 0.42;
    private static final int HARMONICS = 24;
    private static final double GLIDE_AMPLITUDE = 3000;
    private static final double FULL_SCALE = 32_768;

    private ReferenceClip() {}

    static Waveform at(int rateHz) {
        float[] samples = new float[(int) Math.round(SECONDS * rateHz)];
        int noise = 1;
        for (int i = 0; i < samples.length; i++) {
            double seconds = (double) i / rateHz;
            // The generator of C's old rand(): one of Java's might draw other numbers some day.
            noise = noise * 1_103_515_245 + 12_345;
            double value = seconds < GLIDE_SECONDS ? glide(seconds) : seconds < NOISE_FROM_SECONDS ? 0 : noise >> 21;
            samples[i] = (float) (Math.rint(value) / FULL_SCALE);
        }
        return new Waveform(samples, rateHz);
    }

    private static double glide(double seconds) {
        double cycles = 120 * seconds + 100 / GLIDE_SECONDS * seconds * seconds / 2;
        double sum = 0;
        for (int harmonic = 1; harmonic <= HARMONICS; harmonic++) {
            sum += StrictMath.sin(2 * Math.PI * harmonic * cycles) / harmonic;
        }
        return GLIDE_AMPLITUDE * sum * StrictMath.sin(Math.PI * seconds / GLIDE_SECONDS);
    }
}
