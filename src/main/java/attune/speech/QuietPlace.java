package attune.speech;

/** Where in a stretch of sound it is quietest: the place to cut, since it is hardly inside a word. */
final class QuietPlace {
    /** The stretch whose loudness is compared: about a short pause between words. */
    static final double SECONDS = 0.2;

    private QuietPlace() {}

    /** The middle of the quietest stretch among samples {@code from} to {@code to}, which last at least as long. */
    static int find(float[] samples, int from, int to, int rateHz) {
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
