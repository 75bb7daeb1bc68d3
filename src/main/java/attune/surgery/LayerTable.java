package attune.surgery;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * The layers of a network from input to output, each after those it depends on; vertices that only join or reshape are
 * included.
 *
 * @param rows one per vertex
 */
@JsonIgnoreProperties(
        value = {"parameters", "trainedParameters"},
        allowGetters = true)
@JsonPropertyOrder({"rows", "parameters", "trainedParameters"}) // the JVM tells methods in any order
public record LayerTable(List<LayerRow> rows) {

    /** Copies the rows. */
    public LayerTable {
        rows = List.copyOf(rows);
    }

    /**
     * The table of an unmodified network; all its layers count as kept.
     *
     * @param graph the network
     * @param typeName names the type of a layer, as in {@link LayerFactory#typeName}
     * @return its table
     */
    public static LayerTable of(TypedGraph graph, Function<Layer, String> typeName) {
        return of(graph, Set.of(), typeName);
    }

    /**
     * The default type of a layer, named after its class.
     *
     * @param layer any
     * @return such as {@code batch-normalization}
     */
    public static String typeName(Layer layer) {
        return TypeNames.of(layer);
    }

    /**
     * As {@link #of(TypedGraph, Function)}, with types named after their classes.
     *
     * @param graph the network
     * @return its table
     */
    public static LayerTable of(TypedGraph graph) {
        return of(graph, LayerTable::typeName);
    }

    static LayerTable of(TypedGraph graph, Set<String> added, Function<Layer, String> typeName) {
        Map<String, Flow> flows = graph.flows();
        List<LayerRow> rows = new ArrayList<>();
        for (String name : graph.wiring().order()) {
            GraphVertex vertex = graph.wiring().vertex(name);
            String in = graph.wiring().inputs(name).stream()
                    .map(input -> shape(flows, input))
                    .collect(Collectors.joining(" + "));
            LayerRow.Origin origin = added.contains(name) ? LayerRow.Origin.NEW : LayerRow.Origin.KEPT;
            long parameters = vertex.numParams(true);
            LayerRow.Training training = training(vertex, parameters);
            rows.add(new LayerRow(
                    name, type(vertex, typeName), in, shape(flows, name), parameters, origin, training, 1));
        }
        return new LayerTable(rows);
    }

    /**
     * The number of parameters of the network.
     *
     * @return their number
     */
    @JsonProperty("parameters")
    public long parameters() {
        return rows.stream().mapToLong(LayerRow::parameters).sum();
    }

    /**
     * The number of parameters that learn.
     *
     * @return their number
     */
    @JsonProperty("trainedParameters")
    public long trainedParameters() {
        return rows.stream()
                .filter(LayerRow::learns)
                .mapToLong(LayerRow::parameters)
                .sum();
    }

    /**
     * The table with other learning rates.
     *
     * @param factor on the learning rate of a layer that learns
     * @return the same layers
     */
    public LayerTable withRates(ToDoubleFunction<LayerRow> factor) {
        return new LayerTable(rows.stream()
                .map(row -> row.learns() ? row.with(factor.applyAsDouble(row)) : row)
                .toList());
    }

    /**
     * The table of a network that was just made, maybe on frozen layers of another.
     *
     * @return the same layers, of which those that learn are new
     */
    public LayerTable ofNewNetwork() {
        return new LayerTable(
                rows.stream().map(row -> row.learns() ? row.asNew() : row).toList());
    }

    /**
     * The learning-rate factors that are not 1.
     *
     * @return by the layer's name
     */
    public Map<String, Double> rateFactors() {
        return rows.stream()
                .filter(row -> row.rateFactor() != 1)
                .collect(Collectors.toMap(LayerRow::name, LayerRow::rateFactor));
    }

    /**
     * Whether a layer of the source learns.
     *
     * @return whether one does, now or in a second stage
     */
    public boolean trainsTrunk() {
        return rows.stream().anyMatch(LayerRow::isTrainedTrunk);
    }

    /**
     * The layers of the source that learn.
     *
     * @return names of those that do, now or in a second stage
     */
    public Set<String> trainedTrunk() {
        return rows.stream()
                .filter(LayerRow::isTrainedTrunk)
                .map(LayerRow::name)
                .collect(Collectors.toSet());
    }

    /**
     * The table of a two-stage run, where the source's layers wait for the new ones.
     *
     * @return the same layers, those of the source that learn marked as learning in a second stage
     */
    public LayerTable trunkInSecondStage() {
        return new LayerTable(rows.stream()
                .map(row -> row.isTrainedTrunk() ? row.with(LayerRow.Training.SECOND_STAGE) : row)
                .toList());
    }

    /**
     * The network as plain text, without what an operation does to it.
     *
     * @return a row for each layer, below them the number of parameters
     */
    public String networkText() {
        return LayerTableText.ofNetwork(this);
    }

    /**
     * The table as aligned plain text, with a header and a line of totals.
     *
     * @return lines, each ending with a line break
     */
    public String text() {
        return LayerTableText.of(this);
    }

    private static String shape(Map<String, Flow> flows, String vertex) {
        Flow flow = flows.get(vertex);
        if (flow == null) {
            throw new IllegalStateException("nothing flows out of vertex " + vertex);
        }
        return flow.shape();
    }

    private static String type(GraphVertex vertex, Function<Layer, String> typeName) {
        return vertex instanceof LayerVertex layer
                ? typeName.apply(Freezing.thawed(layer.getLayerConf().getLayer()))
                : TypeNames.of(Freezing.thawed(vertex));
    }

    private static LayerRow.Training training(GraphVertex vertex, long parameters) {
        if (parameters == 0) {
            return LayerRow.Training.NO_PARAMETERS;
        }
        if (Freezing.updatesStatistics(vertex)) {
            return LayerRow.Training.STATISTICS_ONLY;
        }
        return Freezing.isFrozen(vertex) ? LayerRow.Training.FROZEN : LayerRow.Training.TRAINED;
    }
}
