package attune.bench;

import attune.layers.BandConvolution;
import attune.layers.CtcOutputLayer;
import attune.layers.RecurrentLayer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** The matrix products of a training step, counted: what a step cannot do without. */
final class StepWork {
    private static final double GIGA = 1e9;

    private StepWork() {}

    static List<RecurrentLayer> recurrentLayers(ComputationGraph network) {
        return Arrays.stream(network.getLayers())
                .map(layer -> layer.conf().getLayer())
                .filter(RecurrentLayer.class::isInstance)
                .map(RecurrentLayer.class::cast)
                .toList();
    }

    /**
     * Floating-point operations. Each multiply-add of the forward pass takes 2, and 4 more in the backward pass: one
     * product for the gradient of the input, one for that of the weights.
     *
     * @param frames of all utterances together
     * @return in 10⁹ by part
     */
    static Map<StepPart, Double> gflop(ComputationGraph network, long frames) {
        Map<StepPart, Double> work = new EnumMap<>(StepPart.class);
        for (var layer : network.getLayers()) {
            Layer shape = layer.conf().getLayer();
            double operations = 2 * frames * multiplyAdds(shape) / GIGA;
            if (shape instanceof RecurrentLayer) {
                work.merge(StepPart.FORWARD, operations, Double::sum);
                work.merge(StepPart.BACKWARD, 2 * operations, Double::sum);
            } else if (shape instanceof BandConvolution) {
                work.merge(StepPart.CONVOLUTIONS, operations, Double::sum);
                work.merge(StepPart.CONVOLUTIONS_BY_INPUT, operations, Double::sum);
                work.merge(StepPart.CONVOLUTIONS_BY_WEIGHTS, operations, Double::sum);
            } else if (operations > 0) {
                work.merge(StepPart.OUTPUT, 3 * operations, Double::sum);
            }
        }
        return work;
    }

    /** Of one frame of one utterance, forward. */
    private static double multiplyAdds(Layer layer) {
        if (layer instanceof RecurrentLayer recurrent) {
            return 4.0 * recurrent.getNOut() * (recurrent.getNIn() + recurrent.units());
        }
        if (layer instanceof BandConvolution convolution) {
            BandConvolution.Filter filter = convolution.filter();
            return (double) convolution.frame().size() * filter.rows() * filter.bands() * filter.outputs();
        }
        return layer instanceof CtcOutputLayer output ? (double) output.getNIn() * output.getNOut() : 0;
    }
}
