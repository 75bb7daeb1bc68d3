package attune.features;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * Triangular bands, evenly spaced on a mel scale: {@code count + 2} points from {@code lowHz} to {@code highHz} are their
 * edges and centres.
 *
 * @param scale which mel scale, and how high the bands are
 * @param count number of bands, at least 1
 * @param lowHz lower edge of the first, not negative
 * @param highHz upper edge of the last, above {@code lowHz}
 * @param energyFloor added to every band's energy before the logarithm, positive
 */
public record MelBands(Scale scale, int count, double lowHz, double highHz, double energyFloor) {

    /**
     * About 10 dB above what rounding to 16 bits puts into a 25 ms Hann window (2⁻³⁰/12 a sample, 150 samples of window
     * energy, up to 8 bins' worth of weight a band), so that digital silence, dither and a resampler's rounding look
     * alike.
     */
    public static final double DEFAULT_ENERGY_FLOOR = 1e-6;

    /** The mel scales. */
    public enum Scale {
        /**
         * {@code 1127 ln(1 + f / 700)} (O'Shaughnessy; HTK and Kaldi use the same). A band rises from the centre of the
         * one below to 1 at its own and falls to the centre of the one above, linearly in mel.
         */
        @JsonProperty("htk")
        HTK,

        /**
         * Linear below 1 kHz, {@code 3 f / 200}, and logarithmic above, 27 mel for each factor of 6.4 (Slaney's Auditory
         * Toolbox, 1998; librosa's default). Bands rise and fall linearly in hertz, and enclose an area of 1 Hz each.
         */
        @JsonProperty("slaney")
        SLANEY;

        private static final double BREAK_HZ = 1000;
        private static final double BREAK_MEL = 15;
        private static final double LOG_STEP = Math.log(6.4) / 27;

        double mel(double hz) {
            if (this == HTK) {
                return MelBands.mel(hz);
            }
            return hz < BREAK_HZ ? hz * BREAK_MEL / BREAK_HZ : BREAK_MEL + Math.log(hz / BREAK_HZ) / LOG_STEP;
        }

        double hz(double mel) {
            if (this == HTK) {
                return 700.0 * Math.expm1(mel / 1127.0);
            }
            return mel < BREAK_MEL ? mel * BREAK_HZ / BREAK_MEL : BREAK_HZ * Math.exp((mel - BREAK_MEL) * LOG_STEP);
        }
    }

    /** Refuses impossible settings, naming the value. */
    public MelBands {
        // Bundles written before there were two scales do not name theirs.
        scale = Objects.requireNonNullElse(scale, Scale.HTK);
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

    /**
     * Bands on HTK's scale.
     *
     * @param count number of bands
     * @param lowHz lower edge of the first
     * @param highHz upper edge of the last
     * @param energyFloor added to every band's energy
     */
    public MelBands(int count, double lowHz, double highHz, double energyFloor) {
        this(Scale.HTK, count, lowHz, highHz, energyFloor);
    }

    static double mel(double hz) {
        return 1127.0 * Math.log1p(hz / 700.0);
    }
}
