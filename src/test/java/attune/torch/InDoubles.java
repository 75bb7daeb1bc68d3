package attune.torch;

import attune.training.Batch;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Networks and batches in double precision, where our layers compute portably and DL4J's by themselves. */
final class InDoubles {

    private InDoubles() {}

    /** Gives a network in doubles the parameters of one in floats. */
    static ComputationGraph withParametersOf(ComputationGraph floats, ComputationGraph doubles) {
        doubles.setParams(of(floats.params()));
        return doubles;
    }

    static Batch of(Batch batch) {
        INDArray mask = batch.featuresMask();
        return new Batch(of(batch.features()), mask == null ? null : of(mask), of(batch.labels()), batch.ids());
    }

    private static INDArray of(INDArray array) {
        return array.castTo(DataType.DOUBLE);
    }
}
