package attune.layers;

import attune.seed.RunSeed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameters of a layer with weights {@code W}, row-major, and a bias {@code b} of one number for each output. New
 * weights are uniform within ±√(6/(inputs + outputs)), as many as reach and leave a weight (Glorot and Bengio 2010);
 * biases are zero.
 */
abstract class WeightAndBias implements ParamInitializer {
    static final String WEIGHT = "W";
    static final String BIAS = "b";

    /** The shape of the weights. */
    abstract long[] shape(Layer layer);

    /** How many numbers there are in the bias. */
    abstract long outputs(Layer layer);

    /** The inputs and outputs that a weight is between. */
    abstract long ways(Layer layer);

    @Override
    public final long numParams(NeuralNetConfiguration conf) {
        return numParams(conf.getLayer());
    }

    @Override
    public final long numParams(Layer layer) {
        return weights(layer) + outputs(layer);
    }

    @Override
    public final List<String> paramKeys(Layer layer) {
        return List.of(WEIGHT, BIAS);
    }

    @Override
    public final List<String> weightKeys(Layer layer) {
        return List.of(WEIGHT);
    }

    @Override
    public final List<String> biasKeys(Layer layer) {
        return List.of(BIAS);
    }

    @Override
    public final boolean isWeightParam(Layer layer, String key) {
        return WEIGHT.equals(key);
    }

    @Override
    public final boolean isBiasParam(Layer layer, String key) {
        return BIAS.equals(key);
    }

    @Override
    public final Map<String, INDArray> init(NeuralNetConfiguration conf, INDArray vector, boolean initialize) {
        Map<String, INDArray> table = getGradientsFromFlattened(conf, vector);
        table.keySet().forEach(conf::addVariable);
        if (initialize) {
            Layer layer = conf.getLayer();
            InitialWeights.uniform(
                    Slices.named(WEIGHT, table),
                    Math.sqrt(6.0 / ways(layer)),
                    new RunSeed(conf.getSeed()).stream("initial " + layer.getLayerName()));
            Slices.named(BIAS, table).assign(0);
        }
        return table;
    }

    @Override
    public final Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration conf, INDArray vector) {
        Layer layer = conf.getLayer();
        Slices slices = new Slices(vector);
        Map<String, INDArray> table = new LinkedHashMap<>();
        table.put(WEIGHT, slices.next(weights(layer)).reshape('c', shape(layer)));
        table.put(BIAS, slices.next(outputs(layer)));
        return table;
    }

    private long weights(Layer layer) {
        long count = 1;
        for (long size : shape(layer)) {
            count *= size;
        }
        return count;
    }
}
