package attune.surgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.seed.RunSeed;
import attune.speech.TinySpeech;
import attune.speech.learning.AcousticNetwork;
import attune.speech.learning.NetworkShape;
import attune.text.Alphabet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class InterpolationTest {
    private static final ComputationGraph SOURCE = TinySpeech.network(1);
    private static final ComputationGraph ADAPTED = TinySpeech.network(2);

    private static List<Integer> sameRows() {
        return IntStream.range(0, Alphabet.english().size()).boxed().toList();
    }

    private static ComputationGraph deeper() {
        return AcousticNetwork.create(
                TinySpeech.format().frontEnd().coefficients(),
                NetworkShape.bidirectional(3, 12),
                Alphabet.english(),
                new RunSeed(3));
    }

    @Test
    void theEndsAreTheTwoNetworksBitForBit() {
        Interpolation line = Interpolation.between(SOURCE, ADAPTED, sameRows());
        assertThat(line.at(0).params()).isEqualTo(SOURCE.params());
        assertThat(line.at(1).params()).isEqualTo(ADAPTED.params());
        assertThat(line.kept()).isEmpty();
        assertThat(line.sharedRows()).isEqualTo(Alphabet.english().size());
    }

    @Test
    void everyWeightIsOnTheLineAndTheNetworksStay() {
        INDArray before = SOURCE.params().dup();
        INDArray after = ADAPTED.params().dup();
        INDArray between =
                Interpolation.between(SOURCE, ADAPTED, sameRows()).at(0.3).params();
        double[] expected = before.mul(0.7).add(after.mul(0.3)).toDoubleVector();
        assertThat(between.toDoubleVector()).containsExactly(expected, within(1e-6));
        assertThat(SOURCE.params()).isEqualTo(before);
        assertThat(ADAPTED.params()).isEqualTo(after);
    }

    /** As frozen layers are. */
    @Test
    void whatIsTheSameInBothStaysSoBitForBit() {
        ComputationGraph adapted = Surgery.thaw(SOURCE);
        adapted.getLayer("lstm2").params().muli(1.5);
        ComputationGraph between =
                Interpolation.between(SOURCE, adapted, sameRows()).at(0.7);
        for (String name : List.of("lstm1", AcousticNetwork.OUTPUT)) {
            assertThat(bits(between, name)).containsExactly(bits(SOURCE, name));
        }
        assertThat(bits(between, "lstm2")).isNotEqualTo(bits(SOURCE, "lstm2"));
    }

    private static float[] bits(ComputationGraph network, String layer) {
        return network.getLayer(layer).params().toFloatVector();
    }

    /** Above a layer that only one of them has, everything means something else, whatever its shape. */
    @Test
    void aNewLayerAndTheOutputAboveItAreTheAdaptedNetworks() {
        ComputationGraph adapted = deeper();
        Interpolation line = Interpolation.between(SOURCE, adapted, sameRows());
        assertThat(line.shared()).containsExactly("lstm1", "lstm2");
        assertThat(line.kept()).containsExactly("lstm3");
        assertThat(line.sharedRows()).isZero();
        ComputationGraph source = line.at(0);
        assertThat(source.getLayer("lstm2").params())
                .isEqualTo(SOURCE.getLayer("lstm2").params());
        for (String name : List.of("lstm3", AcousticNetwork.OUTPUT)) {
            assertThat(source.getLayer(name).params())
                    .isEqualTo(adapted.getLayer(name).params());
        }
    }

    @Test
    void rowsOfTheOutputBelongTogetherByTheirLabel() {
        List<Integer> rows = new ArrayList<>(Collections.nCopies(sameRows().size(), -1));
        rows.set(3, 7);
        Interpolation line = Interpolation.between(SOURCE, ADAPTED, rows);
        assertThat(line.sharedRows()).isEqualTo(1);
        var output = line.at(0).getLayer(AcousticNetwork.OUTPUT);
        var before = SOURCE.getLayer(AcousticNetwork.OUTPUT);
        var after = ADAPTED.getLayer(AcousticNetwork.OUTPUT);
        for (String parameter : List.of("W", "b")) {
            INDArray given = output.getParam(parameter);
            assertThat(row(given, 3)).isEqualTo(row(before.getParam(parameter), 7));
            assertThat(row(given, 4)).isEqualTo(row(after.getParam(parameter), 4));
        }
    }

    private static INDArray row(INDArray values, int label) {
        return values.rank() == 2 ? values.getColumn(label) : values.getScalar(label);
    }
}
