package attune.layers.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import java.util.function.Function;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.stream;
import org.jspecify.annotations.Nullable;

/**
 * A copy of an array into another layout or precision.
 *
 * @param work oneDNN's
 * @param scratchpad it needs; null for none
 */
record Reordering(primitive work, memory.@Nullable desc scratchpad) {

    /**
     * An array in ND4J's layout, and as a primitive wants it.
     *
     * @param plain ND4J's layout
     * @param wanted the primitive's
     * @param copy from the one to the other, for a result the other way; null if they are the same
     */
    record Layout(
            memory.desc plain, memory.desc wanted, @Nullable Reordering copy) {}

    /** Copies, with memory from a room. */
    void run(stream queue, memory from, memory to, Function<memory.desc, memory> room) {
        IntMemoryMap arguments = new IntMemoryMap();
        arguments.put(DNNL_ARG_SRC, from);
        arguments.put(DNNL_ARG_DST, to);
        if (scratchpad != null) {
            arguments.put(DNNL_ARG_SCRATCHPAD, room.apply(scratchpad));
        }
        work.execute(queue, arguments);
    }
}
