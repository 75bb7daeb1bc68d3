package attune.layers;

import attune.seed.RunSeed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameters of a projection of each frame: weights {@code W} [inputs × outputs], row-major, and bias {@code b}
 * [outputs]. New weights are uniform within ±√(6/(inputs + outputs)) (Glorot and Bengio 2010), biases zero.
 */
final class ProjectionParameters implements ParamInitializer {
    static final ProjectionParameters INSTANCE = new ProjectionParameters();
    static final String WEIGHT = "W";
    static final String BIAS = "b";

    private ProjectionParameters() {}

    @Override
    public long numParams(NeuralNetConfiguration conf) {
        return numParams(conf.getLayer());
    }

    @Override
    public long numParams(Layer layer) {
        FeedForwardLayer projection = (FeedForwardLayer) layer;
        return (projection.getNIn() + 1) * projection.getNOut();
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        return List.of(WEIGHT, BIAS);
    }

    @Override
    public List<String> weightKeys(Layer layer) {
        return List.of(WEIGHT);
    }

    @Override
    public List<String> biasKeys(Layer layer) {
        return List.of(BIAS);
    }

    @Override
    public boolean isWeightParam(Layer layer, String key) {
        return WEIGHT.equals(key);
    }

    @Override
    public boolean isBiasParam(Layer layer, String key) {
        return BIAS.equals(key);
    }

    @Override
    public Map<String, INDArray> init(NeuralNetConfiguration conf, INDArray vector, boolean initialize) {
        Map<String, INDArray> table = getGradientsFromFlattened(conf, vector);
        table.keySet().forEach(conf::addVariable);
        if (initialize) {
            INDArray weights = Slices.named(WEIGHT, table);
            InitialWeights.uniform(
                    weights,
                    Math.sqrt(6.0 / (weights.size(0) + weights.size(1))),
                    new RunSeed(conf.getSeed())
                            .stream("initial " + conf.getLayer().getLayerName()));
            Slices.named(BIAS, table).assign(0);
        }
        return table;
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration conf, INDArray vector) {
        FeedForwardLayer layer = (FeedForwardLayer) conf.getLayer();
        Slices slices = new Slices(vector);
        Map<String, INDArray> table = new LinkedHashMap<>();
        table.put(WEIGHT, slices.matrix(layer.getNIn(), layer.getNOut()));
        table.put(BIAS, slices.next(layer.getNOut()));
        return table;
    }
}
