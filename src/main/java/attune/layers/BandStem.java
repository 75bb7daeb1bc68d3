package attune.layers;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Pretrained layers to put below those of a new network: convolutions over time and bands, and maxima, in a chain. The
 * layers above get the outputs of several of them side by side, of one for each frame.
 *
 * @param input frames of the first
 * @param parts from the input up
 * @param taps names of the parts whose outputs the layers above get, at least one
 */
public record BandStem(BandFrame input, List<Part> parts, List<String> taps) {
    /** The vertex that joins the outputs. */
    private static final String JOINED = "stem";

    /** Refuses parts that do not fit on each other. */
    public BandStem {
        parts = List.copyOf(parts);
        taps = List.copyOf(taps);
        if (taps.isEmpty() || !parts.stream().map(Part::name).toList().containsAll(taps)) {
            throw new IllegalArgumentException("not layers of the stem: " + taps);
        }
        BandFrame below = input;
        for (Part part : parts) {
            if (!part.frame().equals(below)) {
                throw new IllegalArgumentException(part.name() + " takes " + part.frame() + ", but gets " + below);
            }
            below = part.output();
        }
    }

    /**
     * Size of the frames that the layers above get.
     *
     * @return numbers in a frame
     */
    public int outputs() {
        return parts.stream()
                .filter(part -> taps.contains(part.name()))
                .mapToInt(part -> part.output().size())
                .sum();
    }

    /**
     * Adds the layers to a network that is being built, frozen and without their weights yet.
     *
     * @param graph to add to
     * @param below the vertex that gives {@link #input} frames
     * @return the vertex that gives frames of {@link #outputs} numbers
     */
    public String addTo(GraphBuilder graph, String below) {
        String under = below;
        for (Part part : parts) {
            FrozenLayer frozen = new FrozenLayer(part.layer());
            frozen.setLayerName(part.name());
            graph.addLayer(part.name(), frozen, under);
            under = part.name();
        }
        if (taps.size() == 1) {
            return taps.get(0);
        }
        graph.addVertex(JOINED, new FrozenVertex(new MergeVertex()), taps.toArray(String[]::new));
        return JOINED;
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

    /**
     * Finds the stem of a network.
     *
     * @param network any
     * @return the vertices at its bottom that are convolutions over time and bands, maxima and what joins them, in the
     *     order of computation; often none
     */
    public static List<String> of(ComputationGraph network) {
        ComputationGraphConfiguration configuration = network.getConfiguration();
        Set<String> found = new LinkedHashSet<>();
        for (int index : network.topologicalSortOrder()) {
            String name = network.getVertices()[index].getVertexName();
            GraphVertex vertex = configuration.getVertices().get(name);
            List<String> below = configuration.getVertexInputs().getOrDefault(name, List.of());
            if (vertex != null
                    && belongs(vertex)
                    && below.stream()
                            .allMatch(input -> found.contains(input)
                                    || configuration.getNetworkInputs().contains(input))) {
                found.add(name);
            }
        }
        return List.copyOf(found);
    }

    private static boolean belongs(GraphVertex vertex) {
        if (vertex instanceof FrozenVertex frozen) {
            return belongs(frozen.getUnderlying());
        }
        if (!(vertex instanceof LayerVertex layerVertex)) {
            return vertex instanceof MergeVertex;
        }
        Layer layer = layerVertex.getLayerConf().getLayer();
        Layer inner = layer instanceof FrozenLayer frozen ? frozen.getLayer() : layer;
        return inner instanceof BandConvolution || inner instanceof BandPooling;
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
