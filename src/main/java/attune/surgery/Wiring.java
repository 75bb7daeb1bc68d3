package attune.surgery;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.preprocessor.RnnToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.jspecify.annotations.Nullable;

/** The dependencies between the vertices of a configuration, and the shapes that flow between them. */
final class Wiring {
    private final ComputationGraphConfiguration network;

    Wiring(ComputationGraphConfiguration network) {
        this.network = network;
    }

    /** All vertices except the network's input, each after those it depends on; otherwise in the given order. */
    Set<String> order() {
        return upTo(network.getVertices().keySet());
    }

    /** Some vertices and all they depend on, each after those it depends on. */
    Set<String> upTo(Collection<String> vertices) {
        Set<String> ordered = new LinkedHashSet<>();
        vertices.forEach(vertex -> visit(vertex, ordered));
        return ordered;
    }

    private void visit(String vertex, Set<String> ordered) {
        if (network.getVertices().containsKey(vertex) && !ordered.contains(vertex)) {
            inputs(vertex).forEach(input -> visit(input, ordered));
            ordered.add(vertex);
        }
    }

    GraphVertex vertex(String name) {
        return Objects.requireNonNull(network.getVertices().get(name), name);
    }

    long parameters(String vertex) {
        return vertex(vertex).numParams(true);
    }

    List<String> withParameters(Set<String> vertices) {
        return vertices.stream().filter(vertex -> parameters(vertex) > 0).toList();
    }

    List<String> inputs(String vertex) {
        return network.getVertexInputs().getOrDefault(vertex, List.of());
    }

    /** The output of every vertex and of the network's input, given the type of that input. */
    Map<String, Flow> flows(InputType inputType) {
        Map<String, Flow> flows = new HashMap<>();
        flows.put(network.getNetworkInputs().get(0), new Flow(inputType, false));
        int layer = 0;
        for (String name : order()) {
            List<Flow> in = inputs(name).stream().map(flows::get).toList();
            flows.put(name, flow(vertex(name), layer++, in));
        }
        return flows;
    }

    /** The output of a vertex, by its own rule. */
    static Flow flow(GraphVertex vertex, int layer, List<Flow> in) {
        InputType[] types = in.stream().map(Flow::type).toArray(InputType[]::new);
        InputType out = vertex.getOutputType(layer, types);
        boolean sequence = out instanceof InputType.InputTypeRecurrent;
        return new Flow(out, !sequence && (foldsFrames(vertex) || in.stream().anyMatch(Flow::perFrame)));
    }

    private static boolean foldsFrames(GraphVertex vertex) {
        Object preprocessor = preprocessor(vertex);
        return preprocessor instanceof RnnToFeedForwardPreProcessor || preprocessor instanceof RnnToCnnPreProcessor;
    }

    private static @Nullable Object preprocessor(GraphVertex vertex) {
        if (vertex instanceof LayerVertex layer) {
            return layer.getPreProcessor();
        }
        if (vertex instanceof FrozenVertex frozen) {
            return preprocessor(frozen.getUnderlying());
        }
        return vertex instanceof PreprocessorVertex plain ? plain.getPreProcessor() : null;
    }
}
