package attune.surgery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The networks between a source and what was adapted from it: the adapted network, in which every weight that both have
 * lies on the straight line between its two values (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models", CVPR,
 * arXiv 2109.01903).
 *
 * <p>Both have a weight if it has the same shape and the same meaning in both: its layers have the same name and class and
 * are fed by the same layers, all the way down. Of the output, rows of the same label belong together. All other weights
 * are the adapted network's, at every point of the line.
 */
public final class Interpolation {
    private static final String WEIGHTS = "W";
    private static final String BIAS = "b";
    private static final int NONE = -1;

    private final ComputationGraph source;
    private final ComputationGraph adapted;
    private final List<Integer> rows;
    private final List<String> shared;

    private Interpolation(ComputationGraph source, ComputationGraph adapted, List<Integer> rows, List<String> shared) {
        this.source = source;
        this.adapted = adapted;
        this.rows = rows;
        this.shared = shared;
    }

    /**
     * Finds what both have.
     *
     * @param source a network with one output and nothing frozen
     * @param adapted another
     * @param rows for each row of the adapted network's output that of the source's with the same label; −1 for none
     * @return the line between them, which changes neither
     */
    public static Interpolation between(ComputationGraph source, ComputationGraph adapted, List<Integer> rows) {
        Wiring before = new Wiring(source.getConfiguration());
        Wiring after = new Wiring(adapted.getConfiguration());
        Set<String> same = new HashSet<>(adapted.getConfiguration().getNetworkInputs());
        same.retainAll(source.getConfiguration().getNetworkInputs());
        List<String> shared = new ArrayList<>();
        for (String name : after.order()) {
            boolean isSame = source.getConfiguration().getVertices().containsKey(name)
                    && same.containsAll(after.inputs(name))
                    && after.inputs(name).equals(before.inputs(name))
                    && isLike(before.vertex(name), after.vertex(name))
                    && shapes(source, name).equals(shapes(adapted, name));
            if (isSame) {
                same.add(name);
            }
            if (isSame && after.vertex(name).numParams(true) > 0 && !name.equals(output(adapted))) {
                shared.add(name);
            }
        }
        return new Interpolation(
                source,
                adapted,
                outputsFit(source, adapted, same)
                        ? List.copyOf(rows)
                        : rows.stream().map(row -> NONE).toList(),
                List.copyOf(shared));
    }

    private static boolean isLike(GraphVertex one, GraphVertex other) {
        if (one instanceof LayerVertex a && other instanceof LayerVertex b) {
            return a.getLayerConf()
                    .getLayer()
                    .getClass()
                    .equals(b.getLayerConf().getLayer().getClass());
        }
        return one.getClass().equals(other.getClass());
    }

    private static Map<String, List<Long>> shapes(ComputationGraph graph, String vertex) {
        Map<String, List<Long>> shapes = new TreeMap<>();
        Map<String, INDArray> parameters = graph.getVertex(vertex).paramTable(false);
        if (parameters != null) {
            parameters.forEach((name, values) ->
                    shapes.put(name, Arrays.stream(values.shape()).boxed().toList()));
        }
        return shapes;
    }

    /** Both are a matrix, with a bias or without, on the same layer; the names of outputs may differ. */
    private static boolean outputsFit(ComputationGraph source, ComputationGraph adapted, Set<String> same) {
        Wiring before = new Wiring(source.getConfiguration());
        Wiring after = new Wiring(adapted.getConfiguration());
        List<String> inputs = after.inputs(output(adapted));
        Map<String, List<Long>> old = shapes(source, output(source));
        Map<String, List<Long>> fresh = shapes(adapted, output(adapted));
        List<Long> oldWeights = old.get(WEIGHTS);
        List<Long> freshWeights = fresh.get(WEIGHTS);
        return inputs.equals(before.inputs(output(source)))
                && same.containsAll(inputs)
                && old.keySet().equals(fresh.keySet())
                && Set.of(WEIGHTS, BIAS).containsAll(old.keySet())
                && oldWeights != null
                && freshWeights != null
                && oldWeights.size() == 2
                && oldWeights.get(0).equals(freshWeights.get(0));
    }

    private static String output(ComputationGraph network) {
        return network.getConfiguration().getNetworkOutputs().get(0);
    }

    /**
     * The layers below the output whose weights are interpolated.
     *
     * @return names, from the input on
     */
    public List<String> shared() {
        return shared;
    }

    /**
     * The layers below the output that only the adapted network has, or has otherwise.
     *
     * @return names, from the input on
     */
    public List<String> kept() {
        Wiring after = new Wiring(adapted.getConfiguration());
        return after.order().stream()
                .filter(name -> after.vertex(name).numParams(true) > 0)
                .filter(name -> !shared.contains(name) && !name.equals(output(adapted)))
                .toList();
    }

    /**
     * The rows of the output that are interpolated.
     *
     * @return their number
     */
    public int sharedRows() {
        return (int) rows.stream().filter(row -> row != NONE).count();
    }

    /**
     * A network on the line.
     *
     * @param weight of the adapted network: 0 for the source as far as both have it, 1 for the adapted network, bit for bit
     * @return a network of its own, nothing of it frozen
     */
    public ComputationGraph at(double weight) {
        ComputationGraph between = Surgery.thaw(adapted);
        Map<String, INDArray> from = Parameters.byVertex(source);
        Map<String, INDArray> to = Parameters.byVertex(between);
        for (String name : shared) {
            mix(Objects.requireNonNull(from.get(name)), Objects.requireNonNull(to.get(name)), weight);
        }
        Layer old = source.getLayer(output(source));
        Layer fresh = between.getLayer(output(adapted));
        for (int row = 0; row < rows.size(); row++) {
            if (rows.get(row) != NONE) {
                mixRow(old, rows.get(row), fresh, row, weight);
            }
        }
        return between;
    }

    /** Exact at both ends, and where both are the same. */
    private static void mix(INDArray source, INDArray adapted, double weight) {
        if (weight == 0) {
            adapted.assign(source);
        } else {
            adapted.addi(source.sub(adapted).muli(1 - weight));
        }
    }

    private static void mixRow(Layer source, int from, Layer adapted, int to, double weight) {
        mix(
                source.getParam(WEIGHTS).get(NDArrayIndex.all(), NDArrayIndex.point(from)),
                adapted.getParam(WEIGHTS).get(NDArrayIndex.all(), NDArrayIndex.point(to)),
                weight);
        INDArray bias = adapted.paramTable().get(BIAS);
        if (bias != null) {
            double mixed = weight * bias.getDouble(to)
                    + (1 - weight) * source.getParam(BIAS).getDouble(from);
            bias.putScalar(to, mixed);
        }
    }
}
