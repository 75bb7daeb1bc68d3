package attune.audio.augment;

/** How loud samples are. */
final class Power {

    private Power() {}

    /** Mean square; 0 for no samples. */
    static double of(float[] samples) {
        double sum = 0;
        for (float sample : samples) {
            sum += (double) sample * sample;
        }
        return samples.length == 0 ? 0 : sum / samples.length;
    }

    /** One power divided by another; 0 where the other is 0, so that silence stays silence. */
    static double ratio(double wanted, double found) {
        return found > 0 ? wanted / found : 0;
    }

    static float peak(float[] samples) {
        float peak = 0;
        for (float sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }

    static void scale(float[] samples, double factor) {
        float by = (float) factor;
        for (int i = 0; i < samples.length; i++) {
            samples[i] *= by;
        }
    }
}
