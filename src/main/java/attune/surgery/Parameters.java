package attune.surgery;

import attune.seed.RunSeed;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Fills the parameter vector of a new graph: kept vertices by name, new ones from the run seed. */
final class Parameters {

    private Parameters() {}

    /**
     * A graph of a configuration.
     *
     * @param added new vertices, left at zero; one may have the name of a dropped vertex of another size, and ND4J
     *     silently assigns past the end of an array
     * @param source parameters of all other vertices, by name
     */
    static ComputationGraph graph(
            ComputationGraphConfiguration network, Collection<String> added, ComputationGraph source) {
        long count = network.getVertices().values().stream()
                .mapToLong(vertex -> vertex.numParams(true))
                .sum();
        ComputationGraph graph = new ComputationGraph(network);
        graph.init(Nd4j.create(network.getDataType(), 1, count), false); // given parameters, DL4J does not draw any
        Map<String, INDArray> old = byVertex(source);
        byVertex(graph).forEach((name, parameters) -> {
            INDArray kept = old.get(name);
            if (kept != null && !added.contains(name)) {
                parameters.assign(kept);
            }
        });
        return graph;
    }

    /**
     * Draws the parameters of new layers by their own rules. Each layer is drawn from its own seed: its bits depend on
     * the run seed, its name and its shape, not on the trunk below it. DL4J's rules draw from this thread's ND4J
     * generator, which is restored afterwards; layers that draw by themselves find the run seed in their configuration.
     */
    static void draw(ComputationGraph graph, List<String> layers, RunSeed seed) {
        Random generator = Nd4j.getRandom();
        long seedBefore = generator.getSeed();
        long rootBefore = generator.rootState();
        long nodeBefore = generator.nodeState();
        try {
            Wiring wiring = new Wiring(graph.getConfiguration());
            Map<String, INDArray> parameters = byVertex(graph);
            for (String name : layers) {
                INDArray view = parameters.get(name);
                if (view != null) {
                    generator.setSeed(seed.derive("initial " + name));
                    draw(wiring.vertex(name), view);
                }
            }
        } finally {
            generator.setSeed(seedBefore);
            generator.setStates(rootBefore, nodeBefore);
        }
    }

    /** Instantiates the layer once more, over the same parameters, because layers initialise on instantiation. */
    private static void draw(GraphVertex vertex, INDArray view) {
        NeuralNetConfiguration conf = ((LayerVertex) vertex).getLayerConf().clone();
        conf.getLayer().instantiate(conf, null, 0, view, true, view.dataType());
    }

    /** Views of the parameter vector by vertex; vertices without parameters are omitted. */
    static Map<String, INDArray> byVertex(ComputationGraph graph) {
        Map<String, INDArray> slices = new LinkedHashMap<>();
        INDArray all = graph.params().reshape(graph.params().length());
        long from = 0;
        for (int index : graph.topologicalSortOrder()) {
            String name = graph.getVertices()[index].getVertexName();
            GraphVertex vertex = graph.getConfiguration().getVertices().get(name);
            long count = vertex == null ? 0 : vertex.numParams(true); // null for the network's input
            if (count > 0) {
                slices.put(name, Objects.requireNonNull(all.get(NDArrayIndex.interval(from, from + count))));
                from += count;
            }
        }
        return slices;
    }
}
