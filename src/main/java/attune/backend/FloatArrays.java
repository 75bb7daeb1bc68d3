package attune.backend;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Copies between Java's arrays and ND4J's. ND4J copies value by value, five times slower than memory allows; when a
 * head is trained from cached activations, that was a fifth of the work.
 */
public final class FloatArrays {

    private FloatArrays() {}

    /**
     * An array of the given values.
     *
     * @param values row-major
     * @param shape of the array
     * @return to be closed by the caller
     */
    public static INDArray of(float[] values, long... shape) {
        INDArray array = Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
        fill(array, values);
        return array;
    }

    /**
     * Overwrites an array.
     *
     * @param array row-major and contiguous, of any type
     * @param values one for each of its elements
     */
    public static void fill(INDArray array, float[] values) {
        if (HostMemory.holds(array.dataType())) {
            HostMemory.floats(array).put(values);
        } else {
            try (INDArray copy = Nd4j.createFromArray(values)) {
                array.assign(copy.reshape('c', array.shape()));
            }
        }
    }

    /**
     * The values of an array.
     *
     * @param array row-major and contiguous
     * @return a copy
     */
    public static float[] values(INDArray array) {
        if (!HostMemory.holds(array.dataType())) {
            return array.reshape(array.length()).toFloatVector();
        }
        float[] values = new float[Math.toIntExact(array.length())];
        HostMemory.floats(array).get(values);
        return values;
    }
}
