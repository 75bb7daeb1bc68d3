package attune.training;

import attune.layers.frozen.FrozenButStatisticsRuntime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A layer's parameters as flat views, with those that learn kept apart from running statistics. DL4J keeps batch
 * normalisation's mean and variance among the parameters, after those that learn, and passes as their gradient the very
 * amount to subtract; an optimiser that took it for a gradient would decay and normalise them like weights.
 *
 * @param weights the parameters that learn, if any
 * @param statistics the running statistics, if any
 */
record LayerVectors(Optional<Vector> weights, Optional<Vector> statistics) {
    private static final Set<String> STATISTICS = Set.of(
            BatchNormalizationParamInitializer.GLOBAL_MEAN,
            BatchNormalizationParamInitializer.GLOBAL_VAR,
            BatchNormalizationParamInitializer.GLOBAL_LOG_STD);

    /** Values and what DL4J's backward pass leaves for them, of the same length. */
    record Vector(INDArray values, INDArray gradient) {
        private Optional<Vector> part(long from, long to) {
            return from == to
                    ? Optional.empty()
                    : Optional.of(new Vector(
                            values.get(NDArrayIndex.interval(from, to)),
                            gradient.get(NDArrayIndex.interval(from, to))));
        }
    }

    /** For any layer with parameters; a frozen one has no weights that learn, but may have statistics. */
    static LayerVectors of(Layer layer) {
        boolean frozen = layer instanceof FrozenLayer;
        if (frozen && !(layer instanceof FrozenButStatisticsRuntime)) {
            return new LayerVectors(Optional.empty(), Optional.empty());
        }
        Vector all = new Vector(flat(layer.params()), flat(layer.getGradientsViewArray()));
        if (!frozen && !(layer instanceof BatchNormalization)) {
            return new LayerVectors(Optional.of(all), Optional.empty());
        }
        long length = all.values.length();
        long counted = layer.paramTable().entrySet().stream()
                .filter(parameter -> STATISTICS.contains(parameter.getKey()))
                .map(Map.Entry::getValue)
                .mapToLong(INDArray::length)
                .sum();
        Optional<Vector> weights = frozen ? Optional.empty() : all.part(0, length - counted);
        return new LayerVectors(weights, all.part(length - counted, length));
    }

    private static INDArray flat(INDArray array) {
        return array.reshape(array.length());
    }
}
