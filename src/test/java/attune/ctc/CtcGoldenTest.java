package attune.ctc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with PyTorch's {@code ctc_loss}, see {@code torch_ctc.py} beside the golden file. */
class CtcGoldenTest {

    /** Both sides compute in doubles over at most 40 frames; PyTorch's logarithms leave an error of some 1e-14. */
    private static final double TOLERANCE = 1e-11;

    @SuppressWarnings("ArrayRecordComponent")
    record Golden(
            String name,
            int blank,
            int[] labels,
            double[][] logits,
            @Nullable Double loss,
            double @Nullable [][] gradient) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("golden")
    void agreesWithPyTorch(Golden golden) {
        int frames = golden.logits.length;
        int outputs = golden.logits[0].length;
        FrameView gradient = Clips.view(new double[frames][outputs], outputs);

        double loss = new CtcLoss()
                .lossAndGradient(Clips.view(golden.logits, outputs), golden.labels, golden.blank, gradient);

        if (golden.loss == null || golden.gradient == null) {
            assertThat(loss).isEqualTo(Double.POSITIVE_INFINITY);
        } else {
            assertThat(loss).isCloseTo(golden.loss, within(TOLERANCE));
            assertThat(Clips.distance(Clips.rows(gradient), golden.gradient)).isLessThan(TOLERANCE);
        }
    }

    static List<Golden> golden() throws IOException {
        try (InputStream in = CtcGoldenTest.class.getResourceAsStream("torch_ctc.json")) {
            return List.of(new ObjectMapper().readValue(in, Golden[].class));
        }
    }
}
