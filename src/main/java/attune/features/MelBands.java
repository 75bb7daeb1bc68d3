package attune.features;

/**
 * Triangular bands, evenly spaced on the mel scale {@code 1127 ln(1 + f / 700)} (O'Shaughnessy; HTK and Kaldi use the
 * same). A band rises from the centre of the one below to 1 at its own and falls to the centre of the one above,
 * linearly in mel; {@code count + 2} points from {@code lowHz} to {@code highHz} are the edges and centres.
 *
 * @param count number of bands, at least 1
 * @param lowHz lower edge of the first, not negative
 * @param highHz upper edge of the last, above {@code lowHz}
 * @param energyFloor added to every band's energy before the logarithm, positive
 */
public record MelBands(int count, double lowHz, double highHz, double energyFloor) {

    /**
     * About 10 dB above what rounding to 16 bits puts into a 25 ms Hann window (2⁻³⁰/12 a sample, 150 samples of window
     * energy, up to 8 bins' worth of weight a band), so that digital silence, dither and a resampler's rounding look
     * alike.
     */
    public static final double DEFAULT_ENERGY_FLOOR = 1e-6;

    /** Refuses impossible settings, naming the value. */
    public MelBands {
        if (count < 1) {
            throw new IllegalArgumentException("count of mel bands must be positive: " + count);
        }
        if (!(lowHz >= 0 && highHz > lowHz && Double.isFinite(highHz))) {
            throw new IllegalArgumentException("mel bands must rise from lowHz >= 0: " + lowHz + " to " + highHz);
        }
        if (!(energyFloor > 0 && Double.isFinite(energyFloor))) {
            throw new IllegalArgumentException("energyFloor must be positive: " + energyFloor);
        }
    }

    static double mel(double hz) {
        return 1127.0 * Math.log1p(hz / 700.0);
    }
}
