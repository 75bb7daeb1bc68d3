package attune.features;

/** The arithmetic of {@link Normalization} for one clip; sums in double, so that an hour does not drift. */
final class BandNormalizer {
    private final double[] corpusMeans;
    private final double[] scales;
    private final boolean counts;
    private final double priorFrames;
    private final double[] sums;
    private long windows;

    BandNormalizer(Normalization normalization) {
        float[] means = normalization.corpus().means();
        float[] deviations = normalization.corpus().deviations();
        // Windows of the clip that are never counted leave the corpus's mean alone.
        counts = normalization.meanOver() != Normalization.MeanOver.NONE;
        priorFrames = counts ? normalization.priorFrames() : 1;
        corpusMeans = new double[means.length];
        scales = new double[means.length];
        for (int band = 0; band < means.length; band++) {
            corpusMeans[band] = means[band];
            scales[band] = 1.0 / deviations[band];
        }
        sums = new double[means.length];
    }

    /** Counts the bands at {@code values[offset…]} into the clip's mean. */
    void count(float[] values, int offset) {
        if (!counts) {
            return;
        }
        for (int band = 0; band < sums.length; band++) {
            sums[band] += values[offset + band];
        }
        windows++;
    }

    /** Normalises the bands at {@code values[offset…]} by the mean of what has been counted. */
    void normalize(float[] values, int offset) {
        double share = 1.0 / (windows + priorFrames);
        for (int band = 0; band < sums.length; band++) {
            double mean = (sums[band] + priorFrames * corpusMeans[band]) * share;
            values[offset + band] = (float) ((values[offset + band] - mean) * scales[band]);
        }
    }
}
