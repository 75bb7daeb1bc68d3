package attune.audio.augment;

/**
 * A second-order filter, after Robert Bristow-Johnson's Audio EQ Cookbook; SoX's {@code highpass}, {@code lowpass} and
 * {@code equalizer} are the same.
 */
final class Biquad {
    private final double b0;
    private final double b1;
    private final double b2;
    private final double a1;
    private final double a2;

    private Biquad(double[] b, double[] a) {
        b0 = b[0] / a[0];
        b1 = b[1] / a[0];
        b2 = b[2] / a[0];
        a1 = a[1] / a[0];
        a2 = a[2] / a[0];
    }

    static Biquad highPass(double rateHz, double hertz, double quality) {
        double w = 2 * Math.PI * hertz / rateHz;
        double cos = Math.cos(w);
        double alpha = Math.sin(w) / (2 * quality);
        return new Biquad(
                new double[] {(1 + cos) / 2, -(1 + cos), (1 + cos) / 2}, new double[] {1 + alpha, -2 * cos, 1 - alpha});
    }

    static Biquad lowPass(double rateHz, double hertz, double quality) {
        double w = 2 * Math.PI * hertz / rateHz;
        double cos = Math.cos(w);
        double alpha = Math.sin(w) / (2 * quality);
        return new Biquad(
                new double[] {(1 - cos) / 2, 1 - cos, (1 - cos) / 2}, new double[] {1 + alpha, -2 * cos, 1 - alpha});
    }

    static Biquad peak(double rateHz, double hertz, double quality, double gainDb) {
        double w = 2 * Math.PI * hertz / rateHz;
        double cos = Math.cos(w);
        double alpha = Math.sin(w) / (2 * quality);
        double gain = Math.pow(10, gainDb / 40);
        return new Biquad(
                new double[] {1 + alpha * gain, -2 * cos, 1 - alpha * gain},
                new double[] {1 + alpha / gain, -2 * cos, 1 - alpha / gain});
    }

    static Biquad highShelf(double rateHz, double hertz, double quality, double gainDb) {
        double w = 2 * Math.PI * hertz / rateHz;
        double cos = Math.cos(w);
        double gain = Math.pow(10, gainDb / 40);
        double slope = 2 * Math.sqrt(gain) * Math.sin(w) / (2 * quality);
        double up = gain + 1;
        double down = gain - 1;
        return new Biquad(
                new double[] {
                    gain * (up + down * cos + slope), -2 * gain * (down + up * cos), gain * (up + down * cos - slope)
                },
                new double[] {up - down * cos + slope, 2 * (down - up * cos), up - down * cos - slope});
    }

    /** In place, starting from silence (the transposed direct form II, whose rounding errors stay small). */
    void filter(float[] samples) {
        double first = 0;
        double second = 0;
        for (int i = 0; i < samples.length; i++) {
            double in = samples[i];
            double out = b0 * in + first;
            first = b1 * in - a1 * out + second;
            second = b2 * in - a2 * out;
            samples[i] = (float) out;
        }
    }
}
