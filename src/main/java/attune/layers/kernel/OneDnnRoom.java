package attune.layers.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;

import attune.backend.HostMemory;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;
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

    /** The arguments of a primitive, so far its scratchpad. */
    IntMemoryMap arguments(memory.@Nullable desc scratchpad) {
        IntMemoryMap arguments = new IntMemoryMap();
        if (scratchpad != null) {
            arguments.put(DNNL_ARG_SCRATCHPAD, pooled(scratchpad));
        }
        return arguments;
    }

    /** An input array in the layout wanted. */
    memory in(Reordering.Layout layout, INDArray array) {
        memory given = plain(layout.plain(), array);
        if (layout.copy() == null) {
            return given;
        }
        memory laidOut = pooled(layout.wanted());
        layout.copy().run(queue, given, laidOut, this::pooled);
        return laidOut;
    }

    /** The destination of a result in the layout wanted; {@link #copy} moves it into the array. */
    memory out(Reordering.Layout layout, INDArray array) {
        return layout.copy() == null ? plain(layout.plain(), array) : pooled(layout.wanted());
    }

    void copy(memory given, Reordering.Layout layout, INDArray array) {
        if (layout.copy() != null) {
            layout.copy().run(queue, given, plain(layout.plain(), array), this::pooled);
        }
    }

    memory plain(memory.desc description, INDArray array) {
        return new memory(description, library.cpu(), HostMemory.pointer(array));
    }

    memory pooled(memory.desc description) {
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
