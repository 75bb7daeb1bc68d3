package attune.features;

/** TensorFlow's way from band sums to cepstral coefficients: logarithm with a floor, then an orthogonal DCT-II. */
final class Cepstrum {
    /** A band of digital silence. */
    private static final double FLOOR = 1e-12;

    private final double[][] cosines;

    Cepstrum(int bands, int coefficients) {
        cosines = new double[coefficients][bands];
        double scale = Math.sqrt(2.0 / bands);
        for (int i = 0; i < coefficients; i++) {
            for (int band = 0; band < bands; band++) {
                cosines[i][band] = scale * Math.cos(Math.PI / bands * i * (band + 0.5));
            }
        }
    }

    /** Takes the logarithm of the sums in place and writes the coefficients, the first not specially scaled. */
    void apply(double[] sums, float[] coefficients) {
        for (int band = 0; band < sums.length; band++) {
            sums[band] = Math.log(Math.max(sums[band], FLOOR));
        }
        for (int i = 0; i < cosines.length; i++) {
            double sum = 0;
            for (int band = 0; band < sums.length; band++) {
                sum += cosines[i][band] * sums[band];
            }
            coefficients[i] = (float) sum;
        }
    }
}
