package attune.training;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What one training step needs. Owns its arrays.
 *
 * @param features the network's input
 * @param featuresMask ones where the input is real, zeros in padding; absent if nothing is padded
 * @param labels the output layer's targets
 * @param ids the examples, for messages
 */
public record Batch(INDArray features, @Nullable INDArray featuresMask, INDArray labels, List<String> ids)
        implements AutoCloseable {

    /** Frees the arrays. */
    @Override
    public void close() {
        features.close();
        labels.close();
        if (featuresMask != null) {
            featuresMask.close();
        }
    }
}
