package attune.surgery;

import attune.fault.UserFault;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A graph with the type of its input, which DL4J forgets once a graph is built.
 *
 * @param graph with one input and one output, branches between them allowed; initialised
 * @param inputType its input, such as {@code InputType.recurrent(80)} or {@code InputType.convolutional(height, width,
 *     channels)}
 */
public record TypedGraph(ComputationGraph graph, InputType inputType) {

    /**
     * Refuses graphs with several inputs or outputs, and an input type that does not fit the graph.
     *
     * @throws UserFault when there is not exactly one input and one output
     * @throws IllegalArgumentException when a layer refuses the input type it receives
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
     * Size of the graph's output.
     *
     * @return numbers per example, or per frame of a sequence
     */
    public int outputs() {
        String output = graph.getConfiguration().getNetworkOutputs().get(0);
        return Objects.requireNonNull(flows().get(output), output).size();
    }

    /** The output of each vertex and of the input. */
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
}
