package attune.layers;

import attune.layers.kernel.LstmWeights;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;

/**
 * The weights of one network that several graphs share and none trains: their recurrent layers have them laid out for the
 * kernel once and for all.
 */
public final class FixedWeights {
    private final Map<String, List<LstmWeights>> ofLayers = new TreeMap<>();

    /**
     * Lets a graph use them.
     *
     * @param graph over the same parameters as every other; it can no longer be trained
     */
    public synchronized void give(ComputationGraph graph) {
        for (Layer layer : graph.getLayers()) {
            Layer inner = layer instanceof BaseWrapperLayer frozen ? frozen.getUnderlying() : layer;
            if (inner instanceof RecurrentRuntime recurrent) {
                String name = recurrent.layerConf().getLayerName();
                recurrent.fix(ofLayers.computeIfAbsent(name, first -> recurrent.fixedWeights()));
            }
        }
    }
}
