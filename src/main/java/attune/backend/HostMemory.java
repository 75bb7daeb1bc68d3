package attune.backend;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The memory behind float arrays on the CPU. */
public final class HostMemory {

    private HostMemory() {}

    /**
     * Whether ND4J computes on the CPU.
     *
     * @return true for its native backend, false for CUDA's
     */
    public static boolean onCpu() {
        return Nd4j.getExecutioner().getClass().getSimpleName().equals("NativeOpExecutioner");
    }

    /**
     * Whether arrays of a type can be read and written here.
     *
     * @param type of the array
     * @return true for floats on the CPU
     */
    public static boolean holds(DataType type) {
        return type == DataType.FLOAT && onCpu();
    }

    /**
     * The address of an array's first element.
     *
     * @param array of floats, on the CPU; must outlive the pointer
     * @return a pointer that owns nothing
     */
    public static FloatPointer pointer(INDArray array) {
        return new FloatPointer(array.data().addressPointer());
    }

    /**
     * The memory from an array's first element to its last, including any elements between that are not the array's.
     *
     * @param array of floats, on the CPU; must outlive the buffer
     * @return a buffer that owns nothing and writes through
     */
    public static FloatBuffer floats(INDArray array) {
        long span = 1;
        for (int axis = 0; axis < array.rank(); axis++) {
            span += (array.size(axis) - 1) * array.stride(axis);
        }
        return pointer(array).capacity(span).asBuffer();
    }
}
