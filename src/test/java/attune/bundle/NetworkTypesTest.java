package attune.bundle;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.Map;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.distribution.Distribution;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.samediff.AbstractSameDiffLayer;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.schedule.ISchedule;

class NetworkTypesTest {
    private static final Map<String, Class<?>> KINDS = Map.ofEntries(
            entry("org.deeplearning4j.nn.conf.layers.", Layer.class),
            entry("org.deeplearning4j.nn.conf.graph.", GraphVertex.class),
            entry("org.deeplearning4j.nn.conf.dropout.", IDropout.class),
            entry("org.deeplearning4j.nn.conf.distribution.", Distribution.class),
            entry("org.deeplearning4j.nn.conf.preprocessor.", InputPreProcessor.class),
            entry("org.deeplearning4j.nn.conf.constraint.", LayerConstraint.class),
            entry("org.deeplearning4j.nn.conf.weightnoise.", IWeightNoise.class),
            entry("org.deeplearning4j.nn.weights.", IWeightInit.class),
            entry("org.nd4j.linalg.activations.impl.", IActivation.class),
            entry("org.nd4j.linalg.learning.config.", IUpdater.class),
            entry("org.nd4j.linalg.learning.regularization.", Regularization.class),
            entry("org.nd4j.linalg.schedule.", ISchedule.class),
            entry("org.nd4j.linalg.lossfunctions.impl.", ILossFunction.class));

    @Test
    void everyNameIsAConfigurationClassOfItsKind() throws Exception {
        assertThat(NetworkTypes.ALL).hasSizeGreaterThan(100);
        for (String name : NetworkTypes.ALL) {
            Class<?> type = Class.forName(name);
            Class<?> kind = KINDS.entrySet().stream()
                    .filter(one -> name.startsWith(one.getKey()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(name + " is of no known kind"))
                    .getValue();
            assertThat(kind).as(name).isAssignableFrom(type);
            assertThat(Modifier.isAbstract(type.getModifiers())).as(name).isFalse();
            assertThat(AbstractSameDiffLayer.class.isAssignableFrom(type))
                    .as(name)
                    .isFalse();
        }
    }
}
