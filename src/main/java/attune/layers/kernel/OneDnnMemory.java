package attune.layers.kernel;

import attune.backend.HostMemory;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What primitives read and write: ND4J's arrays, and pooled buffers, which closing gives back. */
class OneDnnMemory implements AutoCloseable {
    private final List<memory> made = new ArrayList<>();
    private final List<FloatPointer> taken = new ArrayList<>();
    private final OneDnn library;

    OneDnnMemory(OneDnn library) {
        this.library = library;
    }

    /** An array's own memory. */
    final memory plain(memory.desc description, INDArray array) {
        return over(description, HostMemory.pointer(array));
    }

    /** Memory that another gives back. */
    final memory over(memory.desc description, Pointer buffer) {
        memory over = new memory(description, library.cpu(), buffer);
        made.add(over);
        return over;
    }

    final memory pooled(memory.desc description) {
        return over(description, buffer((description.get_size() + Float.BYTES - 1) / Float.BYTES));
    }

    final memory zeroed(memory.desc description) {
        memory zeros = pooled(description);
        zero(zeros);
        return zeros;
    }

    /** A buffer, which may hold anything. */
    final FloatPointer buffer(long floats) {
        FloatPointer buffer = library.buffers().take(floats);
        taken.add(buffer);
        return buffer;
    }

    static void zero(memory values) {
        Pointer.memset(values.get_data_handle(), 0, values.get_desc().get_size());
    }

    @Override
    public void close() {
        made.forEach(Pointer::close);
        made.clear();
        taken.forEach(library.buffers()::giveBack);
        taken.clear();
    }
}
