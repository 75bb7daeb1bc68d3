package attune.speech.learning;

import static org.assertj.core.api.Assertions.assertThat;

import attune.seed.RunSeed;
import attune.surgery.OutputRows;
import attune.surgery.RowStart;
import attune.text.Alphabet;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class LabelRowsTest {
    private static final Alphabet SOURCE = new Alphabet(List.of("a", "b", "c"), 0);
    /** Blank last, another order, one letter fewer and one more. */
    private static final Alphabet OTHER = new Alphabet(List.of("c", "é", "a"), 3);

    private static ComputationGraph network(int units, Alphabet alphabet, long seed) {
        return AcousticNetwork.create(6, NetworkShape.bidirectional(1, units), alphabet, new RunSeed(seed));
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

    private static OutputRows.Beginnings give(ComputationGraph source, ComputationGraph operated, NewOutput output) {
        return OutputRows.give(source, operated, LabelRows.of(SOURCE, output), new RunSeed(7));
    }

    /** With biases that differ, as a trained network has. */
    private static ComputationGraph source() {
        ComputationGraph source = network(5, SOURCE, 1);
        output(source).getParam("b").assign(output(source).getParam("W").getRow(0));
        return source;
    }

    @Test
    void labelsKeepTheirWeightsWhereverTheyStand() {
        ComputationGraph source = source();
        ComputationGraph operated = network(5, OTHER, 2);
        float[] unknown = label(operated, 1);
        NewOutput output = new NewOutput(OTHER, true, Map.of(), RowStart.Unknowns.RANDOM);
        assertThat(give(source, operated, output))
                .as("blank, a and c")
                .isEqualTo(new OutputRows.Beginnings(3, 0, 0, 1));
        assertThat(label(operated, 3)).as("blank").isEqualTo(label(source, 0));
        assertThat(label(operated, 0)).as("c").isEqualTo(label(source, 3));
        assertThat(label(operated, 2)).as("a").isEqualTo(label(source, 1));
        assertThat(label(operated, 1)).as("é is new").isEqualTo(unknown);
    }

    @Test
    void labelsThatSoundAlikeBeginAlmostAlikeAndCanPart() {
        ComputationGraph source = source();
        Alphabet cyrillic = new Alphabet(List.of("ж", "з"), 0);
        ComputationGraph operated = network(5, cyrillic, 2);
        NewOutput output = new NewOutput(cyrillic, true, Map.of("ж", "b", "з", "b"), RowStart.Unknowns.MEAN);
        assertThat(give(source, operated, output)).isEqualTo(new OutputRows.Beginnings(1, 2, 0, 0));
        float[] old = label(source, 2);
        for (int label = 1; label <= 2; label++) {
            assertThat(distance(label(operated, label), old))
                    .isPositive()
                    .isLessThan(0.1 * distance(old, new float[old.length]));
        }
        assertThat(label(operated, 1)).isNotEqualTo(label(operated, 2));
    }

    @Test
    void otherNewLabelsBeginAsTheMeanOfTheOldOnes() {
        ComputationGraph source = source();
        Alphabet one = new Alphabet(List.of("ь"), 1);
        ComputationGraph operated = network(5, one, 2);
        NewOutput output = new NewOutput(one, true, Map.of(), RowStart.Unknowns.MEAN);
        assertThat(give(source, operated, output)).isEqualTo(new OutputRows.Beginnings(1, 0, 1, 0));
        float[] mean = new float[label(source, 1).length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (label(source, 1)[i] + label(source, 2)[i] + label(source, 3)[i]) / 3;
        }
        assertThat(distance(label(operated, 0), mean)).isLessThan(0.1 * distance(mean, new float[mean.length]));
    }

    private static double distance(float[] a, float[] b) {
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            squares += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(squares);
    }

    @Test
    void theLayerBelowIsLeftAlone() {
        ComputationGraph operated = network(5, OTHER, 2);
        INDArray below = operated.getLayer("lstm1").params().dup();
        give(source(), operated, NewOutput.same(OTHER, true));
        assertThat(operated.getLayer("lstm1").params()).isEqualTo(below);
    }

    @Test
    void nothingIsCopiedOntoALayerOfAnotherSizeOrWhereItIsNotWanted() {
        for (int units : new int[] {4, 5}) {
            ComputationGraph operated = network(units, SOURCE, 2);
            INDArray before = operated.params().dup();
            assertThat(give(source(), operated, NewOutput.same(SOURCE, units == 4)))
                    .isEqualTo(new OutputRows.Beginnings(0, 0, 0, 4));
            assertThat(operated.params()).isEqualTo(before);
        }
    }
}
