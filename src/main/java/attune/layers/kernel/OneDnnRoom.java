package attune.layers.kernel;

import attune.backend.HostMemory;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The memory of one call: ND4J's arrays where a primitive accepts their layout, else copies in the layout it wants.
 * Closing gives the buffers back; an enclosing PointerScope frees the rest.
 */
final class OneDnnRoom implements AutoCloseable {
    private final List<FloatPointer> taken = new ArrayList<>();
    private final OneDnn library;
    private final stream queue;

    OneDnnRoom(OneDnn library, stream queue) {
        this.library = library;
        this.queue = queue;
    }

    /** An input array in the layout wanted. */
    memory in(memory.desc plain, INDArray array, memory.desc wanted) {
        memory given = plain(plain, array);
        if (plain.equals(wanted)) {
            return given;
        }
        memory laidOut = pooled(wanted);
        new reorder(given, laidOut).execute(queue, given, laidOut);
        return laidOut;
    }

    /** The destination of a result in the layout wanted; {@link #copy} moves it into the array. */
    memory out(memory.desc plain, INDArray array, memory.desc wanted) {
        return plain.equals(wanted) ? plain(plain, array) : pooled(wanted);
    }

    void copy(memory given, memory.desc plain, INDArray array) {
        if (!plain.equals(given.get_desc())) {
            memory wanted = plain(plain, array);
            new reorder(given, wanted).execute(queue, given, wanted);
        }
    }

    memory plain(memory.desc description, INDArray array) {
        return new memory(description, library.cpu(), HostMemory.pointer(array));
    }

    private memory pooled(memory.desc description) {
        FloatPointer buffer = library.buffers().take((description.get_size() + Float.BYTES - 1) / Float.BYTES);
        taken.add(buffer);
        return new memory(description, library.cpu(), buffer);
    }

    @Override
    public void close() {
        queue._wait();
        taken.forEach(library.buffers()::giveBack);
    }
}
