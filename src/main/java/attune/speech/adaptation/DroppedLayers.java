package attune.speech.adaptation;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import attune.layers.ClippedRelu;
import attune.layers.Lstm;
import attune.surgery.LayerSpec;
import attune.surgery.SurgeryRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/**
 * DeepSpeech's {@code --drop_source_layers N}: of the layers 2, 3, lstm, 5 and 6 (the output), the last N start from
 * scratch and the network keeps its shape (DeepSpeech 0.9.3, {@code util/checkpoints.py}).
 */
final class DroppedLayers {
    static final String OPTION = named("dropSourceLayers");

    /** The layers below the output, bottom up, as an imported network names them. */
    private static final List<String> HIDDEN = List.of("layer_1", "layer_2", "layer_3", "lstm", "layer_5");

    private DroppedLayers() {}

    static void checkCount(int layers) {
        if (layers < 0 || layers > HIDDEN.size()) {
            throw new UserFault(
                    OPTION,
                    "must be 0 to " + HIDDEN.size() + ", not '" + layers + "'",
                    "1 drops the output, 2 layer_5 too, then the lstm, layer_3 and layer_2");
        }
    }

    /** The same request cut lower, with new layers like those dropped inserted below the others. */
    static SurgeryRequest anew(int layers, SurgeryRequest asked, ComputationGraph source) {
        if (layers == 0) {
            return asked;
        }
        if (asked.keepUntil().isPresent()) {
            throw new UserFault(
                    OPTION, "contradicts " + named("keepUntil") + ", which also says what to drop", "give one of them");
        }
        ComputationGraphConfiguration network = source.getConfiguration();
        requireDeepSpeech(network);
        int kept = HIDDEN.size() + 1 - layers;
        List<LayerSpec> inserts = new ArrayList<>();
        for (String layer : HIDDEN.subList(kept, HIDDEN.size())) {
            inserts.add(like(network, layer).orElseThrow(DroppedLayers::otherNetwork));
        }
        inserts.addAll(asked.inserts());
        return asked.withKeepUntil(HIDDEN.get(kept - 1)).withInserts(inserts);
    }

    private static void requireDeepSpeech(ComputationGraphConfiguration network) {
        String above = network.getNetworkOutputs().get(0);
        Map<String, List<String>> inputs = network.getVertexInputs();
        for (int i = HIDDEN.size() - 1; i >= 0; i--) {
            if (!List.of(HIDDEN.get(i)).equals(inputs.get(above))) {
                throw otherNetwork();
            }
            above = HIDDEN.get(i);
        }
    }

    private static UserFault otherNetwork() {
        return new UserFault(
                OPTION,
                "counts DeepSpeech's layers " + HIDDEN
                        + " and the output, which this network does not have on top of each" + " other",
                "say what to keep with " + named("keepUntil") + " and what to put on it with " + named("insert"));
    }

    /** A new layer of a layer's kind and size. */
    private static Optional<LayerSpec> like(ComputationGraphConfiguration network, String name) {
        @Nullable GraphVertex vertex = network.getVertices().get(name);
        if (vertex instanceof LayerVertex layer) {
            if (layer.getLayerConf().getLayer() instanceof Lstm lstm) {
                return Optional.of(new LayerSpec.Lstm((int) lstm.getNOut()));
            }
            if (layer.getLayerConf().getLayer() instanceof DenseLayer dense
                    && dense.getActivationFn() instanceof ClippedRelu clipped) {
                return Optional.of(new LayerSpec.ClippedDense((int) dense.getNOut(), clipped.getCeiling()));
            }
        }
        return Optional.empty();
    }
}
