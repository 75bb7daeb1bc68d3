package attune.speech;

import attune.layers.BandStem;
import attune.layers.CtcOutputLayer;
import attune.layers.Lstm;
import attune.layers.SequenceDropout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Which models can transcribe sound that is still coming: those in which nothing waits for the end of a clip. A stem's
 * few frames ahead are no obstacle.
 */
final class StreamingRule {
    private static final Set<Class<?>> LOOK_BACK_ONLY =
            Set.of(Lstm.class, DenseLayer.class, SequenceDropout.class, CtcOutputLayer.class);

    private StreamingRule() {}

    /** Why a model cannot; empty if it can. */
    static Optional<String> obstacle(SpeechFormat format, ComputationGraph network) {
        List<String> stem = BandStem.of(network);
        for (Map.Entry<String, GraphVertex> vertex :
                network.getConfiguration().getVertices().entrySet()) {
            if (!stem.contains(vertex.getKey()) && !looksBackOnly(vertex.getValue())) {
                return Optional.of("its layer " + vertex.getKey() + " needs the end of a clip first");
            }
        }
        return format.frontEnd().obstacleToStreaming();
    }

    /** Vertices not known to look back only count as looking ahead. */
    private static boolean looksBackOnly(GraphVertex vertex) {
        if (!(vertex instanceof LayerVertex layerVertex)) {
            return false;
        }
        Layer layer = layerVertex.getLayerConf().getLayer();
        return LOOK_BACK_ONLY.contains((layer instanceof FrozenLayer frozen ? frozen.getLayer() : layer).getClass());
    }
}
