package attune.layers;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Pretrained layers to put below those of a new network: convolutions over time and bands, and maxima, in a chain.
 *
 * @param input frames of the first
 * @param parts from the input up, at least one
 */
public record BandStem(BandFrame input, List<Part> parts) {

    /** Refuses parts that do not fit on each other. */
    public BandStem {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a stem needs layers");
        }
        BandFrame below = input;
        for (Part part : parts) {
            if (!part.frame().equals(below)) {
                throw new IllegalArgumentException(part.name() + " takes " + part.frame() + ", but gets " + below);
            }
            below = part.output();
        }
    }

    /** The frames that the layers above get. */
    public BandFrame output() {
        return parts.get(parts.size() - 1).output();
    }

    /**
     * Adds the layers to a network that is being built, frozen and without their weights yet.
     *
     * @param graph to add to
     * @param below the vertex that gives {@link #input} frames
     * @return the vertex that gives {@link #output} frames
     */
    public String addTo(GraphBuilder graph, String below) {
        String under = below;
        for (Part part : parts) {
            FrozenLayer frozen = new FrozenLayer(part.layer());
            frozen.setLayerName(part.name());
            graph.addLayer(part.name(), frozen, under);
            under = part.name();
        }
        return under;
    }

    /**
     * Copies the weights into a network with these layers.
     *
     * @param network initialised
     */
    public void copyInto(ComputationGraph network) {
        for (Part part : parts) {
            part.weights().forEach((parameter, values) -> {
                INDArray array = network.getLayer(part.name()).getParam(parameter);
                INDArray read = Nd4j.create(values, array.shape(), 'c');
                array.assign(read);
                read.close();
            });
        }
    }

    /** A layer with its weights. */
    public sealed interface Part {
        /**
         * The vertex's name.
         *
         * @return its name
         */
        String name();

        /**
         * The frames it takes.
         *
         * @return their shape
         */
        BandFrame frame();

        /**
         * The frames it gives.
         *
         * @return their shape
         */
        BandFrame output();

        /**
         * Its weights.
         *
         * @return row-major, by parameter; empty for a layer without
         */
        Map<String, float[]> weights();

        /** A new layer for DL4J. */
        Layer layer();
    }

    /**
     * A convolution.
     *
     * @param name of the vertex
     * @param frame of its input
     * @param filter its filters
     * @param weights row-major, by parameter as in {@link BandConvolution}
     */
    public record Convolution(String name, BandFrame frame, BandConvolution.Filter filter, Map<String, float[]> weights)
            implements Part {

        /** Copies the map. */
        public Convolution {
            weights = Map.copyOf(weights);
        }

        @Override
        public BandFrame output() {
            return frame.withChannels(filter.outputs());
        }

        @Override
        public Layer layer() {
            return new BandConvolution(name, frame, filter);
        }
    }

    /**
     * A maximum.
     *
     * @param name of the vertex
     * @param frame of its input
     * @param windowRows how many rows become one
     * @param windowBands how many bands become one
     */
    public record Pooling(String name, BandFrame frame, int windowRows, int windowBands) implements Part {
        @Override
        public BandFrame output() {
            return frame.pooled(windowRows, windowBands);
        }

        @Override
        public Map<String, float[]> weights() {
            return Map.of();
        }

        @Override
        public Layer layer() {
            return new BandPooling(name, frame, windowRows, windowBands);
        }
    }
}
