package attune.audio.augment;

import attune.audio.Waveform;
import attune.seed.RunSeed;
import java.util.Map;
import java.util.SplittableRandom;

/** Sounds made on the spot, and ways to measure them. */
final class Sounds {
    static final int RATE_HZ = 16_000;

    private Sounds() {}

    static float[] sine(double hertz, int samples) {
        float[] sine = new float[samples];
        for (int i = 0; i < samples; i++) {
            sine[i] = (float) (0.5 * Math.sin(2 * Math.PI * hertz * i / RATE_HZ));
        }
        return sine;
    }

    static float[] whiteNoise(long seed, int samples) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] noise = new float[samples];
        for (int i = 0; i < samples; i++) {
            noise[i] = (float) random.nextDouble(-0.5, 0.5);
        }
        return noise;
    }

    static Waveform waveform(float[] samples) {
        return new Waveform(samples, RATE_HZ);
    }

    /** An augmenter that always does one thing. */
    static Augmenter always(EffectKind kind, double low, double high) {
        return new Augmenter(new Recipe(Map.of(kind, new Chance(1, low, high)), null), RATE_HZ, new RunSeed(5));
    }

    /** What else is needed, for effects made by hand. */
    static Surroundings surroundings() {
        return new Surroundings(Recipe.full(), RATE_HZ, new RunSeed(5));
    }

    /** Cycles per second of a tone, by the upward crossings of zero in its middle half. */
    static double pitch(float[] tone) {
        int first = -1;
        int last = -1;
        int cycles = -1;
        for (int i = tone.length / 4; i < tone.length * 3 / 4; i++) {
            if (tone[i - 1] < 0 && tone[i] >= 0) {
                first = first < 0 ? i : first;
                last = i;
                cycles++;
            }
        }
        return (double) cycles * RATE_HZ / (last - first);
    }

    /** Amplitude of one frequency, by correlation with it. */
    static double amplitude(float[] samples, double hertz) {
        double real = 0;
        double imaginary = 0;
        int from = samples.length / 4;
        int to = samples.length * 3 / 4;
        for (int i = from; i < to; i++) {
            double angle = 2 * Math.PI * hertz * i / RATE_HZ;
            real += samples[i] * Math.cos(angle);
            imaginary += samples[i] * Math.sin(angle);
        }
        return 2 * Math.hypot(real, imaginary) / (to - from);
    }

    static double db(double ratio) {
        return 20 * Math.log10(ratio);
    }
}
