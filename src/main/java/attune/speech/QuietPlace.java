package attune.speech;

/** The quietest place in a stretch of sound: the place to cut, since it is hardly ever inside a word. */
public final class QuietPlace {
    /** The stretch whose loudness is compared: about a short pause between words. */
    public static final double SECONDS = 0.2;

    private QuietPlace() {}

    /**
     * Finds it by the energy of each stretch of {@value #SECONDS} seconds.
     *
     * @param samples amplitudes, full scale ±1
     * @param from the first sample to look at
     * @param to the sample after the last, at least {@value #SECONDS} seconds on
     * @param rateHz samples per second
     * @return the sample in the middle of the quietest stretch
     */
    public static int find(float[] samples, int from, int to, int rateHz) {
        int stretch = (int) (SECONDS * rateHz);
        double energy = 0;
        for (int i = from; i < from + stretch; i++) {
            energy += (double) samples[i] * samples[i];
        }
        double least = energy;
        int at = from;
        for (int start = from + 1; start + stretch <= to; start++) {
            double out = samples[start - 1];
            double in = samples[start + stretch - 1];
            energy += in * in - out * out;
            if (energy < least) {
                least = energy;
                at = start;
            }
        }
        return at + stretch / 2;
    }
}
