package attune.layers;

import attune.layers.kernel.ConvolutionKernel;
import attune.layers.kernel.NormalizationKernel;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;

/**
 * DL4J's picture layers on our kernels, and a stem without the gradient of the network's input. Only a graph's runtime
 * layers change: configuration, parameters and files remain as they were, and a copy of the graph starts with DL4J's own
 * layers again.
 */
public final class FastLayers {
    private FastLayers() {}

    /**
     * Runs a graph's convolutions and batch normalisations on oneDNN where available, frozen ones as well, except a
     * frozen batch normalisation whose statistics still follow the data. A stem on the network's input leaves out its
     * gradient, which DL4J would throw away.
     *
     * @param network any; calling twice does no harm
     * @return the same
     */
    public static ComputationGraph in(ComputationGraph network) {
        Layer[] layers = network.getLayers();
        for (int i = 0; i < layers.length; i++) {
            Optional<Layer> fast = of(layers[i]);
            if (fast.isPresent()) {
                layers[i] = fast.get();
                String name = fast.get().conf().getLayer().getLayerName();
                GraphVertex vertex = network.getVertex(name);
                ((LayerVertex) vertex).setLayer(fast.get());
            }
            if (layers[i] instanceof BandRuntime<?> stem && isOnInput(network, stem)) {
                stem.standOnInput();
            }
        }
        return network;
    }

    private static boolean isOnInput(ComputationGraph network, BandRuntime<?> stem) {
        ComputationGraphConfiguration configuration = network.getConfiguration();
        String name = stem.layerConf().getLayerName();
        return configuration
                .getNetworkInputs()
                .containsAll(configuration.getVertexInputs().getOrDefault(name, List.of("")));
    }

    /**
     * The kernel in use here.
     *
     * @return a name for provenance
     */
    public static String kernel() {
        return ConvolutionKernel.here().isPresent() ? "onednn" : "nd4j";
    }

    /** Only DL4J's own classes: subclasses, such as a convolution over time, do something else. */
    private static Optional<Layer> of(Layer layer) {
        if (layer.getClass() == FrozenLayer.class) {
            return of(((FrozenLayer) layer).getInsideLayer()).map(FrozenLayer::new);
        }
        if (layer.getClass() == ConvolutionLayer.class) {
            return ConvolutionKernel.here()
                    .map(kernel -> inPlaceOf(layer, new FastConvolution((ConvolutionLayer) layer, kernel)));
        }
        if (layer.getClass() == BatchNormalization.class) {
            return NormalizationKernel.here()
                    .map(kernel -> inPlaceOf(layer, new FastBatchNormalization((BatchNormalization) layer, kernel)));
        }
        return Optional.empty();
    }

    /** Takes over the place in the graph, the parameters and the gradients of the layer it replaces. */
    private static Layer inPlaceOf(Layer slow, Layer fast) {
        fast.setIndex(slow.getIndex());
        fast.setParamsViewArray(slow.params());
        fast.setParamTable(slow.paramTable());
        if (slow.getGradientsViewArray() != null) {
            fast.setBackpropGradientsViewArray(slow.getGradientsViewArray());
        }
        return fast;
    }
}
