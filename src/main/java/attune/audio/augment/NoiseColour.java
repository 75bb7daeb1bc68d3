package attune.audio.augment;

import java.util.Locale;
import java.util.SplittableRandom;

/** Noise by the slope of its spectrum. */
enum NoiseColour {
    /** The same power at every frequency: hiss. */
    WHITE {
        @Override
        void colour(float[] noise) {
            // It is white already.
        }
    },
    /** Half the power for each octave: the spectrum of a crowd, a street or an office. */
    PINK {
        @Override
        void colour(float[] noise) {
            PinkFilter filter = new PinkFilter();
            for (int i = 0; i < noise.length; i++) {
                noise[i] = filter.next(noise[i]);
            }
        }
    },
    /** A quarter of the power for each octave: wind, traffic behind a window. */
    BROWN {
        @Override
        void colour(float[] noise) {
            float sum = 0;
            for (int i = 0; i < noise.length; i++) {
                sum = BROWN_MEMORY * sum + noise[i];
                noise[i] = sum;
            }
        }
    };

    /**
     * At 16 kHz the slope begins at 50 Hz; without it most of the power would lie where no ear or filter bank responds.
     */
    private static final float BROWN_MEMORY = 0.98f;

    abstract void colour(float[] noise);

    static NoiseColour drawn(SplittableRandom random) {
        return values()[random.nextInt(values().length)];
    }

    float[] noise(int samples, SplittableRandom random) {
        float[] noise = new float[samples];
        for (int i = 0; i < samples; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        colour(noise);
        return noise;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * White to pink within 0.05 dB, from 1/4800 of the sample rate on: Paul Kellet's filter of seven poles (posted to
     * music-dsp, 17 October 1999).
     */
    private static final class PinkFilter {
        private float b0;
        private float b1;
        private float b2;
        private float b3;
        private float b4;
        private float b5;
        private float b6;

        float next(float white) {
            b0 = 0.99886f * b0 + white * 0.0555179f;
            b1 = 0.99332f * b1 + white * 0.0750759f;
            b2 = 0.96900f * b2 + white * 0.1538520f;
            b3 = 0.86650f * b3 + white * 0.3104856f;
            b4 = 0.55000f * b4 + white * 0.5329522f;
            b5 = -0.7616f * b5 - white * 0.0168980f;
            float pink = b0 + b1 + b2 + b3 + b4 + b5 + b6 + white * 0.5362f;
            b6 = white * 0.115926f;
            return pink;
        }
    }
}
