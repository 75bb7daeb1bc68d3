package attune.features;

import java.util.Arrays;

/**
 * TensorFlow's mel bands (its {@code mfcc_mel_filterbank.cc}), which sum magnitudes, not energies: each bin's square root
 * is shared between two neighbouring bands, linearly in mel. Bins below the first edge and above the last are left out,
 * and bin 0 always is.
 */
final class SquareRootMel {
    private final int firstBin;
    private final int lastBin;
    /** For each bin the band on whose falling side it lies, −1 where only the first band rises. */
    private final int[] bands;
    /** That band's share of the bin; the next band has the rest. */
    private final double[] shares;

    SquareRootMel(int bins, double sampleRateHz, int count, double lowHz, double highHz) {
        double binHz = 0.5 * sampleRateHz / (bins - 1);
        firstBin = (int) (1.5 + lowHz / binHz);
        lastBin = Math.min(bins - 1, (int) (highHz / binHz));
        bands = new int[bins];
        shares = new double[bins];
        double lowMel = MelBands.mel(lowHz);
        double stepMel = (MelBands.mel(highHz) - lowMel) / (count + 1);
        int above = 0;
        for (int bin = firstBin; bin <= lastBin; bin++) {
            double mel = MelBands.mel(bin * binHz);
            while (above < count && lowMel + stepMel * (above + 1) < mel) {
                above++;
            }
            bands[bin] = above - 1;
            shares[bin] = (lowMel + stepMel * (above + 1) - mel) / stepMel;
        }
    }

    /** Sums [bin] into [band]. */
    void apply(float[] power, double[] sums) {
        Arrays.fill(sums, 0);
        for (int bin = firstBin; bin <= lastBin; bin++) {
            double magnitude = Math.sqrt(power[bin]);
            double falling = magnitude * shares[bin];
            int band = bands[bin];
            if (band >= 0) {
                sums[band] += falling;
            }
            if (band + 1 < sums.length) {
                sums[band + 1] += magnitude - falling;
            }
        }
    }
}
