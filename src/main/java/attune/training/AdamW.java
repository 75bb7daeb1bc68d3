package attune.training;

import attune.backend.HostMemory;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019) over the layers of a graph that are not frozen. The
 * arrays of frozen layers are never touched.
 */
final class AdamW {
    private final List<AdamUpdate.Part> parts = new ArrayList<>();
    private final double weightDecay;
    private final AdamUpdate update;

    AdamW(ComputationGraph graph, double weightDecay) {
        this(
                graph,
                weightDecay,
                HostMemory.holds(graph.getConfiguration().getDataType())
                        ? new FusedAdamUpdate()
                        : new Nd4jAdamUpdate());
    }

    AdamW(ComputationGraph graph, double weightDecay, AdamUpdate update) {
        this.weightDecay = weightDecay;
        this.update = update;
        graph.initGradientsView();
        for (Layer layer : graph.getLayers()) {
            if (!(layer instanceof FrozenLayer) && layer.numParams() > 0) {
                INDArray parameters = flat(layer.params());
                INDArray gradient = flat(layer.getGradientsViewArray());
                parts.add(new AdamUpdate.Part(parameters, gradient, parameters.like(), parameters.like()));
            }
        }
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("every layer is frozen: there is nothing to train");
        }
    }

    /** The Euclidean norm of the whole gradient. */
    double gradientNorm() {
        double squares = 0;
        for (AdamUpdate.Part part : parts) {
            squares += update.squaredNorm(part.gradient());
        }
        return Math.sqrt(squares);
    }

    /**
     * Takes one step down; the gradient is used up.
     *
     * @param gradientScale the gradient is multiplied by this first
     * @param rate the learning rate
     * @param step how many steps came before
     */
    void step(double gradientScale, double rate, long step) {
        AdamUpdate.Step with = new AdamUpdate.Step(gradientScale, rate, weightDecay, Math.toIntExact(step));
        parts.forEach(part -> update.apply(part, with));
    }

    /** The arrays that must be saved to go on exactly: for each part its parameters, mean and square. */
    List<INDArray> state() {
        List<INDArray> state = new ArrayList<>();
        parts.forEach(part -> state.addAll(List.of(part.parameters(), part.mean(), part.square())));
        return state;
    }

    /** The trained parameters alone. */
    List<INDArray> parameters() {
        return parts.stream().map(AdamUpdate.Part::parameters).toList();
    }

    private static INDArray flat(INDArray array) {
        return array.reshape(array.length());
    }
}
