package attune.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A graph cut in two after its frozen part: the trunk, whose output for a given input never changes during training,
 * and the head, a graph of its own that takes the trunk's output. Trained on that, the head learns what it would have
 * learnt in the whole graph; {@link #giveBack} copies it back.
 */
public final class SplitGraph {
    private final ComputationGraph whole;
    private final ComputationGraph trunk;
    private final ComputationGraph head;
    private Forward forward;

    /** Runs a trunk. */
    @FunctionalInterface
    public interface Forward {
        /**
         * The trunk's output, as in inference.
         *
         * @param features the whole graph's input
         * @param mask its features mask, if any
         * @return the boundary's output; the caller closes it
         */
        INDArray output(INDArray features, @Nullable INDArray mask);
    }

    private SplitGraph(ComputationGraph whole, ComputationGraph trunk, ComputationGraph head) {
        this.whole = whole;
        this.trunk = trunk;
        this.head = head;
        this.forward = (features, mask) ->
                trunk.output(false, new INDArray[] {features}, mask == null ? null : new INDArray[] {mask})[0];
    }

    /**
     * Has the trunk run elsewhere than by its own layers.
     *
     * @param device what runs it there; empty if nothing does
     * @return this
     */
    public SplitGraph trunkOn(Function<ComputationGraph, Optional<Forward>> device) {
        device.apply(trunk).ifPresent(there -> forward = there);
        return this;
    }

    /**
     * Finds where a graph can be cut: the last vertex below which everything is frozen and through which everything
     * above it gets its input.
     *
     * @param graph any graph; it is only run once, on zeros
     * @param batchShape shape of a trial input, the number of examples first, preferably more than one
     * @param usable whether activations of a given shape can be kept separately for each example; DL4J's dense layers,
     *     for one, fold the frames of a sequence into the batch
     * @return the vertex's name; absent if nothing is frozen, no vertex will do, or the graph has several inputs or
     *     does not compute in floats; also absent if frozen batch normalisations update their statistics, since the
     *     little below them is not worth the fresh augmentation that a cache costs
     */
    public static Optional<String> boundary(ComputationGraph graph, long[] batchShape, Predicate<long[]> usable) {
        ComputationGraphConfiguration network = graph.getConfiguration();
        FrozenPart frozen = new FrozenPart(network);
        List<String> places = new ArrayList<>();
        for (int index : graph.topologicalSortOrder()) {
            String name = graph.getVertices()[index].getVertexName();
            if (frozen.canEndAt(name)) {
                places.add(0, name);
            }
        }
        if (places.isEmpty()
                || frozen.updatesStatistics()
                || network.getNetworkInputs().size() != 1
                || !ActivationFile.holds(network)) {
            return Optional.empty();
        }
        INDArray zeros = Nd4j.create(network.getDataType(), batchShape);
        Map<String, INDArray> given = graph.feedForward(new INDArray[] {zeros}, false, true);
        return places.stream()
                .filter(name -> usable.test(
                        Objects.requireNonNull(given.get(name), name).shape()))
                .findFirst();
    }

    /**
     * Cuts a graph.
     *
     * @param graph whose head is to be trained; both parts have copies of its parameters
     * @param boundary from {@link #boundary}
     * @param atWork what to do to each part before it runs, such as giving it faster layers
     * @return both parts
     */
    public static SplitGraph at(ComputationGraph graph, String boundary, UnaryOperator<ComputationGraph> atWork) {
        Set<String> below = new FrozenPart(graph.getConfiguration()).upTo(boundary);
        ComputationGraphConfiguration trunk = copy(graph.getConfiguration());
        trunk.getVertices().keySet().retainAll(below);
        trunk.getVertexInputs().keySet().retainAll(below);
        trunk.setNetworkOutputs(new ArrayList<>(List.of(boundary)));
        ComputationGraphConfiguration head = copy(graph.getConfiguration());
        head.getVertices().keySet().removeAll(below);
        head.getVertexInputs().keySet().removeAll(below);
        head.setNetworkInputs(new ArrayList<>(List.of(boundary)));
        return new SplitGraph(graph, atWork.apply(part(graph, trunk)), atWork.apply(part(graph, head)));
    }

    /**
     * Runs the trunk in inference mode, without dropout or learning.
     *
     * @param features the whole graph's input
     * @param mask its features mask, if any
     * @return the boundary's output; the caller closes it
     */
    public INDArray trunk(INDArray features, @Nullable INDArray mask) {
        return forward.output(features, mask);
    }

    /**
     * The head.
     *
     * @return the graph to train; its only input is the trunk's output
     */
    public ComputationGraph head() {
        return head;
    }

    /** Copies the head's parameters into the whole graph. */
    public void giveBack() {
        Map<String, INDArray> parameters = whole.paramTable();
        head.paramTable()
                .forEach((name, values) ->
                        Objects.requireNonNull(parameters.get(name), name).assign(values));
    }

    /**
     * Adds what the trunk's output depends on besides its input.
     *
     * @param key to add to
     */
    public void addTrunkTo(CacheKey key) {
        key.add(trunk.getConfiguration().toJson());
        new TreeMap<>(trunk.paramTable())
                .forEach((name, values) -> key.add(name).add(values));
    }

    /** The copy that saving and loading would make: DL4J's clone shares what wrapping layers wrap. */
    private static ComputationGraphConfiguration copy(ComputationGraphConfiguration network) {
        ComputationGraphConfiguration copy = ComputationGraphConfiguration.fromJson(network.toJson());
        copy.setTopologicalOrder(null);
        copy.setTopologicalOrderStr(null);
        return copy;
    }

    private static ComputationGraph part(ComputationGraph whole, ComputationGraphConfiguration network) {
        long count = network.getVertices().values().stream()
                .mapToLong(vertex -> vertex.numParams(true))
                .sum();
        ComputationGraph part = new ComputationGraph(network);
        part.init(Nd4j.create(network.getDataType(), 1, count), false); // when given parameters, DL4J draws none
        Map<String, INDArray> parameters = whole.paramTable();
        part.paramTable().forEach((name, values) -> values.assign(Objects.requireNonNull(parameters.get(name), name)));
        return part;
    }
}
