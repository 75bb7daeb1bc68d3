package attune.surgery;

import attune.layers.frozen.FrozenButStatistics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;

/**
 * What learns and what does not.
 *
 * <p>A frozen vertex is wrapped in DL4J's {@code FrozenLayer} or {@code FrozenVertex}. The backward pass of {@code
 * ComputationGraph} skips both before doing any work for them, and they always compute as in inference, not as in
 * training: no dropout, batch statistics as stored. A batch normalisation whose statistics should follow the data is
 * wrapped in {@link FrozenButStatistics} instead.
 */
final class Freezing {

    private Freezing() {}

    /**
     * The vertices to freeze: those of the trunk that no learning layer feeds. All of them, not only layers with
     * parameters, since DL4J fails in the backward pass of a vertex to which only frozen ones lead. New layers stay
     * live even without parameters: dropout that was asked for must drop.
     */
    static Set<String> toFreeze(ComputationGraphConfiguration network, List<String> added, TrainScope scope) {
        Wiring wiring = new Wiring(network);
        List<String> layers = wiring.withParameters(wiring.order());
        Set<String> live = new HashSet<>(scope.learning(new TrainScope.Layers(layers, added)));
        Set<String> frozen = new LinkedHashSet<>();
        for (String vertex : wiring.order()) {
            if (live.contains(vertex) || wiring.inputs(vertex).stream().anyMatch(live::contains)) {
                live.add(vertex);
            } else if (!added.contains(vertex)) {
                frozen.add(vertex);
            }
        }
        boolean parametersFrozen = frozen.stream().anyMatch(vertex -> wiring.parameters(vertex) > 0);
        return parametersFrozen ? frozen : Set.of(); // if all layers learn, dropout on the input must drop too
    }

    /** Wraps some vertices of a configuration. */
    static void freeze(ComputationGraphConfiguration network, Set<String> vertices, BatchNormStatistics statistics) {
        Wiring wiring = new Wiring(network);
        for (String name : vertices) {
            GraphVertex vertex = wiring.vertex(name);
            if (vertex instanceof LayerVertex layer) {
                NeuralNetConfiguration conf = layer.getLayerConf();
                boolean updated = statistics == BatchNormStatistics.UPDATE && hasStatistics(conf.getLayer());
                FrozenLayer frozen =
                        updated ? new FrozenButStatistics(conf.getLayer()) : new FrozenLayer(conf.getLayer());
                frozen.setLayerName(name);
                conf.setLayer(frozen);
            } else {
                network.getVertices().put(name, new FrozenVertex(vertex));
            }
        }
    }

    static boolean hasStatistics(Layer layer) {
        return layer instanceof BatchNormalization;
    }

    /** Takes all wrappers off a configuration. */
    static void thaw(ComputationGraphConfiguration network) {
        for (Map.Entry<String, GraphVertex> entry :
                new ArrayList<>(network.getVertices().entrySet())) {
            if (entry.getValue() instanceof LayerVertex vertex) {
                NeuralNetConfiguration conf = vertex.getLayerConf();
                conf.setLayer(thawed(conf.getLayer()));
            } else {
                network.getVertices().put(entry.getKey(), thawed(entry.getValue()));
            }
        }
    }

    /** A layer without its freezing wrapper. */
    static Layer thawed(Layer layer) {
        if (layer instanceof FrozenLayer frozen) {
            return thawed(frozen.getLayer());
        }
        return layer instanceof FrozenLayerWithBackprop frozen ? thawed(frozen.getUnderlying()) : layer;
    }

    static GraphVertex thawed(GraphVertex vertex) {
        return vertex instanceof FrozenVertex frozen ? thawed(frozen.getUnderlying()) : vertex;
    }

    /** Whether a frozen vertex has statistics that follow the data. */
    static boolean updatesStatistics(GraphVertex vertex) {
        return vertex instanceof LayerVertex layer && layer.getLayerConf().getLayer() instanceof FrozenButStatistics;
    }

    static boolean isFrozen(GraphVertex vertex) {
        if (vertex instanceof LayerVertex layer) {
            Layer inner = layer.getLayerConf().getLayer();
            return inner instanceof FrozenLayer || inner instanceof FrozenLayerWithBackprop;
        }
        return vertex instanceof FrozenVertex;
    }
}
