package attune.layers.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.backend.FloatArrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares with the definition, on values of which many are equal. */
class PoolingKernelTest {
    private static final int COUNT = 2;
    private static final int ROWS = 6;
    private static final int COLUMNS = 8;
    private static final int CHANNELS = 17;
    private static final int WINDOW_ROWS = 3;
    private static final int WINDOW_COLUMNS = 2;
    private static final PoolingKernel.Windows WINDOWS =
            new PoolingKernel.Windows(COUNT, ROWS, COLUMNS, CHANNELS, WINDOW_ROWS, WINDOW_COLUMNS);

    private final SplittableRandom random = new SplittableRandom(3);

    private float[] numbers(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextInt(-1, 3);
        }
        return values;
    }

    private static int at(int picture, int row, int column, int channel) {
        return ((picture * ROWS + row) * COLUMNS + column) * CHANNELS + channel;
    }

    @Test
    void theFirstOfTheGreatestValuesOfAWindowGetsTheGradient() {
        float[] x = numbers(COUNT * ROWS * COLUMNS * CHANNELS);
        float[] maxima = new float[x.length / (WINDOW_ROWS * WINDOW_COLUMNS)];
        float[] dy = numbers(maxima.length);
        float[] dx = new float[x.length];
        int window = 0;
        for (int picture = 0; picture < COUNT; picture++) {
            for (int top = 0; top < ROWS; top += WINDOW_ROWS) {
                for (int left = 0; left < COLUMNS; left += WINDOW_COLUMNS) {
                    for (int channel = 0; channel < CHANNELS; channel++, window++) {
                        int greatest = at(picture, top, left, channel);
                        for (int i = 1; i < WINDOW_ROWS * WINDOW_COLUMNS; i++) {
                            int other = at(picture, top + i / WINDOW_COLUMNS, left + i % WINDOW_COLUMNS, channel);
                            greatest = x[other] > x[greatest] ? other : greatest;
                        }
                        maxima[window] = x[greatest];
                        dx[greatest] = dy[window];
                    }
                }
            }
        }

        PoolingKernel here = PoolingKernel.here().orElseThrow();
        INDArray from = FloatArrays.of(x, x.length);
        INDArray to = FloatArrays.of(numbers(maxima.length), maxima.length); // old contents must not matter
        here.maxima(WINDOWS, from, to);
        assertThat(to.toFloatVector()).isEqualTo(maxima);
        INDArray gradient = FloatArrays.of(numbers(x.length), x.length);
        here.backward(WINDOWS, from, to, FloatArrays.of(dy, dy.length), gradient);
        assertThat(to.toFloatVector()).isEqualTo(maxima);
        assertThat(gradient.toFloatVector()).isEqualTo(dx);
    }

    @Test
    void windowsThatDoNotTileThePicturesAreRefused() {
        assertThatThrownBy(() -> new PoolingKernel.Windows(1, 6, 7, 1, 3, 2)).hasMessageContaining("3 × 2 on 1");
    }
}
