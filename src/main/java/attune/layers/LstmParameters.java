package attune.layers;

import attune.layers.kernel.LstmWeights;
import attune.seed.RunSeed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Where the parameters of a recurrent layer lie in the network's one parameter vector: for each direction the input
 * weights {@code W} [inputs × 4·units], the recurrent weights {@code RW} [units × 4·units], both row-major, and the
 * bias {@code b} [4·units], with gates in the order input, forget, cell candidate, output.
 *
 * <p>New weights are uniform within ±1/√units and biases zero but for the forget gate's, which is one (Gers,
 * Schmidhuber and Cummins 2000; Jozefowicz, Zaremba and Sutskever 2015).
 */
final class LstmParameters implements ParamInitializer {
    static final LstmParameters ONE_WAY = new LstmParameters("");
    static final LstmParameters BOTH_WAYS = new LstmParameters("f", "b");

    private static final String INPUT = "W";
    private static final String RECURRENT = "RW";
    private static final String BIAS = "b";

    private final String[] directions;

    private LstmParameters(String... directions) {
        this.directions = directions;
    }

    int directions() {
        return directions.length;
    }

    /** The arrays of one direction out of a table of all. */
    LstmWeights weights(Map<String, INDArray> table, int direction) {
        String prefix = directions[direction];
        return new LstmWeights(
                Slices.named(prefix + INPUT, table),
                Slices.named(prefix + RECURRENT, table),
                Slices.named(prefix + BIAS, table));
    }

    @Override
    public long numParams(NeuralNetConfiguration conf) {
        return numParams(conf.getLayer());
    }

    @Override
    public long numParams(Layer layer) {
        long inputs = ((RecurrentLayer) layer).getNIn();
        long units = units(layer);
        return directions.length * (inputs + units + 1) * 4 * units;
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        List<String> keys = new ArrayList<>(weightKeys(layer));
        keys.addAll(biasKeys(layer));
        return keys;
    }

    @Override
    public List<String> weightKeys(Layer layer) {
        List<String> keys = new ArrayList<>();
        for (String direction : directions) {
            keys.add(direction + INPUT);
            keys.add(direction + RECURRENT);
        }
        return keys;
    }

    @Override
    public List<String> biasKeys(Layer layer) {
        List<String> keys = new ArrayList<>();
        for (String direction : directions) {
            keys.add(direction + BIAS);
        }
        return keys;
    }

    @Override
    public boolean isWeightParam(Layer layer, String key) {
        return weightKeys(layer).contains(key);
    }

    @Override
    public boolean isBiasParam(Layer layer, String key) {
        return biasKeys(layer).contains(key);
    }

    @Override
    public Map<String, INDArray> init(NeuralNetConfiguration conf, INDArray vector, boolean initialize) {
        Map<String, INDArray> table = getGradientsFromFlattened(conf, vector);
        table.keySet().forEach(conf::addVariable);
        if (initialize) {
            for (int direction = 0; direction < directions.length; direction++) {
                initialize(conf, weights(table, direction), directions[direction]);
            }
        }
        return table;
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration conf, INDArray vector) {
        RecurrentLayer layer = (RecurrentLayer) conf.getLayer();
        long gates = 4 * units(layer);
        Slices slices = new Slices(vector);
        Map<String, INDArray> table = new LinkedHashMap<>();
        for (String direction : directions) {
            table.put(direction + INPUT, slices.matrix(layer.getNIn(), gates));
            table.put(direction + RECURRENT, slices.matrix(units(layer), gates));
            table.put(direction + BIAS, slices.next(gates));
        }
        return table;
    }

    private void initialize(NeuralNetConfiguration conf, LstmWeights weights, String direction) {
        String layer = conf.getLayer().getLayerName();
        SplittableRandom random = new RunSeed(conf.getSeed()).stream("initial " + layer + "/" + direction);
        double bound = 1 / Math.sqrt(weights.units());
        InitialWeights.uniform(weights.input(), bound, random);
        InitialWeights.uniform(weights.recurrent(), bound, random);
        weights.bias().assign(0);
        weights.bias()
                .get(NDArrayIndex.interval(weights.units(), 2L * weights.units()))
                .assign(1);
    }

    private long units(Layer layer) {
        return ((RecurrentLayer) layer).getNOut() / directions.length;
    }
}
