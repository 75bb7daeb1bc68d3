package attune.torch;

import static org.assertj.core.api.Assertions.assertThat;

import attune.layers.SeededDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DropoutMaskTest {

    /** The lengths end within a draw, at the end of a block of 65,536 values, and beyond several. */
    @ParameterizedTest
    @CsvSource({"0.3, 987654321987, 12, 200003", "0.5, -1, 0, 65536", "0.15, 7, 100000, 3"})
    void bitsAreThoseOfTheLayers(double rate, long seed, int step, int length) {
        Room room = TestedDevice.room();
        SeededDropout dropout = new SeededDropout(rate, seed);
        INDArray ours = dropout.applyDropout(
                Nd4j.ones(length), Nd4j.create(length), step, 0, LayerWorkspaceMgr.noWorkspacesImmutable());
        assertThat(Room.values(DropoutMask.of(dropout, step, length, room))).isEqualTo(ours.toFloatVector());
    }
}
