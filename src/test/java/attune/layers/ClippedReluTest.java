package attune.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ClippedReluTest {
    private static final double[] POINTS = {-30, -0.5, 0.5, 3, 19.5, 20.5, 300};
    private static final ClippedRelu CLIPPED = new ClippedRelu(20);

    private static INDArray points() {
        return Nd4j.createFromArray(POINTS).reshape(1, POINTS.length);
    }

    @Test
    void valuesAreCutAtZeroAndTheCeiling() {
        assertThat(CLIPPED.getActivation(points(), true).toDoubleVector()).containsExactly(0, 0, 0.5, 3, 19.5, 20, 20);
        INDArray floats = points().castTo(DataType.FLOAT);
        assertThat(CLIPPED.getActivation(floats, false).toFloatVector()).containsExactly(0, 0, 0.5f, 3, 19.5f, 20, 20);
    }

    @Test
    void gradientsAreThoseOfFiniteDifferences() {
        double step = 1e-3;
        INDArray above = CLIPPED.getActivation(points().add(step), true);
        INDArray below = CLIPPED.getActivation(points().sub(step), true);
        double[] slopes = above.sub(below).div(2 * step).toDoubleVector();
        INDArray epsilon = Nd4j.createFromArray(1.0, 2, 3, 4, 5, 6, 7).reshape(1, POINTS.length);
        double[] gradient = CLIPPED.backprop(points(), epsilon).getFirst().toDoubleVector();
        for (int i = 0; i < slopes.length; i++) {
            assertThat(gradient[i]).isCloseTo(slopes[i] * (i + 1), within(1e-9));
        }
    }

    @Test
    void aCeilingThatCutsEverythingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClippedRelu(0))
                .withMessageContaining("0");
    }
}
