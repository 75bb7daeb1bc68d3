package attune.layers;

import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Cuts a layer's part of the parameter vector into consecutive named arrays, as views. */
final class Slices {
    private final INDArray vector;
    private long from;

    Slices(INDArray vector) {
        this.vector = vector.reshape(vector.length());
    }

    INDArray next(long length) {
        INDArray slice = vector.get(NDArrayIndex.interval(from, from + length));
        from += length;
        return slice;
    }

    INDArray matrix(long rows, long columns) {
        return next(rows * columns).reshape('c', rows, columns);
    }

    /** The array of that name, always present in this layer's table. */
    static INDArray named(String name, Map<String, INDArray> table) {
        return Objects.requireNonNull(table.get(name), name);
    }
}
