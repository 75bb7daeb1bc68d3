package attune.layers.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Compares with PyTorch's bidirectional LSTM on packed sequences, see {@code torch_lstm.py} beside the golden file. */
@SuppressWarnings({"ArrayRecordComponent", "ImmutableEnumChecker"
}) // the golden file is read-only; kernels have no state
class TorchLstmTest {

    private record Case(
            int[] lengths,
            int inputs,
            int units,
            double[] x,
            double[] y,
            double[] dy,
            double[] dx,
            List<Parameters> weights,
            List<Parameters> gradients) {}

    private record Parameters(double[] input, double[] recurrent, double[] bias) {
        LstmWeights of(DataType type, int inputs, int units) {
            return new LstmWeights(
                    array(type, input, inputs, 4L * units),
                    array(type, recurrent, units, 4L * units),
                    array(type, bias, 4L * units));
        }
    }

    private enum Kernel {
        /** The golden values have nine digits. */
        PORTABLE(new PortableKernel(), DataType.DOUBLE, 1e-7),
        /** Seven digits, less the rounding of sums. */
        FLOAT(OneDnnKernel.inFloat(), DataType.FLOAT, 1e-5);

        final RecurrentKernel kernel;
        final DataType type;
        final double tolerance;

        Kernel(RecurrentKernel kernel, DataType type, double tolerance) {
            this.kernel = kernel;
            this.type = type;
            this.tolerance = tolerance;
        }
    }

    static Stream<Arguments> cases() throws IOException {
        try (InputStream in = TorchLstmTest.class.getResourceAsStream("torch_lstm.json")) {
            Case[] all = new ObjectMapper().readValue(in, Case[].class);
            return Arrays.stream(all)
                    .flatMap(each -> Arrays.stream(Kernel.values())
                            .map(kernel -> Arguments.of(Arrays.toString(each.lengths), each, kernel)));
        }
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("cases")
    void outputsAndGradientsAreThoseOfPyTorch(String lengths, Case golden, Kernel with) {
        int units = golden.units;
        long frames = Arrays.stream(golden.lengths).max().orElseThrow();
        long utterances = golden.lengths.length;
        INDArray x = array(with.type, golden.x, frames, utterances, golden.inputs);
        INDArray dy = array(with.type, golden.dy, frames, utterances, 2L * units);
        INDArray y = Nd4j.create(with.type, frames, utterances, 2L * units);
        INDArray dx = x.like();
        for (int way = 0; way < 2; way++) {
            Sequences batch = new Sequences(x, golden.lengths, way == 1);
            LstmWeights weights = golden.weights.get(way).of(with.type, golden.inputs, units);
            LstmWeights gradients = new LstmWeights(
                    weights.input().like(),
                    weights.recurrent().like(),
                    weights.bias().like());
            INDArray dxOfWay = x.like();
            RecurrentKernel.Mode mode = new RecurrentKernel.Mode(true, 1);
            try (RecurrentKernel.Pass pass = with.kernel.forward(batch, weights, half(y, way, units), mode)) {
                pass.backward(half(dy, way, units), gradients, dxOfWay);
            }
            dx.addi(dxOfWay);
            Parameters expected = golden.gradients.get(way);
            assertClose(gradients.input(), expected.input, with.tolerance);
            assertClose(gradients.recurrent(), expected.recurrent, with.tolerance);
            assertClose(gradients.bias(), expected.bias, with.tolerance);
        }
        assertClose(y, golden.y, with.tolerance);
        assertClose(dx, golden.dx, with.tolerance);
    }

    private static INDArray half(INDArray wide, int way, long units) {
        return wide.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(way * units, (way + 1) * units));
    }

    private static INDArray array(DataType type, double[] values, long... shape) {
        return Nd4j.create(values, shape, 'c').castTo(type);
    }

    private static void assertClose(INDArray actual, double[] expected, double tolerance) {
        double[] values = actual.castTo(DataType.DOUBLE).dup('c').data().asDouble();
        double scale = Math.max(1, Arrays.stream(expected).map(Math::abs).max().orElse(0));
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(values[i] - expected[i]) / scale).isLessThan(tolerance);
        }
    }
}
