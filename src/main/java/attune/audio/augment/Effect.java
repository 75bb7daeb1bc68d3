package attune.audio.augment;

import java.util.Locale;

/** One thing done to one clip, with every value decided. */
public sealed interface Effect {

    /**
     * Applies it.
     *
     * @param samples the clip's, which may be overwritten
     * @param around what effects need besides the clip
     * @return the altered samples, perhaps in the same array
     */
    float[] on(float[] samples, Surroundings around);

    /**
     * What is done, for people and manifests.
     *
     * @return such as {@code speed 0.93}
     */
    String text();

    /**
     * The clip's length afterwards.
     *
     * @param samples its length before
     * @return the same number, except where the effect changes the pace
     */
    default int length(int samples) {
        return samples;
    }

    /** A length divided by a pace. */
    private static int divided(int samples, double factor) {
        return (int) Math.round(samples / factor);
    }

    /**
     * Played at another speed.
     *
     * @param factor above 1 is faster and higher
     */
    record Speed(double factor) implements Effect {
        @Override
        public float[] on(float[] samples, Surroundings around) {
            return around.resampled(samples, factor, length(samples.length));
        }

        @Override
        public String text() {
            return format("speed %.2f", factor);
        }

        @Override
        public int length(int samples) {
            return divided(samples, factor);
        }
    }

    /**
     * Said at another pace.
     *
     * @param factor above 1 is faster
     */
    record Tempo(double factor) implements Effect {
        @Override
        public float[] on(float[] samples, Surroundings around) {
            return new TimeStretch(around.rateHz()).stretch(samples, factor, length(samples.length));
        }

        @Override
        public String text() {
            return format("tempo %.2f", factor);
        }

        @Override
        public int length(int samples) {
            return divided(samples, factor);
        }
    }

    /**
     * Another balance of the spectrum.
     *
     * @param tiltDb how much louder sound above 1 kHz becomes than sound below
     * @param peakDb height of the peak, or depth of the dip
     * @param peakHz where it is
     */
    record Equaliser(double tiltDb, double peakDb, double peakHz) implements Effect {
        private static final double PIVOT_HZ = 1000;
        private static final double BROAD = 0.5;

        @Override
        public float[] on(float[] samples, Surroundings around) {
            Biquad.highShelf(around.rateHz(), PIVOT_HZ, BROAD, tiltDb).filter(samples);
            double highest = 0.45 * around.rateHz();
            Biquad.peak(around.rateHz(), Math.min(peakHz, highest), 1, peakDb).filter(samples);
            return samples;
        }

        @Override
        public String text() {
            return format("equaliser %+.1f dB above 1 kHz, %+.1f dB at %.0f Hz", tiltDb, peakDb, peakHz);
        }
    }

    /**
     * In a room.
     *
     * @param number of the room in the run's bank
     */
    record Room(int number) implements Effect {
        @Override
        public float[] on(float[] samples, Surroundings around) {
            double before = Power.of(samples);
            float[] heard = around.room(number).convolve(samples);
            Power.scale(heard, Math.sqrt(Power.ratio(before, Power.of(heard))));
            return heard;
        }

        @Override
        public String text() {
            return "room " + number;
        }
    }

    /**
     * With noise added.
     *
     * @param ratioDb signal to noise, each the mean power over the clip
     * @param seed of the noise: its colour, or which recording, and its samples
     */
    record Noise(double ratioDb, long seed) implements Effect {
        @Override
        public float[] on(float[] samples, Surroundings around) {
            float[] noise = around.noise(samples.length, seed);
            double wanted = Power.of(samples) / Math.pow(10, ratioDb / 10);
            double scale = Math.sqrt(Power.ratio(wanted, Power.of(noise)));
            for (int i = 0; i < samples.length; i++) {
                samples[i] += (float) (scale * noise[i]);
            }
            return samples;
        }

        @Override
        public String text() {
            return format("noise at %.1f dB", ratioDb);
        }
    }

    /**
     * Louder or softer.
     *
     * @param db by how much
     */
    record Gain(double db) implements Effect {
        @Override
        public float[] on(float[] samples, Surroundings around) {
            Power.scale(samples, Math.pow(10, db / 20));
            return samples;
        }

        @Override
        public String text() {
            return format("gain %+.1f dB", db);
        }
    }

    /**
     * Clipped at a level.
     *
     * @param level as a fraction of the clip's peak
     */
    record Clipping(double level) implements Effect {
        @Override
        public float[] on(float[] samples, Surroundings around) {
            float limit = (float) level * Power.peak(samples);
            for (int i = 0; i < samples.length; i++) {
                samples[i] = Math.max(-limit, Math.min(limit, samples[i]));
            }
            return samples;
        }

        @Override
        public String text() {
            return format("clipping at %.0f %%", 100 * level);
        }
    }

    /** Through a telephone. */
    record Telephone() implements Effect {
        @Override
        public float[] on(float[] samples, Surroundings around) {
            return around.telephone().through(samples, line -> {});
        }

        @Override
        public String text() {
            return "telephone";
        }
    }

    /**
     * Coded and decoded.
     *
     * @param law which of G.711's
     */
    record Codec(Companding law) implements Effect {
        @Override
        public float[] on(float[] samples, Surroundings around) {
            law.code(samples);
            return samples;
        }

        @Override
        public String text() {
            return law.text();
        }
    }

    /**
     * Through a telephone with a codec, as on every line that is not analogue from end to end.
     *
     * @param law which of G.711's
     */
    record CodedTelephone(Companding law) implements Effect {
        @Override
        public float[] on(float[] samples, Surroundings around) {
            return around.telephone().through(samples, law::code);
        }

        @Override
        public String text() {
            return "telephone " + law.text();
        }
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
