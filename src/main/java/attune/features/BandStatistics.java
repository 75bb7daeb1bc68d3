package attune.features;

import java.util.Arrays;

/**
 * How the bands of a corpus are distributed, in natural-log energy.
 *
 * @param means mean of each band over all windows
 * @param deviations root mean square of each band after every clip's own smoothed mean is subtracted, positive (see
 *     {@link CorpusStatistics})
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by content
public record BandStatistics(float[] means, float[] deviations) {

    /** Refuses what cannot be divided by. */
    public BandStatistics {
        if (means.length == 0 || means.length != deviations.length) {
            throw new IllegalArgumentException(
                    "every band needs a mean and a deviation: " + means.length + " and " + deviations.length);
        }
        means = means.clone();
        deviations = deviations.clone();
        for (int band = 0; band < means.length; band++) {
            if (!Float.isFinite(means[band]) || !(deviations[band] > 0 && Float.isFinite(deviations[band]))) {
                throw new IllegalArgumentException("band " + band + " needs a finite mean and a positive deviation: "
                        + means[band] + " and " + deviations[band]);
            }
        }
    }

    /**
     * Means of 0 and deviations of 1: a front end's statistics until its corpus has been counted.
     *
     * @param bands number of bands
     * @return statistics that change nothing but the mean
     */
    public static BandStatistics unit(int bands) {
        float[] ones = new float[bands];
        Arrays.fill(ones, 1f);
        return new BandStatistics(new float[bands], ones);
    }

    @Override
    public float[] means() {
        return means.clone();
    }

    @Override
    public float[] deviations() {
        return deviations.clone();
    }

    /**
     * Number of bands.
     *
     * @return length of both arrays
     */
    public int bands() {
        return means.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BandStatistics that
                && Arrays.equals(means, that.means)
                && Arrays.equals(deviations, that.deviations);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(means) + Arrays.hashCode(deviations);
    }

    @Override
    public String toString() {
        return "BandStatistics[" + means.length + " bands]";
    }
}
