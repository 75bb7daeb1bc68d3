package attune.surgery;

import attune.fault.UserFault;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A graph together with the type of its input, which DL4J forgets once a graph is built.
 *
 * @param graph with one input and one output, branches between them allowed; initialised
 * @param inputType what it takes, such as {@code InputType.recurrent(80)} or {@code InputType.convolutional(height,
 *     width, channels)}
 */
public record TypedGraph(ComputationGraph graph, InputType inputType) {

    /**
     * Refuses graphs with several inputs or outputs, and a type that the graph cannot take.
     *
     * @throws UserFault when there is not exactly one input and one output
     * @throws IllegalArgumentException when a layer refuses what the input type leads to
     */
    public TypedGraph {
        ComputationGraphConfiguration network = graph.getConfiguration();
        checkSingle("inputs", network.getNetworkInputs());
        checkSingle("outputs", network.getNetworkOutputs());
        try {
            new Wiring(network).flows(inputType);
        } catch (RuntimeException e) { // DL4J's layers refuse a type with exceptions of many classes
            throw new IllegalArgumentException("the network cannot take " + inputType + ": " + e.getMessage(), e);
        }
    }

    /**
     * Finds the input type of a graph of vectors or sequences from its layers.
     *
     * @param graph as for the constructor
     * @return the graph with the type of its input
     * @throws UserFault when the layers do not say, as for images, whose size no layer knows
     */
    public static TypedGraph of(ComputationGraph graph) {
        checkSingle("inputs", graph.getConfiguration().getNetworkInputs());
        long size = inputSize(graph.getConfiguration());
        for (InputType candidate : List.of(InputType.recurrent(size), InputType.feedForward(size))) {
            if (size > 0 && takes(graph.getConfiguration(), candidate)) {
                return new TypedGraph(graph, candidate);
            }
        }
        throw new UserFault(
                "network",
                "its layers do not say what shape its input '"
                        + graph.getConfiguration().getNetworkInputs().get(0) + "' has",
                "give the input's type, for images height, width and channels");
    }

    /**
     * Size of what the graph gives.
     *
     * @return numbers for each example, of a sequence for each frame
     */
    public int outputs() {
        String output = graph.getConfiguration().getNetworkOutputs().get(0);
        return Objects.requireNonNull(flows().get(output), output).size();
    }

    /** What flows out of each vertex and out of the input. */
    Map<String, Flow> flows() {
        return wiring().flows(inputType);
    }

    Wiring wiring() {
        return new Wiring(graph.getConfiguration());
    }

    private static void checkSingle(String what, List<String> names) {
        if (names.size() != 1) {
            throw new UserFault(
                    "network",
                    "it has " + names.size() + " " + what + " (" + String.join(", ", names) + ")",
                    "surgery works on networks with one input and one output");
        }
    }

    private static boolean takes(ComputationGraphConfiguration network, InputType type) {
        try {
            new Wiring(network).flows(type);
            return true;
        } catch (RuntimeException e) { // a layer's refusal is the answer
            return false;
        }
    }

    /** What the first layer that knows its input size says, or 0. */
    private static long inputSize(ComputationGraphConfiguration network) {
        return new Wiring(network)
                .order().stream()
                        .map(network.getVertices()::get)
                        .filter(LayerVertex.class::isInstance)
                        .mapToLong(vertex ->
                                inputSize(((LayerVertex) vertex).getLayerConf().getLayer()))
                        .filter(size -> size > 0)
                        .findFirst()
                        .orElse(0);
    }

    private static long inputSize(Layer layer) {
        Layer thawed = Freezing.thawed(layer);
        if (thawed instanceof FeedForwardLayer sized) {
            return sized.getNIn();
        }
        if (thawed instanceof Bidirectional both) {
            return inputSize(both.getFwd());
        }
        return thawed instanceof BaseWrapperLayer wrapper ? inputSize(wrapper.getUnderlying()) : 0;
    }
}
