package attune.training;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

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

    /**
     * No examples: what a rank gets of a batch that has fewer examples than there are ranks.
     *
     * @return a batch without arrays to speak of
     */
    public static Batch none() {
        return new Batch(Nd4j.empty(DataType.FLOAT), null, Nd4j.empty(DataType.FLOAT), List.of());
    }

    boolean isEmpty() {
        return features.isEmpty();
    }

    /** A copy of some of the examples. */
    Batch examples(int from, int to) {
        if (from == to) {
            return none();
        }
        return new Batch(
                copy(features, from, to),
                featuresMask == null ? null : copy(featuresMask, from, to),
                copy(labels, from, to),
                ids.subList(from, to));
    }

    private static INDArray copy(INDArray all, int from, int to) {
        INDArrayIndex[] which = NDArrayIndex.allFor(all);
        which[0] = NDArrayIndex.interval(from, to);
        return all.get(which).dup();
    }

    /** Frees the arrays. */
    @Override
    public void close() {
        if (isEmpty()) {
            return;
        }
        features.close();
        labels.close();
        if (featuresMask != null) {
            featuresMask.close();
        }
    }
}
