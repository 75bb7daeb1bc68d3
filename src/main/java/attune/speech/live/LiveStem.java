package attune.speech.live;

import attune.layers.BandConvolution;
import attune.layers.BandStem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The layers at the bottom of a network that look a little ahead and back: convolutions over time and bands, what joins
 * them, and nothing else. In a network without such layers, frames go through unchanged.
 */
final class LiveStem {
    private final ComputationGraph network;
    /** Vertices in the order of computation, each with the names of its inputs. */
    private final Map<String, List<String>> vertices;

    private final String output;
    private final int reach;

    LiveStem(ComputationGraph network) {
        this.network = network;
        Map<String, List<String>> found = new LinkedHashMap<>();
        Map<String, Double> reaches = new TreeMap<>();
        String last = network.getConfiguration().getNetworkInputs().get(0);
        for (String name : BandStem.of(network)) {
            List<String> below = Objects.requireNonNull(
                    network.getConfiguration().getVertexInputs().get(name), name);
            found.put(name, below);
            double reached = below.stream()
                    .mapToDouble(input -> reaches.getOrDefault(input, 0.0))
                    .max()
                    .orElse(0);
            reaches.put(name, reached + reach(network.getVertex(name)));
            last = name;
        }
        this.vertices = found;
        this.output = last;
        this.reach = (int) Math.ceil(reaches.getOrDefault(last, 0.0));
    }

    /** The vertex whose output it gives: the network's input if there are no such layers. */
    String output() {
        return output;
    }

    /** How many frames an output sees before and after its own; 0 without such layers. */
    int reach() {
        return reach;
    }

    /** What comes out [clip × size × frame] for features of clips of one length; what is made on the way is put on a list. */
    INDArray run(INDArray features, List<INDArray> made) {
        Map<String, INDArray> outputs = new TreeMap<>();
        outputs.put(network.getConfiguration().getNetworkInputs().get(0), features);
        vertices.forEach((name, below) -> {
            INDArray[] inputs = below.stream().map(outputs::get).toArray(INDArray[]::new);
            Layer layer = layer(network.getVertex(name));
            outputs.put(
                    name,
                    layer == null
                            ? Nd4j.concat(1, inputs)
                            : layer.activate(inputs[0], false, LayerWorkspaceMgr.noWorkspaces()));
        });
        made.addAll(outputs.values());
        return Objects.requireNonNull(outputs.get(output), output);
    }

    private static double reach(GraphVertex vertex) {
        Layer layer = layer(vertex);
        return layer != null && layer.conf().getLayer() instanceof BandConvolution convolution
                ? convolution.reachFrames()
                : 0;
    }

    /** A vertex's layer, without its freezing wrapper; null for other vertices. */
    static @Nullable Layer layer(GraphVertex vertex) {
        return vertex.getLayer() instanceof BaseWrapperLayer frozen ? frozen.getUnderlying() : vertex.getLayer();
    }
}
