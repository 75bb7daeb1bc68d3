package attune.layers.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.backend.FloatArrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares with the definition in double, and gradients with its finite differences. */
class NormalizationKernelTest {
    private static final int PICTURES = 3;
    private static final int CHANNELS = 5;
    private static final int PIXELS = 4 * 7;
    private static final long[] SHAPE = {PICTURES, CHANNELS, 4, 7};
    private static final double EPSILON = 1e-3;
    private static final double ROUNDING = 1e-5;

    private final SplittableRandom random = new SplittableRandom(3);
    private final NormalizationKernel kernel = NormalizationKernel.here().orElseThrow();
    private final float[] x = numbers(PICTURES * CHANNELS * PIXELS, 2, 1.5);
    private final float[] gamma = numbers(CHANNELS, 1, 0.3);
    private final float[] beta = numbers(CHANNELS, 0, 1);
    private final INDArray mean = FloatArrays.of(numbers(CHANNELS, 2, 1), CHANNELS);
    private final INDArray variance = FloatArrays.of(new float[] {0.1f, 1, 2, 3, 4}, CHANNELS);
    private final NormalizationKernel.Parameters parameters = new NormalizationKernel.Parameters(
            FloatArrays.of(gamma, CHANNELS), FloatArrays.of(beta, CHANNELS), mean, variance, EPSILON);

    private float[] numbers(int length, double centre, double deviation) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (centre + deviation * random.nextGaussian());
        }
        return values;
    }

    private static INDArray pictures(float[] values) {
        return FloatArrays.of(values, SHAPE);
    }

    private static int channel(int i) {
        return i / PIXELS % CHANNELS;
    }

    private static double[] normalised(
            double[] pictures, double[] gamma, double[] beta, double[] mean, double[] variance) {
        double[] result = new double[pictures.length];
        for (int i = 0; i < result.length; i++) {
            int c = channel(i);
            result[i] = gamma[c] * (pictures[i] - mean[c]) / Math.sqrt(variance[c] + EPSILON) + beta[c];
        }
        return result;
    }

    private static double[] meanOf(double[] pictures) {
        double[] sums = new double[CHANNELS];
        for (int i = 0; i < pictures.length; i++) {
            sums[channel(i)] += pictures[i] / (PICTURES * PIXELS);
        }
        return sums;
    }

    private static double[] varianceOf(double[] pictures) {
        double[] mean = meanOf(pictures);
        double[] squares = new double[pictures.length];
        for (int i = 0; i < squares.length; i++) {
            squares[i] = (pictures[i] - mean[channel(i)]) * (pictures[i] - mean[channel(i)]);
        }
        return meanOf(squares);
    }

    private static double[] doubles(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[i];
        }
        return result;
    }

    private static void equal(INDArray actual, double[] expected, double tolerance) {
        assertThat(doubles(FloatArrays.values(actual))).containsExactly(expected, within(tolerance));
    }

    @Test
    void byGivenStatistics() {
        INDArray result = pictures(new float[x.length]);
        kernel.forward(pictures(x), parameters, result);
        equal(
                result,
                normalised(
                        doubles(x),
                        doubles(gamma),
                        doubles(beta),
                        doubles(FloatArrays.values(mean)),
                        doubles(FloatArrays.values(variance))),
                ROUNDING);
    }

    @Test
    void byTheBatchsOwn() {
        INDArray result = pictures(new float[x.length]);
        kernel.forwardByBatch(pictures(x), parameters, result);
        double[] all = doubles(x);
        equal(mean, meanOf(all), ROUNDING);
        equal(variance, varianceOf(all), ROUNDING);
        equal(result, normalised(all, doubles(gamma), doubles(beta), meanOf(all), varianceOf(all)), ROUNDING);
    }

    /** The loss: results weighted and summed. */
    private static double loss(double[] weights, double[] pictures, double[] gamma, double[] beta) {
        double[] result = normalised(pictures, gamma, beta, meanOf(pictures), varianceOf(pictures));
        double sum = 0;
        for (int i = 0; i < result.length; i++) {
            sum += weights[i] * result[i];
        }
        return sum;
    }

    private interface Loss {
        double of(double[] values);
    }

    private static double[] differences(float[] at, Loss loss) {
        double step = 1e-5;
        double[] values = doubles(at);
        double[] result = new double[at.length];
        for (int i = 0; i < result.length; i++) {
            double value = values[i];
            values[i] = value + step;
            double above = loss.of(values);
            values[i] = value - step;
            result[i] = (above - loss.of(values)) / (2 * step);
            values[i] = value;
        }
        return result;
    }

    @Test
    void gradients() {
        float[] weights = numbers(x.length, 0, 1);
        double[] of = doubles(weights);
        kernel.forwardByBatch(pictures(x), parameters, pictures(new float[x.length]));
        NormalizationKernel.Gradients gradients = new NormalizationKernel.Gradients(
                pictures(numbers(x.length, 0, 1)), // old contents must not matter
                FloatArrays.of(numbers(CHANNELS, 0, 1), CHANNELS),
                FloatArrays.of(numbers(CHANNELS, 0, 1), CHANNELS));
        kernel.backward(pictures(x), parameters, pictures(weights), gradients);
        double[] g = doubles(gamma);
        double[] b = doubles(beta);
        double[] all = doubles(x);
        equal(gradients.pictures(), differences(x, pictures -> loss(of, pictures, g, b)), ROUNDING);
        equal(gradients.gamma(), differences(gamma, values -> loss(of, all, values, b)), 10 * ROUNDING);
        equal(gradients.beta(), differences(beta, values -> loss(of, all, g, values)), 10 * ROUNDING);
    }

    @Test
    void aSinglePixelIsItsOwnMean() {
        INDArray pixel = FloatArrays.of(new float[] {3, -1, 4, 1, -5}, 1, CHANNELS, 1, 1);
        INDArray result = FloatArrays.of(new float[CHANNELS], 1, CHANNELS, 1, 1);
        kernel.forwardByBatch(pixel, parameters, result);
        equal(result, doubles(beta), 0);
        equal(variance, new double[CHANNELS], 0);
    }
}
