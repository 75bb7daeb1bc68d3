package attune.layers.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import attune.backend.FloatArrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares with the definition, summed in double. */
class ConvolutionKernelTest {
    private static final int PICTURES = 2;
    private static final int IN = 3;
    private static final int OUT = 5;
    /** Sums of at most 75 products of numbers near 1, in float. */
    private static final Offset<Double> ROUNDING = within(2e-5);

    private final SplittableRandom random = new SplittableRandom(7);

    private static ConvolutionShape.Side side(int in, int kernel, int stride, int dilation, int before, int behind) {
        int out = (in + before + behind - (kernel - 1) * dilation - 1) / stride + 1;
        return new ConvolutionShape.Side(in, out, kernel, stride, dilation, before);
    }

    private float[] numbers(long length) {
        float[] values = new float[Math.toIntExact(length)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    @ParameterizedTest(name = "{0} pixels, kernel {1}, stride {2}, dilation {3}, padding {4} and {5}")
    @CsvSource({
        "7, 1, 1, 1, 0, 0",
        "8, 1, 2, 1, 0, 0",
        "7, 3, 1, 1, 1, 1",
        "8, 3, 2, 1, 0, 1",
        "9, 3, 2, 1, 0, 0",
        "10, 3, 1, 2, 2, 2",
        "8, 5, 3, 1, 1, 1"
    })
    void resultAndGradientsAreThoseOfTheDefinition(
            int in, int kernel, int stride, int dilation, int before, int behind) {
        ConvolutionShape shape = new ConvolutionShape(
                ConvolutionShape.Layout.CHANNELS_FIRST,
                PICTURES,
                IN,
                OUT,
                side(in, kernel, stride, dilation, before, behind),
                side(in + 3, kernel, stride, dilation, before, behind));
        Definition definition = new Definition(shape);
        float[] x = numbers(definition.x.length);
        float[] w = numbers(definition.w.length);
        float[] b = numbers(OUT);
        float[] dy = numbers(definition.y.length);
        definition.run(x, w, b, dy);

        ConvolutionKernel here = ConvolutionKernel.here().orElseThrow();
        ConvolutionKernel.Inputs inputs = new ConvolutionKernel.Inputs(
                FloatArrays.of(
                        x, PICTURES, IN, shape.rows().in(), shape.columns().in()),
                FloatArrays.of(w, OUT, IN, kernel, kernel),
                FloatArrays.of(b, OUT));
        INDArray y = FloatArrays.of(new float[definition.y.length], definition.y.length);
        here.forward(shape, inputs, y);
        equal(y, definition.y);
        INDArray dx = FloatArrays.of(numbers(x.length), x.length); // old contents must not matter
        INDArray dw = FloatArrays.of(numbers(w.length), w.length);
        INDArray db = FloatArrays.of(numbers(OUT), OUT);
        here.backward(shape, inputs, FloatArrays.of(dy, dy.length), new ConvolutionKernel.Gradients(dx, dw, db));
        equal(dx, definition.dx);
        equal(dw, definition.dw);
        equal(db, definition.db);
    }

    /** Primitives are kept, and used by all threads, each with scratchpads of its own. */
    @Test
    void manyThreadsAtOnceGetWhatOneGets() {
        ConvolutionShape.Side side = side(40, 3, 1, 1, 1, 1);
        ConvolutionShape shape =
                new ConvolutionShape(ConvolutionShape.Layout.CHANNELS_LAST, PICTURES, 24, 40, side, side);
        INDArray x = FloatArrays.of(numbers(PICTURES * 24L * 1600), PICTURES, 40, 40, 24);
        INDArray w = FloatArrays.of(numbers(40L * 24 * 9), 40, 24, 3, 3);
        INDArray dy = FloatArrays.of(numbers(PICTURES * 40L * 1600), PICTURES, 40, 40, 40);
        ConvolutionKernel.Inputs inputs = new ConvolutionKernel.Inputs(x, w, FloatArrays.of(numbers(40), 40));
        ConvolutionKernel here = ConvolutionKernel.here().orElseThrow();
        float[][][] found = new float[16][][];
        SideBySide.run(found.length, thread -> {
            INDArray y = dy.like();
            INDArray dx = x.like();
            INDArray dw = w.like();
            INDArray db = FloatArrays.of(new float[40], 40);
            here.forward(shape, inputs, new FlooredLeak(0.2f, -0.4f), y);
            here.backward(shape, inputs, dy, new ConvolutionKernel.Gradients(dx, dw, db));
            found[thread] = Stream.of(y, dx, dw, db).map(FloatArrays::values).toArray(float[][]::new);
        });
        for (float[][] one : found) {
            assertThat(one).isDeepEqualTo(found[0]);
        }
    }

    @Test
    void theGradientOfAnActivationIsItsSlope() {
        FlooredLeak activation = new FlooredLeak(0.25f, -0.5f);
        INDArray result = FloatArrays.of(new float[] {3, 1e-30f, 0, -0.2f, -0.4999f, -0.5f}, 6);
        INDArray gradient = FloatArrays.of(new float[] {8, -8, 8, 8, -8, 8}, 6);

        ConvolutionKernel.here().orElseThrow().backward(activation, result, gradient);

        assertThat(gradient.toFloatVector()).containsExactly(8, -8, 2, 2, -2, 0);
    }

    private static void equal(INDArray given, double[] expected) {
        float[] values = FloatArrays.values(given);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) values[i]).as("value " + i).isEqualTo(expected[i], within(2e-4));
        }
        double error = 0;
        for (int i = 0; i < expected.length; i++) {
            error += Math.abs(values[i] - expected[i]) / expected.length;
        }
        assertThat(error).as("mean error").isCloseTo(0, ROUNDING);
    }

    @Test
    void aShapeThatCannotBeIsRefused() {
        ConvolutionShape.Side side = side(7, 3, 1, 1, 1, 1);
        assertThatThrownBy(() -> new ConvolutionShape(ConvolutionShape.Layout.CHANNELS_LAST, 0, 1, 1, side, side))
                .hasMessageContaining("0 pictures");
        assertThatThrownBy(() -> new ConvolutionShape.Side(7, 7, 3, 0, 1, 1)).hasMessageContaining("stride 0");
    }

    /** y[n,o,r,c] = b[o] + Σ w[o,i,j,k] x[n,i,r·s+j·d−p,c·s+k·d−p], and its gradients for a gradient of y. */
    private static final class Definition {
        private final ConvolutionShape shape;
        private final double[] x;
        private final double[] w;
        private final double[] y;
        private final double[] dx;
        private final double[] dw;
        private final double[] db = new double[OUT];

        Definition(ConvolutionShape shape) {
            this.shape = shape;
            ConvolutionShape.Side rows = shape.rows();
            ConvolutionShape.Side columns = shape.columns();
            x = new double[(int) (PICTURES * IN * rows.in() * columns.in())];
            w = new double[(int) (OUT * IN * rows.kernel() * columns.kernel())];
            y = new double[(int) (PICTURES * OUT * rows.out() * columns.out())];
            dx = new double[x.length];
            dw = new double[w.length];
        }

        void run(float[] given, float[] weights, float[] bias, float[] dy) {
            ConvolutionShape.Side rows = shape.rows();
            ConvolutionShape.Side columns = shape.columns();
            int at = 0;
            for (int n = 0; n < PICTURES; n++) {
                for (int o = 0; o < OUT; o++) {
                    for (int r = 0; r < rows.out(); r++) {
                        for (int c = 0; c < columns.out(); c++, at++) {
                            y[at] += bias[o];
                            db[o] += dy[at];
                            for (int tap = 0; tap < IN * rows.kernel() * columns.kernel(); tap++) {
                                int i = (int) (tap / (rows.kernel() * columns.kernel()));
                                long row = r * rows.stride()
                                        + tap / columns.kernel() % rows.kernel() * rows.dilation()
                                        - rows.before();
                                long column = c * columns.stride()
                                        + tap % columns.kernel() * columns.dilation()
                                        - columns.before();
                                if (row >= 0 && row < rows.in() && column >= 0 && column < columns.in()) {
                                    int from = (int) (((n * IN + i) * rows.in() + row) * columns.in() + column);
                                    int weight = o * (int) (IN * rows.kernel() * columns.kernel()) + tap;
                                    y[at] += (double) weights[weight] * given[from];
                                    dx[from] += (double) weights[weight] * dy[at];
                                    dw[weight] += (double) given[from] * dy[at];
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
