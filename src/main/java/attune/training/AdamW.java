package attune.training;

import attune.backend.HostMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019) over the layers of a graph that are not frozen. Layers
 * may decay towards the weights they have now rather than towards zero, which keeps a fine-tuned model close to its source
 * (L2-SP: Li, Grandvalet and Davoine 2018, "Explicit inductive bias for transfer learning with convolutional networks",
 * ICML, arXiv 1802.01483); the paper adds the pull to the gradient, where Adam would divide it by the gradient's size. The
 * weights of frozen layers are never touched. Running statistics, which DL4J keeps among the parameters, have no
 * gradient: neither the norm nor Adam sees what DL4J writes in its place, see {@link LayerVectors}.
 */
final class AdamW {
    private final List<Trained> trained = new ArrayList<>();
    private final List<Running> statistics = new ArrayList<>();
    private final double weightDecay;
    private final Pull pull;
    private final AdamUpdate update;

    /** The part of a layer that learns, the factor on its learning rate, and its decay. */
    private record Trained(String layer, AdamUpdate.Part part, double rateFactor, double decay) {}

    /** A layer's running statistics. */
    private record Running(String layer, LayerVectors.Vector vector) {}

    /**
     * How hard layers are pulled towards the weights they begin with.
     *
     * @param weight of the pull, in place of weight decay; 0 for none
     * @param layers by name
     */
    record Pull(double weight, Set<String> layers) {
        static final Pull NONE = new Pull(0, Set.of());

        boolean holds(String layer) {
            return weight > 0 && layers.contains(layer);
        }
    }

    AdamW(ComputationGraph graph, double weightDecay, Pull pull, Map<String, Double> rateFactors) {
        this(
                graph,
                weightDecay,
                pull,
                rateFactors,
                HostMemory.holds(graph.getConfiguration().getDataType())
                        ? new FusedAdamUpdate()
                        : new Nd4jAdamUpdate());
    }

    AdamW(ComputationGraph graph, double weightDecay, Map<String, Double> rateFactors, AdamUpdate update) {
        this(graph, weightDecay, Pull.NONE, rateFactors, update);
    }

    AdamW(ComputationGraph graph, double weightDecay, Pull pull, Map<String, Double> rateFactors, AdamUpdate update) {
        this.weightDecay = weightDecay;
        this.pull = pull;
        this.update = update;
        graph.initGradientsView();
        for (Layer layer : graph.getLayers()) {
            if (layer.numParams() > 0) {
                LayerVectors vectors = LayerVectors.of(layer);
                String name = layer.conf().getLayer().getLayerName();
                vectors.weights().ifPresent(weights -> trained.add(trained(weights, rateFactors, name)));
                vectors.statistics().ifPresent(running -> statistics.add(new Running(name, running)));
            }
        }
        if (trained.isEmpty()) {
            throw new IllegalArgumentException("every layer is frozen: there is nothing to train");
        }
    }

    private Trained trained(LayerVectors.Vector weights, Map<String, Double> rateFactors, String layer) {
        INDArray values = weights.values();
        boolean pulled = pull.holds(layer);
        AdamUpdate.Part part = new AdamUpdate.Part(
                values, weights.gradient(), values.like(), values.like(), pulled ? values.dup() : null);
        return new Trained(layer, part, rateFactors.getOrDefault(layer, 1.0), pulled ? pull.weight : weightDecay);
    }

    /** The Euclidean norm of the whole gradient. */
    double gradientNorm() {
        double squares = 0;
        for (Trained one : trained) {
            squares += update.squaredNorm(one.part.gradient());
        }
        return Math.sqrt(squares);
    }

    /**
     * Takes one descent step, which uses up the gradient.
     *
     * @param gradientScale factor applied to the gradient first
     * @param rate the learning rate
     * @param step number of steps before this one
     */
    void step(double gradientScale, double rate, long step) {
        int number = Math.toIntExact(step);
        for (Trained one : trained) {
            update.apply(one.part, new AdamStep(gradientScale, rate * one.rateFactor, one.decay, number));
        }
        statistics.forEach(running -> running.vector.values().subi(running.vector.gradient()));
    }

    /**
     * What learns.
     *
     * @param means of the weights, in the order of {@link #parameters}; empty for none
     */
    List<Learning.Layer> layers(List<INDArray> means) {
        List<Learning.Layer> layers = new ArrayList<>();
        for (Trained one : trained) {
            layers.add(new Learning.Layer(
                    one.layer,
                    one.part.parameters(),
                    one.part.mean(),
                    one.part.square(),
                    one.part.anchor(),
                    means.isEmpty() ? null : means.get(layers.size()),
                    one.rateFactor,
                    one.decay));
        }
        return layers;
    }

    /**
     * Running statistics.
     *
     * @param means as for {@link #layers}
     */
    List<Learning.Statistics> statistics(List<INDArray> means) {
        List<Learning.Statistics> all = new ArrayList<>();
        for (Running running : statistics) {
            INDArray mean = means.isEmpty() ? null : means.get(trained.size() + all.size());
            all.add(new Learning.Statistics(running.layer, running.vector.values(), mean));
        }
        return all;
    }

    /** The arrays that must be saved to resume exactly: each part's parameters, mean and square; running statistics. */
    List<INDArray> state() {
        List<INDArray> state = new ArrayList<>();
        trained.forEach(one -> state.addAll(List.of(one.part.parameters(), one.part.mean(), one.part.square())));
        statistics.forEach(running -> state.add(running.vector.values()));
        return state;
    }

    /** What a backward pass leaves: the gradient of each part that learns. */
    List<INDArray> gradients() {
        return trained.stream().map(one -> one.part.gradient()).toList();
    }

    /** What a backward pass leaves for running statistics: the amounts to subtract. */
    List<INDArray> statisticsChanges() {
        return statistics.stream().map(running -> running.vector.gradient()).toList();
    }

    /** The trained parameters alone. */
    List<INDArray> weights() {
        return trained.stream().map(one -> one.part.parameters()).toList();
    }

    /** What changes in training: the trained parameters and the running statistics. */
    List<INDArray> parameters() {
        List<INDArray> parameters = new ArrayList<>();
        trained.forEach(one -> parameters.add(one.part.parameters()));
        statistics.forEach(running -> parameters.add(running.vector.values()));
        return parameters;
    }
}
