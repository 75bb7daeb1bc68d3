package attune.features;

/** Band energies from a power spectrum, with only the weights that are not zero. */
final class MelFilterbank {
    private final int[] firstBins;
    private final float[][] weights;

    MelFilterbank(MelBands bands, int fftSize, int sampleRateHz) {
        firstBins = new int[bands.count()];
        weights = new float[bands.count()][];
        double binHz = (double) sampleRateHz / fftSize;
        for (int band = 0; band < weights.length; band++) {
            Triangle triangle = Triangle.of(bands, band);
            int first = 0;
            while (first <= fftSize / 2 && triangle.at(first * binHz) <= 0) {
                first++;
            }
            int end = first;
            while (end <= fftSize / 2 && triangle.at(end * binHz) > 0) {
                end++;
            }
            firstBins[band] = first;
            weights[band] = new float[end - first];
            for (int bin = first; bin < end; bin++) {
                weights[band][bin - first] = (float) triangle.at(bin * binHz);
            }
        }
    }

    /** A band's weight by frequency. */
    private sealed interface Triangle {
        static Triangle of(MelBands bands, int band) {
            MelBands.Scale scale = bands.scale();
            double lowMel = scale.mel(bands.lowHz());
            double stepMel = (scale.mel(bands.highHz()) - lowMel) / (bands.count() + 1);
            double centreMel = lowMel + (band + 1) * stepMel;
            return switch (scale) {
                case HTK -> new InMel(centreMel, stepMel);
                case SLANEY ->
                    new InHertz(scale.hz(centreMel - stepMel), scale.hz(centreMel), scale.hz(centreMel + stepMel));
            };
        }

        double at(double hz);
    }

    /** A triangle in mel that rises to 1. */
    private record InMel(double centreMel, double stepMel) implements Triangle {
        @Override
        public double at(double hz) {
            return 1 - Math.abs(MelBands.mel(hz) - centreMel) / stepMel;
        }
    }

    /** A triangle in hertz that encloses an area of 1. */
    private record InHertz(double lowHz, double centreHz, double highHz) implements Triangle {
        @Override
        public double at(double hz) {
            double height = 2 / (highHz - lowHz);
            return height * Math.min((hz - lowHz) / (centreHz - lowHz), (highHz - hz) / (highHz - centreHz));
        }
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
