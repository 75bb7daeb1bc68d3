package attune.training;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019) over the layers of a graph that are not frozen. The
 * arrays of frozen layers are never touched.
 */
final class AdamW {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final List<Part> parts = new ArrayList<>();
    private final double weightDecay;

    /** One layer's parameters and what Adam remembers of their gradients, all of one length. */
    private record Part(INDArray parameters, INDArray gradient, INDArray mean, INDArray square) {}

    AdamW(ComputationGraph graph, double weightDecay) {
        this.weightDecay = weightDecay;
        graph.initGradientsView();
        for (Layer layer : graph.getLayers()) {
            if (!(layer instanceof FrozenLayer) && layer.numParams() > 0) {
                INDArray parameters = flat(layer.params());
                INDArray gradient = flat(layer.getGradientsViewArray());
                parts.add(new Part(parameters, gradient, parameters.like(), parameters.like()));
            }
        }
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("every layer is frozen: there is nothing to train");
        }
    }

    /** The Euclidean norm of the whole gradient. */
    double gradientNorm() {
        double squares = 0;
        for (Part part : parts) {
            double norm = part.gradient.norm2Number().doubleValue();
            squares += norm * norm;
        }
        return Math.sqrt(squares);
    }

    void scaleGradient(double factor) {
        parts.forEach(part -> part.gradient.muli(factor));
    }

    /**
     * Takes one step down; the gradient is used up.
     *
     * @param rate the learning rate
     * @param step how many steps came before
     */
    void step(double rate, long step) {
        for (Part part : parts) {
            Nd4j.exec(new AdamUpdater(
                    part.gradient, part.square, part.mean, rate, BETA1, BETA2, EPSILON, Math.toIntExact(step)));
            if (weightDecay > 0) {
                part.parameters.muli(1 - rate * weightDecay);
            }
            part.parameters.subi(part.gradient);
        }
    }

    /** The arrays that must be saved to go on exactly: for each part its parameters, mean and square. */
    List<INDArray> state() {
        List<INDArray> state = new ArrayList<>();
        parts.forEach(part -> state.addAll(List.of(part.parameters, part.mean, part.square)));
        return state;
    }

    /** The trained parameters alone. */
    List<INDArray> parameters() {
        return parts.stream().map(Part::parameters).toList();
    }

    private static INDArray flat(INDArray array) {
        return array.reshape(array.length());
    }
}
