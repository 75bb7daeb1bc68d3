package attune.surgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import attune.seed.RunSeed;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.junit.jupiter.api.Test;

class LayerTableTest {

    private static LayerTable operated() {
        SurgeryPlan plan = new SurgeryPlan(
                "lstm2",
                List.of(LayerSpec.parse("dense:250:relu"), LayerSpec.parse("dropout:0.2")),
                29,
                new TrainScope.Last(3));
        TypedGraph source = new TypedGraph(Networks.threeLstms(), InputType.recurrent(4));
        return Surgery.operate(source, plan, new StockLayers(true), new RunSeed(1))
                .table();
    }

    @Test
    void theTextIsAlignedAndEndsWithTotals() {
        // Parameters by hand: an LSTM has 4·units·(inputs + units + 1), twice that both ways, a dense layer
        // units·(inputs + 1).
        assertThat(operated().text()).isEqualTo("""
                        layer         type           in        out       parameters  origin  training
                        lstm1         lstm           [4, T]    [6, T]           264  kept    frozen
                        lstm2         bidirectional  [6, T]    [6, T]           240  kept    trained
                        dense-new1    dense          [6, T]    [250, T]       1,750  new     trained
                        dropout-new2  dropout        [250, T]  [250, T]           0  new     -
                        output        rnn-output     [250, T]  [29, T]        7,279  new     trained
                        9,269 of 9,533 parameters are trained (97.2 %)
                        """);
    }

    @Test
    void aNetworkNotOperatedOnIsAllKeptAndTrained() {
        TypedGraph graph = new TypedGraph(Networks.residualConvolutions(), InputType.convolutional(8, 8, 2));
        LayerTable table = LayerTable.of(graph);
        assertThat(table.rows()).allMatch(row -> row.origin() == LayerRow.Origin.KEPT);
        assertThat(table.parameters()).isEqualTo(graph.graph().numParams()).isEqualTo(table.trainedParameters());
        assertThat(table.rows())
                .contains(new LayerRow(
                        "add2",
                        "element-wise",
                        "[6, 4, 4] + [6, 4, 4]",
                        "[6, 4, 4]",
                        0,
                        LayerRow.Origin.KEPT,
                        LayerRow.Training.NO_PARAMETERS,
                        1));
    }

    @Test
    void theCallerMayNameTypes() {
        LayerTable table = LayerTable.of(
                new TypedGraph(Networks.threeLstms(), InputType.recurrent(4)),
                layer -> "layer of " + layer.getLayerName());
        assertThat(table.rows().get(1).type()).isEqualTo("layer of lstm2");
    }

    @Test
    void trunkAndHeadHaveRatesOfTheirOwn() {
        LayerTable table = operated().withRates(row -> row.origin() == LayerRow.Origin.KEPT ? 0.5 : 2);
        assertThat(table.rateFactors())
                .containsOnly(entry("lstm2", 0.5), entry("dense-new1", 2.0), entry("output", 2.0));
        assertThat(table.text()).containsPattern("output .*trained, rate x 2.0").containsPattern("lstm1 .*frozen\n");
    }

    @Test
    void typesAreReadable() {
        assertThat(TypeNames.of(new LSTM())).isEqualTo("lstm");
        assertThat(TypeNames.of(new BatchNormalization())).isEqualTo("batch-normalization");
    }

    @Test
    void jsonHasTheTotalsAndIsReadBack() throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        LayerTable table = operated();
        String json = mapper.writeValueAsString(table);
        assertThat(json).contains("\"parameters\":9533", "\"trainedParameters\":9269");
        assertThat(mapper.readValue(json, LayerTable.class)).isEqualTo(table);
    }
}
