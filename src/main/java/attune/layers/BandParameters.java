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
 * The parameters of a convolution over time and bands: weights {@code W} [output × input × row × band], row-major, and
 * bias {@code b} [output]. New weights are uniform within ±√(6/(inputs + outputs)) of a filter's window (Glorot and
 * Bengio 2010), biases zero.
 */
final class BandParameters implements ParamInitializer {
    static final BandParameters INSTANCE = new BandParameters();
    static final String WEIGHT = "W";
    static final String BIAS = "b";

    private BandParameters() {}

    @Override
    public long numParams(NeuralNetConfiguration conf) {
        return numParams(conf.getLayer());
    }

    @Override
    public long numParams(Layer layer) {
        BandConvolution of = (BandConvolution) layer;
        return (window(of) * of.frame().channels() + 1) * of.filter().outputs();
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
            BandConvolution of = (BandConvolution) conf.getLayer();
            long ways = (long) of.frame().channels() + of.filter().outputs();
            InitialWeights.uniform(
                    Slices.named(WEIGHT, table),
                    Math.sqrt(6.0 / (window(of) * ways)),
                    new RunSeed(conf.getSeed()).stream("initial " + of.getLayerName()));
            Slices.named(BIAS, table).assign(0);
        }
        return table;
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration conf, INDArray vector) {
        BandConvolution of = (BandConvolution) conf.getLayer();
        long outputs = of.filter().outputs();
        long inputs = of.frame().channels();
        Slices slices = new Slices(vector);
        Map<String, INDArray> table = new LinkedHashMap<>();
        table.put(
                WEIGHT,
                slices.next(outputs * inputs * window(of))
                        .reshape(
                                'c',
                                outputs,
                                inputs,
                                of.filter().rows(),
                                of.filter().bands()));
        table.put(BIAS, slices.next(outputs));
        return table;
    }

    private static long window(BandConvolution of) {
        return (long) of.filter().rows() * of.filter().bands();
    }
}
