package attune.layers.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Compares both kernels with each other, and the portable one in double with finite differences. */
class KernelTest {

    /** One problem: a batch, parameters, and the gradient that arrives from above. */
    private static final class Problem {
        final int[] lengths;
        final INDArray x;
        final LstmWeights weights;
        final INDArray dy;

        Problem(DataType type, int frames, int[] lengths, int inputs, int units, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            this.lengths = lengths;
            x = uniform(random, type, frames, lengths.length, inputs);
            double scale = 1 / Math.sqrt(units);
            weights = new LstmWeights(
                    uniform(random, type, inputs, 4L * units).muli(scale),
                    uniform(random, type, units, 4L * units).muli(scale),
                    uniform(random, type, 4L * units).muli(scale));
            dy = uniform(random, type, frames, lengths.length, units);
        }

        Result run(RecurrentKernel kernel, boolean reversed) {
            return run(kernel, reversed, 2);
        }

        Result run(RecurrentKernel kernel, boolean reversed, int cores) {
            Sequences batch = new Sequences(x, lengths, reversed);
            INDArray wide = Nd4j.valueArrayOf(new long[] {x.size(0), x.size(1), 2L * weights.units()}, 7, x.dataType());
            INDArray y = wide.get(
                    NDArrayIndex.all(),
                    NDArrayIndex.all(),
                    NDArrayIndex.interval(weights.units(), 2L * weights.units()));
            LstmWeights gradients = new LstmWeights(
                    weights.input().like(),
                    weights.recurrent().like(),
                    weights.bias().like());
            gradients.input().addi(3);
            INDArray dx = x.dup().addi(5);
            try (RecurrentKernel.Pass pass = kernel.forward(batch, weights, y, new RecurrentKernel.Mode(true, cores))) {
                pass.backward(dy, gradients, dx);
            }
            assertThat(wide.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(0, weights.units()))
                            .eq(7)
                            .all())
                    .isTrue();
            return new Result(y.dup('c'), gradients, dx);
        }

        private static INDArray uniform(SplittableRandom random, DataType type, long... shape) {
            double[] values =
                    random.doubles(Nd4j.create(type, shape).length(), -1, 1).toArray();
            return Nd4j.create(values, shape, 'c').castTo(type);
        }
    }

    private record Result(INDArray y, LstmWeights gradients, INDArray dx) {}

    @ParameterizedTest
    @CsvSource({
        "12, 12 7 1, 5, 16, false",
        "12, 12 7 1, 5, 16, true",
        "9, 3 9, 24, 20, true",
        "9, 9 9, 24, 20, false",
        "1, 1, 3, 33, true",
        "1, 1 1 1, 3, 33, true",
        "1, 1 1 0, 3, 33, false",
        "1, 1 1 1 1 1 1 1 1, 3, 33, false",
        "30, 30, 8, 32, false",
        "40, 40 39 1 17, 64, 48, true",
    })
    void oneDnnInFloatEqualsThePortableKernelInDouble(
            int frames, String lengths, int inputs, int units, boolean reversed) {
        int[] of = Arrays.stream(lengths.split(" ")).mapToInt(Integer::parseInt).toArray();
        Result expected =
                new Problem(DataType.DOUBLE, frames, of, inputs, units, 1).run(new PortableKernel(), reversed);
        Result actual = new Problem(DataType.FLOAT, frames, of, inputs, units, 1).run(OneDnnKernel.inFloat(), reversed);
        assertClose(actual.y, expected.y);
        assertClose(actual.dx, expected.dx);
        assertClose(actual.gradients.input(), expected.gradients.input());
        assertClose(actual.gradients.recurrent(), expected.gradients.recurrent());
        assertClose(actual.gradients.bias(), expected.gradients.bias());
    }

    /** The products keep eight bits of each factor; a sum of hundreds of them has a smaller relative error. */
    @Test
    void bfloat16DiffersByItsPrecisionOnly() {
        assumeTrue(OneDnnKernel.hasBfloat16(), "this CPU has no bfloat16 arithmetic");
        int[] lengths = {40, 39, 1, 17};
        Result expected = new Problem(DataType.DOUBLE, 40, lengths, 64, 48, 1).run(new PortableKernel(), true);
        Result actual = new Problem(DataType.FLOAT, 40, lengths, 64, 48, 1).run(inBfloat16(), true);
        assertClose(actual.y, expected.y, 2e-2);
        assertClose(actual.dx, expected.dx, 2e-2);
        assertClose(actual.gradients.input(), expected.gradients.input(), 2e-2);
        assertClose(actual.gradients.recurrent(), expected.gradients.recurrent(), 2e-2);
        assertThat(actual.y).isNotEqualTo(expected.y.castTo(DataType.FLOAT));
    }

    private static RecurrentKernel inBfloat16() {
        return OneDnnKernel.inBfloat16(OneDnnKernel.inFloat());
    }

    /** But not where no backward pass will follow. */
    @Test
    void layersTooWideForBfloat16TrainInFloat() {
        assumeTrue(OneDnnKernel.hasBfloat16(), "this CPU has no bfloat16 arithmetic");
        int[] lengths = {5, 3};
        Problem problem = new Problem(DataType.FLOAT, 5, lengths, 16, 528, 6);
        Result inFloat = problem.run(OneDnnKernel.inFloat(), false);
        Result trained = problem.run(inBfloat16(), false);
        assertThat(trained.y).isEqualTo(inFloat.y);
        assertThat(trained.gradients.recurrent()).isEqualTo(inFloat.gradients.recurrent());
        INDArray inferred = inferred(inBfloat16(), problem.x, lengths, problem.weights);
        assertThat(inferred).isNotEqualTo(inFloat.y);
        assertClose(inferred, inFloat.y.castTo(DataType.DOUBLE), 2e-2);
    }

    /** With few units the batch is divided, with many each product. */
    @ParameterizedTest
    @CsvSource({"24, false", "24, true", "1024, false"})
    void moreCoresGiveTheSameResult(int units, boolean reversed) {
        int[] lengths = {6, 4, 6, 1, 2, 6, 5, 3, 6};
        Problem problem = new Problem(DataType.FLOAT, 6, lengths, 16, units, 6);
        Result one = problem.run(OneDnnKernel.inFloat(), reversed, 1);
        Result two = problem.run(OneDnnKernel.inFloat(), reversed, 2);
        assertClose(two.y, one.y.castTo(DataType.DOUBLE));
        assertClose(two.dx, one.dx.castTo(DataType.DOUBLE));
        assertClose(two.gradients.input(), one.gradients.input().castTo(DataType.DOUBLE));
        assertClose(two.gradients.recurrent(), one.gradients.recurrent().castTo(DataType.DOUBLE));
        assertClose(two.gradients.bias(), one.gradients.bias().castTo(DataType.DOUBLE));
    }

    /** Also with other shapes in between, which may want other layouts, and from several threads of a divided batch. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void weightsThatNeverChangeGiveTheSameBits(boolean bfloat16) {
        assumeTrue(!bfloat16 || OneDnnKernel.hasBfloat16(), "this CPU has no bfloat16 arithmetic");
        RecurrentKernel kernel = bfloat16 ? inBfloat16() : OneDnnKernel.inFloat();
        LstmWeights weights = new Problem(DataType.FLOAT, 1, new int[] {1}, 24, 40, 9).weights;
        LstmWeights fixed = weights.fixed();
        for (int utterances : new int[] {1, 9, 2, 9, 1}) {
            int[] lengths = new int[utterances];
            Arrays.fill(lengths, 7);
            INDArray x = new Problem(DataType.FLOAT, 7, lengths, 24, 40, utterances).x;
            assertThat(inferred(kernel, x, lengths, fixed)).isEqualTo(inferred(kernel, x, lengths, weights));
        }
    }

    /** A batch too small to be divided shares its products, if they are large. */
    @Test
    void coresShareTheProductsOfASingleClip() {
        int[] lengths = {6};
        Problem problem = new Problem(DataType.FLOAT, 6, lengths, 16, 512, 6);
        Result one = problem.run(OneDnnKernel.inFloat(), false, 1);
        Result two = problem.run(OneDnnKernel.inFloat(), false, 2);
        assertClose(two.y, one.y.castTo(DataType.DOUBLE));
        assertClose(two.gradients.recurrent(), one.gradients.recurrent().castTo(DataType.DOUBLE));
    }

    private static INDArray inferred(RecurrentKernel kernel, INDArray x, int[] lengths, LstmWeights weights) {
        INDArray y = Nd4j.create(DataType.FLOAT, x.size(0), x.size(1), weights.units());
        kernel.forward(new Sequences(x, lengths, false), weights, y, new RecurrentKernel.Mode(false, 2))
                .close();
        return y;
    }

    /** Stretches of 1, 4 and the remaining frames, each from the state left by the one before. */
    @ParameterizedTest
    @CsvSource({"1, 6, 20", "3, 16, 33", "2, 8, 512"})
    void stretchesEqualOnePassOverTheWhole(int utterances, int inputs, int units) {
        int[] lengths = new int[utterances];
        Arrays.fill(lengths, 11);
        INDArray expected =
                new Problem(DataType.DOUBLE, 11, lengths, inputs, units, 7).run(new PortableKernel(), false).y;
        assertClose(
                inStretches(new Problem(DataType.DOUBLE, 11, lengths, inputs, units, 7), new PortableKernel()),
                expected,
                1e-12);
        assertClose(
                inStretches(new Problem(DataType.FLOAT, 11, lengths, inputs, units, 7), OneDnnKernel.inFloat()),
                expected);
        if (OneDnnKernel.hasBfloat16()) {
            INDArray coarse = inStretches(new Problem(DataType.FLOAT, 11, lengths, inputs, units, 7), inBfloat16());
            assertClose(coarse, expected, 2e-2);
        }
    }

    private static INDArray inStretches(Problem problem, RecurrentKernel kernel) {
        int utterances = problem.lengths.length;
        int units = problem.weights.units();
        LstmState state = LstmState.zero(problem.x.dataType(), utterances, units);
        INDArray y = Nd4j.create(problem.x.dataType(), problem.x.size(0), utterances, units);
        int[] bounds = {0, 1, 5, (int) problem.x.size(0)};
        for (int i = 1; i < bounds.length; i++) {
            var frames = NDArrayIndex.interval(bounds[i - 1], bounds[i]);
            int[] full = new int[utterances];
            Arrays.fill(full, bounds[i] - bounds[i - 1]);
            Sequences stretch =
                    new Sequences(problem.x.get(frames, NDArrayIndex.all(), NDArrayIndex.all()), full, false);
            kernel.goOn(state, stretch, problem.weights, y.get(frames, NDArrayIndex.all(), NDArrayIndex.all()));
        }
        return y;
    }

    @Test
    void paddingAndTheBackwardDirectionCannotGoOn() {
        Problem problem = new Problem(DataType.FLOAT, 4, new int[] {4, 3}, 6, 16, 3);
        LstmState state = LstmState.zero(DataType.FLOAT, 2, 16);
        INDArray y = problem.dy.like();
        for (RecurrentKernel kernel : new RecurrentKernel[] {OneDnnKernel.inFloat(), new PortableKernel()}) {
            assertThatThrownBy(() ->
                            kernel.goOn(state, new Sequences(problem.x, new int[] {4, 3}, false), problem.weights, y))
                    .hasMessageContaining("without padding");
            assertThatThrownBy(() ->
                            kernel.goOn(state, new Sequences(problem.x, new int[] {4, 4}, true), problem.weights, y))
                    .hasMessageContaining("reversed");
        }
    }

    @Test
    void gradientsEqualFiniteDifferences() {
        Problem problem = new Problem(DataType.DOUBLE, 5, new int[] {5, 3}, 3, 4, 2);
        for (boolean reversed : new boolean[] {false, true}) {
            Result result = problem.run(new PortableKernel(), reversed);
            checkGradient(problem, reversed, problem.x, result.dx);
            checkGradient(problem, reversed, problem.weights.input(), result.gradients.input());
            checkGradient(problem, reversed, problem.weights.recurrent(), result.gradients.recurrent());
            checkGradient(problem, reversed, problem.weights.bias(), result.gradients.bias());
        }
    }

    @Test
    void whatPaddingHoldsChangesNothing() {
        Problem clean = new Problem(DataType.FLOAT, 10, new int[] {10, 4}, 6, 16, 3);
        Problem dirty = new Problem(DataType.FLOAT, 10, new int[] {10, 4}, 6, 16, 3);
        for (INDArray array : new INDArray[] {dirty.x, dirty.dy}) {
            array.get(NDArrayIndex.interval(4, 10), NDArrayIndex.point(1), NDArrayIndex.all())
                    .assign(99);
        }
        for (RecurrentKernel kernel : new RecurrentKernel[] {OneDnnKernel.inFloat(), new PortableKernel()}) {
            for (boolean reversed : new boolean[] {false, true}) {
                Result expected = clean.run(kernel, reversed);
                Result actual = dirty.run(kernel, reversed);
                assertThat(actual.y).isEqualTo(expected.y);
                assertThat(actual.dx).isEqualTo(expected.dx);
                assertThat(actual.gradients.input()).isEqualTo(expected.gradients.input());
                assertThat(actual.y
                                .get(NDArrayIndex.interval(4, 10), NDArrayIndex.point(1), NDArrayIndex.all())
                                .amaxNumber()
                                .doubleValue())
                        .isZero();
            }
        }
    }

    @Test
    void pooledBuffersFromAnEarlierShapeChangeNothing() {
        RecurrentKernel kernel = OneDnnKernel.inFloat();
        Problem problem = new Problem(DataType.FLOAT, 14, new int[] {14, 9, 2}, 10, 24, 4);
        Result first = problem.run(kernel, true);
        new Problem(DataType.FLOAT, 15, new int[] {15, 15, 15}, 10, 24, 5).run(kernel, false);
        Result again = problem.run(kernel, true);
        assertThat(again.y).isEqualTo(first.y);
        assertThat(again.gradients.recurrent()).isEqualTo(first.gradients.recurrent());
    }

    /** The loss is the sum of y·dy, so that its gradient with respect to y is dy. */
    private static double loss(Problem problem, boolean reversed) {
        INDArray y = Nd4j.create(problem.dy.dataType(), problem.dy.shape());
        new PortableKernel()
                .forward(
                        new Sequences(problem.x, problem.lengths, reversed),
                        problem.weights,
                        y,
                        new RecurrentKernel.Mode(false, 1))
                .close();
        return y.mul(problem.dy).sumNumber().doubleValue();
    }

    private static void checkGradient(Problem problem, boolean reversed, INDArray variable, INDArray gradient) {
        double epsilon = 1e-6;
        for (long i = 0; i < variable.length(); i++) {
            double value = variable.getDouble(i);
            variable.putScalar(i, value + epsilon);
            double above = loss(problem, reversed);
            variable.putScalar(i, value - epsilon);
            double below = loss(problem, reversed);
            variable.putScalar(i, value);
            assertThat(gradient.getDouble(i)).isCloseTo((above - below) / (2 * epsilon), within(1e-7));
        }
    }

    /** Float arithmetic keeps about seven digits; sums of a few hundred terms lose one or two. */
    private static void assertClose(INDArray actual, INDArray expected) {
        assertClose(actual, expected, 1e-5);
    }

    private static void assertClose(INDArray actual, INDArray expected, double tolerance) {
        double scale = Math.max(1, expected.amaxNumber().doubleValue());
        double error = actual.castTo(DataType.DOUBLE).sub(expected).amaxNumber().doubleValue();
        assertThat(error / scale).isLessThan(tolerance);
    }
}
