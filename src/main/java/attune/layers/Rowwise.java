package attune.layers;

import attune.layers.kernel.SideBySide;
import java.util.function.BiConsumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Arithmetic on tall row-major matrices, with rows divided among the cores. */
final class Rowwise {
    /** Fewer rows are finished before another thread has started. */
    private static final long ROWS_WORTH_SHARING = 512;

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private Rowwise() {}

    /** Adds a matrix to another. */
    static void add(INDArray to, INDArray what) {
        share(to, what, INDArray::addi);
    }

    /** The product of a tall matrix and a small one, into a tall one. */
    static void multiply(INDArray tall, INDArray small, INDArray into) {
        share(into, tall, (target, rows) -> product(rows, small, target));
    }

    /**
     * A product into a row-major matrix, on this thread. ND4J writes only to column-major ones, so the product is
     * transposed; its own {@code mmuli} would make a copy, slower than the product.
     */
    static void product(INDArray a, INDArray b, INDArray into) {
        Nd4j.gemm(b.transpose(), a.transpose(), into.transpose(), false, false, 1, 0);
    }

    private static void share(INDArray target, INDArray source, BiConsumer<INDArray, INDArray> work) {
        long rows = target.size(0);
        int parts = rows < ROWS_WORTH_SHARING ? 1 : CORES;
        SideBySide.run(parts, part -> {
            long from = rows * part / parts;
            long to = rows * (part + 1) / parts;
            work.accept(rows(target, from, to), rows(source, from, to));
        });
    }

    private static INDArray rows(INDArray matrix, long from, long to) {
        return matrix.get(NDArrayIndex.interval(from, to), NDArrayIndex.all());
    }
}
