package attune.surgery;

import attune.fault.UserFault;
import attune.seed.RunSeed;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Cuts a pretrained network, adds a new head and freezes the layers that should not learn. Source graphs are only read;
 * frozen layers in them are ignored, and the plan alone decides what learns.
 */
public final class Surgery {

    private Surgery() {}

    /**
     * Checks a plan against a network, before anything is built.
     *
     * @param source the network
     * @param plan what to do to it
     * @throws UserFault when the cut is not a vertex, or is the network's input or its loss layer; when a recurrent
     *     layer is inserted where there is no sequence; when more layers are to learn than exist, or so few that a new
     *     one would stay at its random initial weights
     */
    public static void validate(TypedGraph source, SurgeryPlan plan) {
        new PlanCheck(source, plan).run();
    }

    /**
     * Operates.
     *
     * <p>The trunk's parameters are the source's, bit for bit. Those of new layers are drawn from the seed: the same
     * seed, plan and sizes give the same bits. New layers have no DL4J updater, while the trunk's keep theirs; do not
     * train the result with {@code ComputationGraph.fit}.
     *
     * @param source the network, untouched
     * @param plan what to do to it
     * @param layers makes the new layers
     * @param seed of the new parameters
     * @return the new network and its layer table
     * @throws UserFault as {@link #validate}, and if statistics are to be updated but no batch normalisation is frozen
     */
    public static Operated operate(TypedGraph source, SurgeryPlan plan, LayerFactory layers, RunSeed seed) {
        validate(source, plan);
        NetworkDraft draft = NetworkDraft.trunk(source, plan.keepUntil());
        draft.append(plan, layers, seed);
        draft.freeze(plan);
        ComputationGraph graph = Parameters.graph(draft.network(), draft.added(), source.graph());
        Parameters.draw(graph, draft.added(), seed);
        TypedGraph operated = new TypedGraph(graph, source.inputType());
        return new Operated(graph, LayerTable.of(operated, Set.copyOf(draft.added()), layers::typeName));
    }

    /**
     * The same network with nothing frozen, as it should be saved.
     *
     * @param graph any graph; untouched
     * @return a graph of its own with the same parameters
     */
    public static ComputationGraph thaw(ComputationGraph graph) {
        ComputationGraphConfiguration network = NetworkDraft.copy(graph.getConfiguration());
        Freezing.thaw(network);
        return Parameters.graph(network, List.of(), graph);
    }

    /**
     * The same network untrained: every parameter is drawn anew, and nothing is frozen.
     *
     * @param graph any graph; untouched
     * @param seed of the parameters, drawn like those of new layers in {@link #operate}
     * @return a graph of its own
     */
    public static ComputationGraph untrained(ComputationGraph graph, RunSeed seed) {
        ComputationGraphConfiguration network = NetworkDraft.copy(graph.getConfiguration());
        Freezing.thaw(network);
        List<String> all = List.copyOf(network.getVertices().keySet());
        for (GraphVertex vertex : network.getVertices().values()) {
            if (vertex instanceof LayerVertex layer) {
                layer.getLayerConf().setSeed(seed.derive("new layers")); // read by layers that draw by themselves
            }
        }
        ComputationGraph untrained = Parameters.graph(network, all, graph);
        Parameters.draw(untrained, all, seed);
        return untrained;
    }
}
