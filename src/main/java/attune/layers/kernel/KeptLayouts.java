package attune.layers.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.dnnl.memory;

/**
 * Weights that never change, in the layouts and precisions in which a kernel has multiplied by them: laying them out takes
 * as long as multiplying a few frames by them. Empty at first; for any number of threads.
 */
public final class KeptLayouts {
    private final List<memory> input = new ArrayList<>();
    private final List<memory> recurrent = new ArrayList<>();

    /** The input weights in a layout, laid out if that was not done yet. */
    synchronized memory input(memory.desc layout, Supplier<memory> laidOut) {
        return kept(input, layout, laidOut);
    }

    /** The same for the recurrent weights. */
    synchronized memory recurrent(memory.desc layout, Supplier<memory> laidOut) {
        return kept(recurrent, layout, laidOut);
    }

    private static memory kept(List<memory> all, memory.desc layout, Supplier<memory> laidOut) {
        Optional<memory> found =
                all.stream().filter(one -> one.get_desc().equals(layout)).findFirst();
        if (found.isPresent()) {
            return found.get();
        }
        // A PointerScope open in the caller must not free it.
        memory made = laidOut.get().retainReference();
        all.add(made);
        return made;
    }
}
