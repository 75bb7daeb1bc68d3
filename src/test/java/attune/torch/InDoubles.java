package attune.torch;

import attune.training.Batch;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Networks and batches in double precision, where our layers compute portably and DL4J's by themselves. */
final class InDoubles {

    private InDoubles() {}

    /** Gives a network in doubles the parameters of one in floats. */
    static ComputationGraph withParametersOf(ComputationGraph floats, ComputationGraph doubles) {
        doubles.setParams(floats.params().castTo(DataType.DOUBLE));
        return doubles;
    }

    static Batch of(Batch batch) {
        return new Batch(of(batch.features()), of(batch.featuresMask()), of(batch.labels()), batch.ids());
    }

    private static @Nullable INDArray of(@Nullable INDArray array) {
        return array == null ? null : array.castTo(DataType.DOUBLE);
    }
}
