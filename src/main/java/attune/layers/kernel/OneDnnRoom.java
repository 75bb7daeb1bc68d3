package attune.layers.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The memory of one call: ND4J's arrays where a primitive accepts their layout, else copies in the layout it wants.
 * Closing waits for the work to end.
 */
final class OneDnnRoom extends OneDnnMemory {
    private final stream queue;

    OneDnnRoom(OneDnn library, stream queue) {
        super(library);
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
        convert(layout.copy(), given, laidOut);
        return laidOut;
    }

    /** The destination of a result in the layout wanted; {@link #copy} moves it into the array. */
    memory out(Reordering.Layout layout, INDArray array) {
        return layout.copy() == null ? plain(layout.plain(), array) : pooled(layout.wanted());
    }

    void copy(memory given, Reordering.Layout layout, INDArray array) {
        if (layout.copy() != null) {
            convert(layout.copy(), given, plain(layout.plain(), array));
        }
    }

    void convert(@Nullable Reordering conversion, memory from, memory to) {
        if (conversion != null) {
            conversion.run(queue, from, to, this::pooled);
        }
    }

    @Override
    public void close() {
        queue._wait();
        super.close();
    }
}
