package attune.layers.kernel;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/**
 * oneDNN's primitives and descriptions for one task, which outlive the call that made them. For any number of threads: none
 * holds memory of a call.
 */
abstract class Primitives implements AutoCloseable {
    final engine cpu;
    private final List<Pointer> owned = new ArrayList<>();

    Primitives(engine cpu) {
        this.cpu = cpu;
    }

    /**
     * What they compute: equal tasks have equal primitives.
     *
     * @param <P> what they are
     */
    interface Task<P extends Primitives> {
        /** Makes them, which takes longer than a small layer's work. */
        P on(engine cpu);
    }

    /** A reference of our own: a PointerScope open in the caller must not free it. */
    final <P extends Pointer> P own(P pointer) {
        owned.add(pointer.retainReference());
        return pointer;
    }

    /** How an input lies, and is to lie. */
    final Reordering.Layout in(memory.desc plain, memory.desc wanted) {
        return new Reordering.Layout(plain, wanted, plain.equals(wanted) ? null : reordering(plain, wanted));
    }

    /** How a result is to lie, and lies. */
    final Reordering.Layout out(memory.desc plain, memory.desc wanted) {
        return new Reordering.Layout(plain, wanted, plain.equals(wanted) ? null : reordering(wanted, plain));
    }

    final Reordering reordering(memory.desc from, memory.desc to) {
        try (PointerScope local = new PointerScope()) {
            reorder.primitive_desc chosen = new reorder.primitive_desc(cpu, from, cpu, to, attributes(), false);
            return new Reordering(own(new reorder(chosen)), scratchpad(chosen.scratchpad_desc()));
        }
    }

    /** A description to keep; null of memory that is not needed. */
    final memory.@Nullable desc scratchpad(memory.desc description) {
        return description.get_size() == 0 ? null : own(description);
    }

    /** Scratchpads are given: the library's own belongs to the thread that makes a primitive. */
    static primitive_attr attributes() {
        primitive_attr attributes = new primitive_attr();
        attributes.set_scratchpad_mode(scratchpad_mode.user);
        return attributes;
    }

    @Override
    public final void close() {
        owned.forEach(Pointer::close);
        owned.clear();
    }
}
