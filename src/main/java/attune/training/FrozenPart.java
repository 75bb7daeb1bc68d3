package attune.training;

import attune.layers.frozen.FrozenButStatistics;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.jspecify.annotations.Nullable;

/** The vertices of a configuration that are frozen, without learning or dropout, and where they can be cut off. */
final class FrozenPart {
    private final ComputationGraphConfiguration network;

    FrozenPart(ComputationGraphConfiguration network) {
        this.network = network;
    }

    /** Whether everything up to a vertex is frozen, and the rest needs only that vertex's output from it. */
    boolean canEndAt(String vertex) {
        Set<String> trunk = upTo(vertex);
        return !trunk.isEmpty()
                && trunk.stream()
                        .allMatch(name -> isFrozen(network.getVertices().get(name)))
                && network.getNetworkOutputs().stream().noneMatch(trunk::contains)
                && network.getVertexInputs().entrySet().stream()
                        .filter(entry -> !trunk.contains(entry.getKey()))
                        .allMatch(entry ->
                                entry.getValue().stream().allMatch(input -> mayFeedHead(input, vertex, trunk)));
    }

    /** Whether anything frozen still changes during training. */
    boolean updatesStatistics() {
        return network.getVertices().values().stream()
                .anyMatch(vertex -> vertex instanceof LayerVertex layer
                        && layer.getLayerConf().getLayer() instanceof FrozenButStatistics);
    }

    /** A vertex and everything it depends on except the network's input, in topological order. */
    Set<String> upTo(String vertex) {
        Set<String> ordered = new LinkedHashSet<>();
        visit(vertex, ordered);
        return ordered;
    }

    private void visit(String vertex, Set<String> ordered) {
        if (network.getVertices().containsKey(vertex) && !ordered.contains(vertex)) {
            inputs(vertex).forEach(input -> visit(input, ordered));
            ordered.add(vertex);
        }
    }

    private List<String> inputs(String vertex) {
        Map<String, List<String>> inputs = network.getVertexInputs();
        return inputs.getOrDefault(vertex, List.of());
    }

    private boolean mayFeedHead(String input, String boundary, Set<String> trunk) {
        boolean below = trunk.contains(input) || network.getNetworkInputs().contains(input);
        return input.equals(boundary) || !below;
    }

    private static boolean isFrozen(@Nullable GraphVertex vertex) {
        if (vertex instanceof LayerVertex layer) {
            return layer.getLayerConf().getLayer() instanceof FrozenLayer;
        }
        return vertex instanceof FrozenVertex;
    }
}
