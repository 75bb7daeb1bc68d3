package attune.layers.kernel;

import attune.backend.HostMemory;
import attune.backend.QuietExit;
import java.util.Optional;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** oneDNN for float pictures, on all cores OpenMP may use. Thread-safe. */
final class OneDnnPictures {
    /** Room for a few layers of a large batch; idle memory beyond it returns to the system. */
    private static final long IDLE_BUFFER_BYTES = 1L << 29;

    /** Enough for a network's layers, forward and backward, in batches of some tens of shapes. */
    private static final int MOST_PRIMITIVES = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(OneDnnPictures.class);

    private final OneDnn library = OneDnn.with(IDLE_BUFFER_BYTES, MOST_PRIMITIVES, memory.data_type.f32);
    private final ThreadLocal<stream> streams = ThreadLocal.withInitial(() -> new stream(library.cpu()));
    private final QuietExit exit = QuietExit.install();

    private OneDnnPictures() {}

    /** Loads the native library on first use. */
    private static final class Holder {
        static final @Nullable OneDnnPictures HERE = load();

        private static @Nullable OneDnnPictures load() {
            try {
                return HostMemory.onCpu() ? new OneDnnPictures() : null;
            } catch (LinkageError e) {
                LOG.warn("oneDNN does not load here; pictures will be slow: {}", e.toString());
                return null;
            }
        }
    }

    /**
     * The library; absent on a backend other than the CPU, if it does not load, or if {@link Kernels#PROPERTY} asks for
     * the portable kernel.
     */
    static Optional<OneDnnPictures> here() {
        return Kernels.Choice.ofProperty() == Kernels.Choice.PORTABLE
                ? Optional.empty()
                : Optional.ofNullable(Holder.HERE);
    }

    engine cpu() {
        return library.cpu();
    }

    /** Work on the library's queue, with its own memory. */
    interface Work {
        void on(stream queue, OneDnnRoom room);
    }

    /**
     * Work with primitives.
     *
     * @param <P> what they are
     */
    interface Task<P extends Primitives> {
        void on(P primitives, stream queue, OneDnnRoom room);
    }

    /** Does the work with primitives kept from earlier calls, and waits for it. */
    <P extends Primitives> void run(Primitives.Task<P> with, Task<P> work) {
        exit.during(() -> {
            try (KeptPrimitives.Loan<P> loan = library.primitives().lend(with)) {
                on(streams.get(), (queue, room) -> work.on(loan.primitives(), queue, room));
            }
        });
    }

    /** Does the work, and waits for it. */
    void run(Work work) {
        exit.during(() -> on(streams.get(), work));
    }

    private void on(stream queue, Work work) {
        try (PointerScope local = new PointerScope();
                OneDnnRoom room = new OneDnnRoom(library, queue)) {
            work.on(queue, room);
            queue._wait();
        }
    }
}
