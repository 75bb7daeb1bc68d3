package attune.features;

/** Band energies from a power spectrum, with only the weights that are not zero. */
final class MelFilterbank {
    private final int[] firstBins;
    private final float[][] weights;

    MelFilterbank(MelBands bands, int fftSize, int sampleRateHz) {
        firstBins = new int[bands.count()];
        weights = new float[bands.count()][];
        double binHz = (double) sampleRateHz / fftSize;
        double lowMel = MelBands.mel(bands.lowHz());
        double stepMel = (MelBands.mel(bands.highHz()) - lowMel) / (bands.count() + 1);
        for (int band = 0; band < weights.length; band++) {
            double centreMel = lowMel + (band + 1) * stepMel;
            int first = 0;
            while (first <= fftSize / 2 && weight(first, binHz, centreMel, stepMel) <= 0) {
                first++;
            }
            int end = first;
            while (end <= fftSize / 2 && weight(end, binHz, centreMel, stepMel) > 0) {
                end++;
            }
            firstBins[band] = first;
            weights[band] = new float[end - first];
            for (int bin = first; bin < end; bin++) {
                weights[band][bin - first] = (float) weight(bin, binHz, centreMel, stepMel);
            }
        }
    }

    private static double weight(int bin, double binHz, double centreMel, double stepMel) {
        return 1 - Math.abs(MelBands.mel(bin * binHz) - centreMel) / stepMel;
    }

    /** Refuses bands so narrow that one falls between two bins and would always be silent. */
    static void requireNoEmptyBand(MelBands bands, int fftSize, int sampleRateHz) {
        float[][] weights = new MelFilterbank(bands, fftSize, sampleRateHz).weights;
        for (int band = 0; band < weights.length; band++) {
            if (weights[band].length == 0) {
                throw new IllegalArgumentException("mel band " + band + " of " + bands.count()
                        + " holds no bin of an FFT of " + fftSize + " at " + sampleRateHz + " Hz");
            }
        }
    }

    /** Sums [bin] into [band]. */
    void apply(float[] power, float[] energies) {
        for (int band = 0; band < weights.length; band++) {
            float[] triangle = weights[band];
            int first = firstBins[band];
            float sum = 0;
            for (int i = 0; i < triangle.length; i++) {
                sum += triangle[i] * power[first + i];
            }
            energies[band] = sum;
        }
    }
}
