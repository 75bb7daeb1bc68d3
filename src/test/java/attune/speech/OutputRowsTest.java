package attune.speech;

import static org.assertj.core.api.Assertions.assertThat;

import attune.seed.RunSeed;
import attune.text.Alphabet;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class OutputRowsTest {
    private static final Alphabet SOURCE = new Alphabet(List.of("a", "b", "c"), 0);
    /** Blank last, another order, one letter less and one more. */
    private static final Alphabet OTHER = new Alphabet(List.of("c", "é", "a"), 3);

    private static ComputationGraph network(int units, Alphabet alphabet, long seed) {
        return AcousticNetwork.create(6, new NetworkShape(1, units, true, 0), alphabet, new RunSeed(seed));
    }

    private static Layer output(ComputationGraph network) {
        return network.getLayer(AcousticNetwork.OUTPUT);
    }

    /** A label's bias, then its weights. */
    private static float[] label(ComputationGraph network, int label) {
        INDArray weights = output(network).getParam("W");
        float[] column = new float[(int) weights.size(0) + 1];
        column[0] = output(network).getParam("b").getFloat(label);
        for (int row = 1; row < column.length; row++) {
            column[row] = weights.getFloat(row - 1, label);
        }
        return column;
    }

    @Test
    void labelsKeepTheirWeightsWhereverTheyStand() {
        ComputationGraph source = network(5, SOURCE, 1);
        output(source).getParam("b").assign(output(source).getParam("W").getRow(0));
        ComputationGraph operated = network(5, OTHER, 2);
        float[] unknown = label(operated, 1);
        int copied = OutputRows.copy(new OutputRows.Written(source, SOURCE), new OutputRows.Written(operated, OTHER));
        assertThat(copied).as("blank, a and c").isEqualTo(3);
        assertThat(label(operated, 3)).as("blank").isEqualTo(label(source, 0));
        assertThat(label(operated, 0)).as("c").isEqualTo(label(source, 3));
        assertThat(label(operated, 2)).as("a").isEqualTo(label(source, 1));
        assertThat(label(operated, 1)).as("é is new").isEqualTo(unknown);
    }

    @Test
    void theLayerBelowIsLeftAlone() {
        ComputationGraph source = network(5, SOURCE, 1);
        ComputationGraph operated = network(5, OTHER, 2);
        INDArray below = operated.getLayer("lstm1").params().dup();
        OutputRows.copy(new OutputRows.Written(source, SOURCE), new OutputRows.Written(operated, OTHER));
        assertThat(operated.getLayer("lstm1").params()).isEqualTo(below);
    }

    @Test
    void nothingIsCopiedOntoALayerOfAnotherSize() {
        ComputationGraph operated = network(4, SOURCE, 2);
        INDArray before = operated.params().dup();
        int copied = OutputRows.copy(
                new OutputRows.Written(network(5, SOURCE, 1), SOURCE), new OutputRows.Written(operated, SOURCE));
        assertThat(copied).isZero();
        assertThat(operated.params()).isEqualTo(before);
    }
}
