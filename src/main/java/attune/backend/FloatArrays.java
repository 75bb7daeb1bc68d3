package attune.backend;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Copies between Java's arrays and ND4J's. ND4J goes value by value, which takes five times as long as the memory needs;
 * where the head of a network is trained from cached activations, that was a fifth of the work.
 */
public final class FloatArrays {

    private FloatArrays() {}

    /**
     * An array of its own with some values.
     *
     * @param values row-major
     * @param shape of the array
     * @return to be closed by the caller
     */
    public static INDArray of(float[] values, long... shape) {
        if (!HostMemory.onCpu()) {
            return Nd4j.create(values, shape, 'c');
        }
        INDArray array = Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
        HostMemory.floats(array).put(values);
        return array;
    }

    /**
     * The values of an array.
     *
     * @param array of any floating-point type, row-major, filling its buffer
     * @return a copy
     */
    public static float[] values(INDArray array) {
        if (!HostMemory.holds(array.dataType())) {
            return array.data().asFloat();
        }
        float[] values = new float[Math.toIntExact(array.length())];
        HostMemory.floats(array).get(values);
        return values;
    }
}
