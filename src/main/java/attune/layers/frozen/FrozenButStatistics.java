package attune.layers.frozen;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A batch normalisation whose weights are frozen and whose running mean and variance are not: in training it normalises
 * by the batch, and the change of the statistics goes where DL4J's own layer leaves it, into the gradient view. To the
 * backward pass it is a frozen layer like any other.
 */
public final class FrozenButStatistics extends FrozenLayer {
    private static final long serialVersionUID = 1L;

    /**
     * A frozen layer.
     *
     * @param layer a batch normalisation; shared, not copied
     */
    public FrozenButStatistics(@JsonProperty("layer") org.deeplearning4j.nn.conf.layers.Layer layer) {
        super(layer);
        if (!(layer instanceof BatchNormalization)) {
            throw new IllegalArgumentException("only batch normalisations have running statistics: " + layer);
        }
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int layerIndex,
            INDArray parameters,
            boolean initialise,
            DataType type) {
        Layer frozen = super.instantiate(conf, listeners, layerIndex, parameters, initialise, type);
        return new FrozenButStatisticsRuntime(((org.deeplearning4j.nn.layers.FrozenLayer) frozen).getInsideLayer());
    }
}
