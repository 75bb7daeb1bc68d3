package attune.layers;

import attune.layers.kernel.ConvolutionKernel;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;

/**
 * DL4J's convolution at work on our kernel. It stands in a graph's working parts alone: configuration, parameters and
 * files are those of DL4J's layer, and a copy of the graph begins with DL4J's own again.
 */
public final class FastConvolution extends ConvolutionLayer {
    private static final long serialVersionUID = 1L;

    private FastConvolution(ConvolutionLayer slow, ConvolutionKernel kernel) {
        super(slow.conf(), slow.params().dataType());
        helper = new KernelConvolution(kernel, slow.hasBias());
        setIndex(slow.getIndex());
        setParamsViewArray(slow.params());
        setParamTable(slow.paramTable());
        if (slow.getGradientsViewArray() != null) {
            setBackpropGradientsViewArray(slow.getGradientsViewArray());
        }
    }

    /**
     * Lets a graph's convolutions, frozen ones too, run on oneDNN where it can be had; where not, nothing changes.
     *
     * @param network any; asking twice does no harm
     * @return the same
     */
    public static ComputationGraph in(ComputationGraph network) {
        ConvolutionKernel.here().ifPresent(kernel -> {
            Layer[] layers = network.getLayers();
            for (int i = 0; i < layers.length; i++) {
                Optional<Layer> fast = of(layers[i], kernel);
                if (fast.isPresent()) {
                    layers[i] = fast.get();
                    String name = fast.get().conf().getLayer().getLayerName();
                    GraphVertex vertex = network.getVertex(name);
                    ((LayerVertex) vertex).setLayer(fast.get());
                }
            }
        });
        return network;
    }

    /**
     * What convolutions run on here.
     *
     * @return a name for provenance
     */
    public static String kernel() {
        return ConvolutionKernel.here().isPresent() ? "onednn" : "nd4j";
    }

    /** Of DL4J's own class alone: what extends it, such as a convolution over time, does something else. */
    private static Optional<Layer> of(Layer layer, ConvolutionKernel kernel) {
        if (layer instanceof FrozenLayer frozen) {
            return of(frozen.getInsideLayer(), kernel).map(FrozenLayer::new);
        }
        return layer.getClass() == ConvolutionLayer.class
                ? Optional.of(new FastConvolution((ConvolutionLayer) layer, kernel))
                : Optional.empty();
    }
}
